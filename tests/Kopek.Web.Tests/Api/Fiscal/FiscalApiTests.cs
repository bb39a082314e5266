using System.Globalization;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Web.Tests.Partner;
using Kopek.Web.Tests.Receipts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Web.Tests.Api.Fiscal;

public sealed class FiscalApiTests : IAsyncLifetime
{
    private const string Documents = "/api/v1/fiscal-documents";
    private const string Offsets = "/api/v1/fiscal-offsets";
    private const long ConnectionFee = 15000;
    private static readonly FiscalSeller Kedr = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private LiveApi api = null!;
    private string line = "";

    /// <summary>In which the lines live.</summary>
    private FiscalMonth Month { get; } = FiscalMonth.Of(new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()), Kedr);

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start(sellers: new Dictionary<string, FiscalSeller> { ["KDR"] = Kedr });
        line = await api.OpenActive(20_000);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_month_that_is_over_is_settled_once_whoever_asks_how_often_and_across_restarts()
    {
        Assert.Equal((409, "month_not_over"), Short(await Settle(Month)));
        await OnceItIsOver();
        var first = await Settle(Month, "month-1");
        Assert.Equal((200, 1, ConnectionFee), (first.Status, first.Json["documents"]!.GetValue<int>(), first.Json["sum"]!["value"]!.GetValue<long>()));
        await api.Restart();
        var again = await Settle(Month, "month-1");
        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(first.Body, (await Settle(Month)).Body);
        var document = $"{Documents}/KDR-{ReceiptScene.LineOf(api, line)}-{Month}";
        await LivePartners.Until(async () => (await api.Get(document)).Json["state"]!.GetValue<string>() == "registered", "It was never registered.");
        Assert.Equal(1, api.Register!.Count());
        Assert.Equal((Month.ToString(), null), ((await api.Get(document)).Json["month"]!.GetValue<string>(), (await api.Get(document)).Json["receipt"]));
    }

    [Fact]
    public async Task While_the_journal_is_away_a_month_is_to_be_asked_for_again()
    {
        await OnceItIsOver();
        api.Journal.Down = true;
        api.Journal.CommitFault = () => Engine.Journalling.JournalFault.NotCommitted;
        Assert.Equal(503, (await api.TopUp(line, 100)).Status);
        var failed = await Settle(Month);
        Assert.Equal((503, "books_unavailable"), Short(failed));
        Assert.NotNull(failed.Headers.RetryAfter);
        api.Journal.Down = false;
        api.Journal.CommitFault = () => Engine.Journalling.JournalFault.None;
        await LivePartners.Until(async () => (await api.Get("/health/ready")).Status == 200, "It never came back.");
        Assert.Equal(ConnectionFee, (await Settle(Month)).Json["sum"]!["value"]!.GetValue<long>());
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_with_its_reason_and_not_as_if_asking_again_would_help()
    {
        await OnceItIsOver();
        using (var receipts = new SqliteConnection($"Data Source={Path.Combine(api.Folder, "receipts.db")};Pooling=False"))
        {
            receipts.Open();
            using var ahead = receipts.CreateCommand();
            ahead.CommandText = "INSERT OR REPLACE INTO advance_position (shard, sequence) VALUES (0, 1000000000)";
            ahead.ExecuteNonQuery();
        }

        var failed = await Settle(Month);
        Assert.Equal((503, "fiscal_offsets_failing"), Short(failed));
        Assert.Null(failed.Headers.RetryAfter);
        Assert.Contains("older backup", failed.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_another_program_has_the_receipts_a_month_is_to_be_asked_for_again()
    {
        await OnceItIsOver();
        using var receipts = new SqliteConnection($"Data Source={Path.Combine(api.Folder, "receipts.db")};Pooling=False");
        receipts.Open();
        using (receipts.BeginTransaction(deferred: false))
        {
            var failed = await Settle(Month);
            Assert.Equal((503, "books_unavailable"), Short(failed));
            Assert.NotNull(failed.Headers.RetryAfter);
        }

        Assert.Equal(ConnectionFee, (await Settle(Month)).Json["sum"]!["value"]!.GetValue<long>());
    }

    [Fact]
    public async Task What_was_used_after_a_restart_is_in_the_months_sum()
    {
        await api.Restart();
        Assert.Equal(201, (await api.Post($"{line}/packs", """{"pack":"KDR-H500"}""")).Status);
        var used = 20_000 + ConnectionFee - await api.Balance(line);
        await OnceItIsOver();
        Assert.Equal(used, (await Settle(Month)).Json["sum"]!["value"]!.GetValue<long>());
        Assert.True(used > ConnectionFee);
    }

    [Theory]
    [InlineData("""{"operator":"KDR","month":"2026-13"}""", 400, "member_invalid")]
    [InlineData("""{"operator":"BRZ","month":"2026-01"}""", 400, "member_invalid")]
    [InlineData("""{"operator":"KDR"}""", 400, "member_missing")]
    [InlineData("""{"operator":"KDR","month":"2026-01","line":"1"}""", 400, "unknown_member")]
    public async Task A_wish_that_names_no_month_of_a_seller_is_refused(string body, int status, string code) => Assert.Equal((status, code), Short(await api.Post(Offsets, body)));

    [Fact]
    public async Task Both_changes_want_a_key()
    {
        Assert.Equal((400, "idempotency_key_missing"), Short(await api.Post(Offsets, """{"operator":"KDR","month":"2026-01"}""", key: null)));
        Assert.Equal((400, "idempotency_key_missing"), Short(await api.Post($"{Documents}/KDR-0000001/retry", null, key: null)));
    }

    [Fact]
    public async Task A_document_that_the_register_refuses_is_listed_with_its_reason_and_tried_again()
    {
        await ReceiptScene.Pay(api, line, 50_000 + Gateways.Fiscal.SandboxFiscalRegister.EndOfRefused);
        await ReceiptScene.Pay(api, line, 50_000);
        await LivePartners.Until(async () => (await Failed()).Count == 1, "It never failed.");
        var failed = (await Failed())[0]!;
        Assert.Equal(("KDR-0000001", "refused_by_sandbox", 1), (failed["receipt"]!.GetValue<string>(), failed["reason"]!.GetValue<string>(), failed["attempts"]!.GetValue<int>()));
        Assert.Equal("••• 0001", failed["msisdn"]!.GetValue<string>());
        Assert.Contains("kopek_fiscal_failed 1\n", (await api.Get("/metrics")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await api.Post($"{Documents}/KDR-0000001/retry", null)).Status);
        await LivePartners.Until(async () => await Failed() is [var again] && again!["attempts"]!.GetValue<int>() == 2, "It was never tried again.");
    }

    [Fact]
    public async Task One_that_did_not_fail_is_left_alone_and_one_that_is_not_there_is_unknown()
    {
        await ReceiptScene.Pay(api, line, 50_000);
        await LivePartners.Until(async () => (await api.Get($"{Documents}/KDR-0000001")).Json["state"]!.GetValue<string>() == "registered", "It was never registered.");
        var retried = await api.Post($"{Documents}/KDR-0000001/retry", null);
        Assert.Equal((200, "registered", 1), (retried.Status, retried.Json["state"]!.GetValue<string>(), retried.Json["attempts"]!.GetValue<int>()));
        Assert.Equal((404, "unknown_fiscal_document"), Short(await api.Post($"{Documents}/KDR-0000009/retry", null)));
        Assert.Equal((404, "unknown_fiscal_document"), Short(await api.Get($"{Documents}/KDR-0000009")));
    }

    private static (int Status, string? Code) Short(Answer answer) => (answer.Status, answer.Code);

    private async Task<System.Text.Json.Nodes.JsonArray> Failed() => (await api.Get(Documents)).Json["documents"]!.AsArray();

    private Task<Answer> Settle(FiscalMonth month, string key = "") =>
        api.Post(Offsets, string.Create(CultureInfo.InvariantCulture, $$"""{"operator":"KDR","month":"{{month}}"}"""), key);

    /// <summary>The API's clock goes on; the lines stay where they are.</summary>
    private async Task OnceItIsOver()
    {
        clock.SetUtcNow(Month.EndOf(Kedr).ToInstant().ToDateTimeOffset());
        api.Clock = clock;
        await api.Restart();
    }
}
