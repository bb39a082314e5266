using System.Text;
using System.Text.Json.Nodes;
using Kopek.Books.Receipts;

namespace Kopek.Web.Tests.Receipts;

public sealed class DisputeApiTests : IAsyncLifetime
{
    private const string Path = "/api/v1/receipts/KDR/1/disputes";
    private const string Wish = """{"reason":"not_received","by":"holder","text":"付了钱，没到账。"}""";

    private LiveApi api = null!;
    private string line = "";
    private Receipt receipt = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.OpenActive(12_345);
        receipt = await ReceiptScene.Pay(api, line, 43_210);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task It_carries_the_receipt_the_order_and_the_statement_as_they_were_when_it_was_opened()
    {
        var opened = await api.Post(Path, Wish);
        Assert.Equal((201, "/api/v1/disputes/1"), (opened.Status, opened.Headers.Location!.ToString()));
        var evidence = opened.Json["evidence"]!;
        Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.CheckJson(Encoding.UTF8.GetBytes(evidence["receipt"]!.ToJsonString()), api.Desk.Keys).Verdict);
        Assert.Equal(("done", 43_210), (evidence["order"]!["status"]!.GetValue<string>(), evidence["order"]!["amount"]!["value"]!.GetValue<int>()));
        Assert.Contains(evidence["statement"]!.AsArray(), item => item!["order"]?.GetValue<string>() == receipt.Public.Order.ToString());
        Assert.True(evidence["statementIsWhole"]!.GetValue<bool>());
        Assert.DoesNotContain("79000000001", evidence.ToJsonString(), StringComparison.Ordinal);
        await api.TopUp(line, 99_000);
        await api.Restart();
        var read = (await api.Get("/api/v1/disputes/1")).Json;
        Assert.Equal(opened.Json.ToJsonString(), read.ToJsonString());
    }

    [Fact]
    public async Task It_goes_from_open_over_notes_to_a_decision_that_is_final()
    {
        await api.Post(Path, Wish);
        Assert.Equal(201, (await api.Post("/api/v1/disputes/1/notes", """{"by":"anna","text":"The provider was asked."}""")).Status);
        Assert.Equal(["open"], await States("?state=open"));
        var decided = await api.Post("/api/v1/disputes/1/decision", $$"""{"decision":"upheld","by":"boris","text":"It came twice.","refundOrder":"{{receipt.Public.Order}}"}""");
        Assert.Equal((201, "upheld"), (decided.Status, decided.Json["state"]!.GetValue<string>()));
        Assert.Equal(["opened", "note", "decided"], decided.Json["entries"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
        Assert.Equal(receipt.Public.Order.ToString(), decided.Json["entries"]![2]!["refundOrder"]!.GetValue<string>());
        Assert.Equal((409, "dispute_decided"), Shape(await api.Post("/api/v1/disputes/1/notes", """{"by":"anna","text":"More."}""")));
        Assert.Equal((409, "dispute_decided"), Shape(await api.Post("/api/v1/disputes/1/decision", """{"decision":"rejected","by":"anna","text":"No."}""")));
        Assert.Empty(await States("?state=open"));
        Assert.Equal(["upheld"], await States(""));
        Assert.Equal("upheld", (await api.Get("/api/v1/receipts/KDR/1")).Json["disputes"]![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_repeat_is_answered_alike_and_changes_nothing_and_the_key_is_for_nothing_else()
    {
        var first = await api.Post(Path, Wish, "k");
        await api.Post("/api/v1/disputes/1/notes", """{"by":"anna","text":"Asked."}""", "n");
        var repeat = await api.Post(Path, Wish, "k");
        Assert.Equal((first.Status, first.Body, true), (repeat.Status, repeat.Body, repeat.IsReplayed));
        Assert.Equal((422, "idempotency_key_reused"), Shape(await api.Post(Path, Wish.Replace("not_received", "service", StringComparison.Ordinal), "k")));
        Assert.Equal((422, "idempotency_key_reused"), Shape(await api.Post("/api/v1/disputes/1/notes", """{"by":"anna","text":"Asked."}""", "k")));
        Assert.Equal((400, "idempotency_key_missing"), Shape(await api.Post(Path, Wish, null)));
        var other = await api.Post(Path, Wish);
        Assert.Equal((409, "dispute_open"), Shape(other));
        Assert.Contains("/api/v1/disputes/1/notes", other.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, (await api.Get("/api/v1/disputes/1")).Json["entries"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"reason":"anger","by":"holder","text":"x"}""", "member_invalid")]
    [InlineData("""{"reason":"service","by":"holder"}""", "member_missing")]
    [InlineData("""{"reason":"service","by":" ","text":"x"}""", "member_invalid")]
    [InlineData("""{"reason":"service","by":7,"text":"x"}""", "member_invalid")]
    [InlineData("""{"reason":"service","by":"holder","text":"x","amount":"1"}""", "unknown_member")]
    [InlineData("""{"reason":"service","by":"holder","text":"x","text":"y"}""", "duplicate_member")]
    [InlineData("""{"reason":"service","by":"holder","text":"x"}x""", "malformed_json")]
    [InlineData("""{"reason":"service","by":"holder","text":"\ud800"}""", "malformed_json")]
    [InlineData("[]", "malformed_json")]
    [InlineData("", "malformed_json")]
    public async Task What_is_no_dispute_is_refused_and_nothing_is_opened(string body, string code)
    {
        Assert.Equal(code, (await api.Post(Path, body)).Code);
        Assert.Empty(await States(""));
    }

    [Fact]
    public async Task What_is_too_long_unknown_or_undecided_is_refused()
    {
        static string Text(int length) => $$"""{"reason":"service","by":"holder","text":"{{new string('x', length)}}"}""";
        Assert.Equal("member_invalid", (await api.Post(Path, Text(1001))).Code);
        Assert.Equal("member_invalid", (await api.Post(Path, Wish.Replace("holder", new string('x', 65), StringComparison.Ordinal))).Code);
        Assert.Equal("unknown_receipt", (await api.Post("/api/v1/receipts/KDR/9/disputes", Wish)).Code);
        Assert.Equal(201, (await api.Post(Path, Text(1000))).Status);
        Assert.Equal("member_invalid", (await api.Post("/api/v1/disputes/1/decision", """{"decision":"open","by":"anna","text":"x"}""")).Code);
        Assert.Equal("member_invalid", (await api.Post("/api/v1/disputes/1/decision", """{"decision":"upheld","by":"anna","text":"x","refundOrder":"1"}""")).Code);
        foreach (var path in (string[])["/api/v1/disputes/2", "/api/v1/disputes/x", "/api/v1/disputes/-1"])
        {
            Assert.Equal("unknown_dispute", (await api.Get(path)).Code);
            Assert.Equal("unknown_dispute", (await api.Post($"{path}/notes", """{"by":"anna","text":"x"}""")).Code);
        }

        Assert.Equal("query_invalid", (await api.Get("/api/v1/disputes?state=closed")).Code);
    }

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.Code);

    private async Task<List<string>> States(string query) =>
        [.. ((JsonArray)(await api.Get($"/api/v1/disputes{query}")).Json["disputes"]!).Select(dispute => dispute!["state"]!.GetValue<string>())];
}
