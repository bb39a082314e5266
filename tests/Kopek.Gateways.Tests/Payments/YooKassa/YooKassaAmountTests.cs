using CsCheck;
using Kopek.Core;
using Kopek.Gateways.Payments.YooKassa;

namespace Kopek.Gateways.Tests.Payments.YooKassa;

public sealed class YooKassaAmountTests
{
    [Theory]
    [InlineData(1, "0.01")]
    [InlineData(10, "0.10")]
    [InlineData(100_00, "100.00")]
    [InlineData(123_45, "123.45")]
    [InlineData(4_35, "4.35")]
    [InlineData(1_000_000_000_00, "1000000000.00")]
    public void Kopeks_are_written_and_read_exactly(long kopeks, string text)
    {
        Assert.Equal(text, YooKassaAmount.Write(new Money(kopeks)));
        Assert.Equal(new Money(kopeks), YooKassaAmount.Read(text));
    }

    [Fact]
    public void Every_amount_comes_back() =>
        Gen.Long[0, 99_999_999_999_999_999].Sample(kopeks => YooKassaAmount.Read(YooKassaAmount.Write(new Money(kopeks))) == new Money(kopeks));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.000")]
    [InlineData(".50")]
    [InlineData("-1.00")]
    [InlineData("+1.00")]
    [InlineData("1,00")]
    [InlineData("1 000.00")]
    [InlineData("1e3.00")]
    [InlineData("1.0x")]
    [InlineData("١.00")]
    [InlineData("9999999999999999.00")]
    public void What_is_no_amount_is_none(string? text) => Assert.Null(YooKassaAmount.Read(text));
}
