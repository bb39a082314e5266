using System.Globalization;
using Kopek.Books.Partners.Reconciliations;

namespace Kopek.Web.Tests.Partner;

/// <summary>A day's file, and every difference that is planted in a partner's copy of it.</summary>
public sealed class ReconciliationTests : IAsyncLifetime
{
    private LivePartners live = null!;
    private Seller seller = null!;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
        await live.Line();
        await seller.TopUp("a", "100");
        await seller.TopUp("b,\\\"quoted\\\"", "200.50");
        await seller.TopUp("c", "300");
        await seller.TopUp("d", "50000");
        await seller.TopUp("open", "100", mode: "async", confirms: false);
        await LivePartners.Until(() => Task.FromResult(live.Store.Read(reader => reader.Open(0, Core.Moment.Never, 10)).Count == 1), "Outcomes were never stored.");
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task The_file_has_every_transaction_with_its_sums_and_compares_as_even()
    {
        var file = await File();
        var rows = file.TrimEnd().Split("\r\n");
        Assert.Equal(ReconciliationFile.Header, rows[0]);
        Assert.Contains("\"b,\"\"quoted\"\"\",*** 0001,KDR:top-up,200.50,RUB,6.01,194.49,COMPLETED", rows[2], StringComparison.Ordinal);
        Assert.Contains("TOTAL,3,,,600.50,,18.01,582.49,COMPLETED", file, StringComparison.Ordinal);
        Assert.DoesNotContain(LivePartners.Number, file, StringComparison.Ordinal);
        // Read alike in any encoding, and with nothing before the first column's name.
        Assert.True(System.Text.Ascii.IsValid(file));
        var report = Compare(file);
        Assert.True(report.IsEven, string.Join('\n', report.Differences));
        Assert.Equal((4, 4, "600.50", "600.50"), (report.Ours, report.Theirs, report.OursCompleted.ToString(), report.TheirsCompleted.ToString()));
    }

    [Fact]
    public async Task Every_planted_difference_is_named_and_nothing_else()
    {
        var rows = (await File()).TrimEnd().Split("\r\n").Where(row => !row.StartsWith("TOTAL", StringComparison.Ordinal)).ToList();
        var planted = string.Join('\n', rows.Select((row, index) => index switch
        {
            1 => row.Replace(",100.00,", ",100.01,", StringComparison.Ordinal),
            2 => row.Replace("COMPLETED", "DECLINED", StringComparison.Ordinal),
            3 => "", // c is missing
            _ => row,
        })) + "\n99,stranger,x,KDR:top-up,5.00,RUB,0.00,5.00,COMPLETED,,,0.00\n" + rows[1];
        Assert.Equal(
            ["other amount: a", "other status: b,\"quoted\"", "extra: stranger", "twice: a", "missing: c"],
            Compare(planted).Differences.Select(difference => difference.ToString().Split(" is ")[0]));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id,amount,status\n", "external_id")]
    [InlineData("external_id,amount,status\na,1e2,COMPLETED\n", "Line 2")]
    [InlineData("external_id,amount,status\na,100\n", "Line 2")]
    [InlineData("external_id,amount,status\n,100,COMPLETED\n", "Line 2")]
    [InlineData("external_id,amount,status\n\"a,100,COMPLETED\n", "Line 2")]
    public void A_file_that_cannot_be_understood_is_said_with_its_line(string file, string words) =>
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => Compare(file)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Another_day_is_empty_and_another_address_is_none()
    {
        Assert.Equal(ReconciliationFile.Header + "\r\n", (await seller.Get("/partner/v1/reconciliation/2020-01-01.csv")).Body);
        Assert.Equal(404, (await seller.Get("/partner/v1/reconciliation/yesterday.csv")).Status);
        var stranger = await live.Sell("OTHER");
        Assert.Equal(ReconciliationFile.Header + "\r\n", (await stranger.Get($"/partner/v1/reconciliation/{Day}.csv")).Body);
    }

    private static string Day => Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ReconciliationReport Compare(string file) => Reconciliation.Compare(ReconciliationFile.Rows(live.Store.Books, "ACME", Today), PartnerFile.Read(new StringReader(file)));

    private async Task<string> File() => (await seller.Get($"/partner/v1/reconciliation/{Day}.csv")).Body;
}
