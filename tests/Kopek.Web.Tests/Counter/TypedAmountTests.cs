using CsCheck;
using Kopek.Core;
using Kopek.Web.Pages;

namespace Kopek.Web.Tests.Counter;

public sealed class TypedAmountTests
{
    [Theory]
    [InlineData("500", 500_00)]
    [InlineData("500.5", 500_50)]
    [InlineData("500,05", 500_05)]
    [InlineData(" 1 500.00 ", 1500_00)]
    [InlineData("５００．５０", 500_50)]
    [InlineData("0", 0)]
    [InlineData("10000000", 10_000_000_00)]
    public void An_amount_is_read_as_people_type_it(string text, long kopeks)
    {
        Assert.True(TypedAmount.TryRead(text, out var amount));
        Assert.Equal(new Money(kopeks), amount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("5.001")]
    [InlineData("5.0.0")]
    [InlineData("1,000.00")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("5e3")]
    [InlineData("10000000.01")]
    [InlineData("99999999999999999999")]
    [InlineData("five")]
    public void What_could_mean_two_things_is_no_amount(string? text) => Assert.False(TypedAmount.TryRead(text, out _));

    [Fact]
    public void Every_amount_is_read_back_as_it_is_written() => Gen.Long[0, 1_000_000_000].Sample(kopeks =>
        TypedAmount.TryRead(new Money(kopeks).ToString(), out var amount) && amount.Kopeks == kopeks);
}
