using CsCheck;
using Kopek.Books.Partners;
using Kopek.Core;

namespace Kopek.Books.Tests.Partners;

public sealed class MoneyWordsTests
{
    [Theory]
    [InlineData("500", 50_000)]
    [InlineData("500.5", 50_050)]
    [InlineData("500.05", 50_005)]
    [InlineData("500.0500", 50_005)]
    [InlineData("0.01", 1)]
    [InlineData("0", 0)]
    [InlineData("-12.30", -1_230)]
    [InlineData("0.1", 10)]
    [InlineData("0.29", 29)]
    public void A_decimal_is_read_exactly(string text, long kopeks)
    {
        Assert.True(MoneyWords.TryRead(text, out var amount));
        Assert.Equal(new Money(kopeks), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("5.005")]
    [InlineData("5e2")]
    [InlineData("1,000")]
    [InlineData(" 5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("５")]
    [InlineData("92233720368547758.08")]
    [InlineData("1000000000000000000000000000000000")]
    public void What_is_no_plain_amount_is_refused(string text) => Assert.False(MoneyWords.TryRead(text, out _));

    [Fact]
    public void What_money_writes_is_read_as_the_same() => Gen.Long[-9_000_000_000_000_000, 9_000_000_000_000_000].Sample(kopeks =>
        MoneyWords.TryRead(new Money(kopeks).ToString(), out var amount) && amount == new Money(kopeks));
}
