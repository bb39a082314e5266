using Kopek.Core.Fiscal;
using NodaTime;

namespace Kopek.Core.Tests.Fiscal;

public sealed class FiscalMonthTests
{
    private static readonly FiscalSeller Seller = new("Кедр", "7700000000", "Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));

    [Theory]
    [InlineData("2026-10-31T20:59:59.999Z", "2026-10")]
    [InlineData("2026-10-31T21:00:00Z", "2026-11")]
    [InlineData("2026-12-31T21:00:00Z", "2027-01")]
    public void A_month_is_the_registers(string at, string month) => Assert.Equal(month, FiscalMonth.Of(LineBench.Utc(at), Seller).ToString());

    [Fact]
    public void It_ends_with_the_registers_midnight()
    {
        var october = new FiscalMonth(new YearMonth(2026, 10));
        Assert.Equal(LineBench.Utc("2026-10-31T21:00:00Z"), october.EndOf(Seller));
        Assert.Equal(LineBench.Utc("2026-11-01T00:00:00Z"), october.EndOf(Seller with { TimeZone = "Nowhere/None" }));
        Assert.Equal("2026-11", october.Next.ToString());
    }

    [Theory]
    [InlineData("2026-10", true)]
    [InlineData("0001-01", true)]
    [InlineData("0000-01", false)]
    [InlineData("2026-13", false)]
    [InlineData("2026-00", false)]
    [InlineData("2026/10", false)]
    [InlineData("2026-1", false)]
    [InlineData("2026- 1", false)]
    [InlineData("2026-10-01", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void It_is_read_as_it_is_written(string? text, bool isMonth) => Assert.Equal(isMonth ? text : null, FiscalMonth.Read(text)?.ToString());
}
