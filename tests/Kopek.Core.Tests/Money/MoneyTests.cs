using CsCheck;
using Kopek.Core;

namespace Kopek.Core.Tests.MoneyRules;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(1234, "12.34")]
    [InlineData(-5, "-0.05")]
    [InlineData(-1230, "-12.30")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void Money_is_written_with_two_decimals(long kopeks, string text) => Assert.Equal(text, new Money(kopeks).ToString());

    [Fact]
    public void Rubles_and_kopeks_make_one_amount()
    {
        Assert.Equal(new Money(12_34), Money.FromRubles(12, 34));
        Assert.Equal(new Money(-12_34), Money.FromRubles(-12, 34));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromRubles(1, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromRubles(1, -1));
    }

    [Fact]
    public void An_amount_that_does_not_fit_stops_instead_of_wrapping()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
        Assert.Throws<OverflowException>(() => Money.FromRubles(long.MaxValue));
    }

    [Fact]
    public void Adding_and_taking_away_again_changes_nothing() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[-1_000_000_000_000, 1_000_000_000_000]).Sample((left, right) =>
        {
            var (a, b) = (new Money(left), new Money(right));
            return a + b - b == a && -(-a) == a && Money.Min(a, b) <= Money.Max(a, b) && Money.Min(a, b) + Money.Max(a, b) == a + b
                && (a < b) == (a.CompareTo(b) < 0) && a.IsNegative == (a < Money.Zero);
        });
}
