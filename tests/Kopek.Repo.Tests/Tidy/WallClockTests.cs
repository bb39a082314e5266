namespace Kopek.Repo.Tests.Tidy;

public sealed class WallClockTests
{
    [Fact]
    public void No_test_and_no_rule_sleeps_or_reads_the_wall_clock() =>
        Checkout.HasNo(Checkout.Sources.Where(file => file.IsUnder("tests") || file.IsUnder("src/Kopek.Core")).SelectMany(WallClock.Breaches));

    [Theory]
    [InlineData("Thread.Sle|ep(1);")]
    [InlineData("System.Threading.Thread.Sle|ep(1);")]
    [InlineData("await Task.Del|ay(1);")]
    [InlineData("var now = DateTime.No|w;")]
    [InlineData("var now = DateTime.Utc|Now;")]
    [InlineData("var now = System.DateTimeOffset.Utc|Now;")]
    public void A_sleep_or_a_wall_clock_is_found(string text) => Assert.NotEmpty(WallClock.Breaches(Source(text)));

    [Theory]
    [InlineData("var now = time.GetUtcNow();")]
    [InlineData("var text = \"Thread.Sle|ep(1)\"; // Task.Del|ay(1)")]
    public void Time_that_is_passed_in_is_fine(string text) => Assert.Empty(WallClock.Breaches(Source(text)));

    private static SourceFile Source(string text) => new("tests/Kopek.Core.Tests/A.cs", text.Replace("|", "", StringComparison.Ordinal));
}
