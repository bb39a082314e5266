using System.Text.Json.Nodes;
using Kopek.Books.Partners;
using Kopek.Web.Partner.Own;
using Kopek.Web.Partner.Dvs;
using Kopek.Web.Tests.Partner.Clients;

namespace Kopek.Web.Tests.Partner;

/// <summary>Our own interface for partners, its webhooks, and what the documents say of both.</summary>
public sealed class OwnInterfaceTests : IAsyncLifetime
{
    private const string Path = "/partner/v1/top-ups";
    private LivePartners live = null!;
    private Seller seller = null!;

    public static bool IsThere => NodeClient.IsThere;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
        await live.Line();
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task A_top_up_is_done_once_and_its_repeat_reads_the_same()
    {
        var first = await Sell("k-1", 50_000);
        Assert.Equal((201, "completed"), (first.Status, first.Json["status"]!.GetValue<string>()));
        Assert.Equal((50_000, 1_500, 48_500), (Value(first, "amount"), Value(first, "commission"), Value(first, "price")));
        Assert.False(first.IsReplayed);
        var again = await Sell("k-1", 50_000);
        Assert.Equal((201, true, first.Json["id"]!.GetValue<long>()), (again.Status, again.IsReplayed, again.Json["id"]!.GetValue<long>()));
        Assert.Equal(("idempotency_key_reused", 422), Refusal(await Sell("k-1", 60_000)));
        Assert.Equal(("idempotency_key_missing", 400), Refusal(await seller.Post(Path, Body(50_000))));
        Assert.Equal((100_000, 951_500), (await live.Balance(), await seller.Available()));
        Assert.Equal("completed", (await seller.Get($"{Path}/{first.Json["id"]}")).Json["status"]!.GetValue<string>());
        Assert.Equal("unknown_transaction", (await (await live.Sell("OTHER")).Get($"{Path}/{first.Json["id"]}")).Code);
    }

    [Fact]
    public async Task A_refusal_says_why_and_its_repeat_too()
    {
        var poor = await live.Sell("POOR", 10_000);
        var first = await poor.Post(Path, Body(50_000), ("Idempotency-Key", "k"));
        Assert.Equal(("out_of_funds", 422, 38_500L), (first.Code, first.Status, first.Json["missing"]!["value"]!.GetValue<long>()));
        Assert.Equal("out_of_funds", (await poor.Post(Path, Body(50_000), ("Idempotency-Key", "k"))).Code);
        Assert.Equal(("amount_below_minimum", 422), Refusal(await Sell("low", 9_999)));
        Assert.Equal(("amount_above_maximum", 422), Refusal(await Sell("high", 1_500_001)));
        Assert.Equal(("unknown_line", 404), Refusal(await Sell("who", 50_000, "79999999999")));
        Assert.Equal(("not_sold", 422), Refusal(await seller.Post(Path, """{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"pack":"NO-SUCH"}""", ("Idempotency-Key", "p"))));
        await live.Post($"/api/v1/lines/{LivePartners.Number}/bar", """{"reason":"fraud"}""");
        Assert.Equal(("line_barred", 409), Refusal(await Sell("barred", 50_000)));
        Assert.Equal((50_000, 1_000_000), (await live.Balance(), await seller.Available()));
    }

    [Fact]
    public async Task Deposits_and_payouts_are_booked_once()
    {
        var path = "/api/v1/partners/ACME";
        Assert.Equal(1_100_000, Value(await live.Post($"{path}/deposits", LiveApi.Amount(100_000), "d-1"), "balance"));
        Assert.Equal((1_100_000, true), (Value(await live.Post($"{path}/deposits", LiveApi.Amount(100_000), "d-1"), "balance"), (await live.Post($"{path}/deposits", LiveApi.Amount(100_000), "d-1")).IsReplayed));
        Assert.Equal("idempotency_key_reused", (await live.Post($"{path}/deposits", LiveApi.Amount(200_000), "d-1")).Code);
        Assert.Equal(1_000_000, Value(await live.Post($"{path}/payouts", LiveApi.Amount(100_000), "p-1"), "balance"));
        Assert.Equal("float_refused", (await live.Post($"{path}/payouts", LiveApi.Amount(1_000_001), "p-2")).Code);
        Assert.Equal("unknown_partner", (await live.Post("/api/v1/partners/NOBODY/deposits", LiveApi.Amount(1), "d-2")).Code);
        await live.Restart();
        Assert.True((await live.Post($"{path}/deposits", LiveApi.Amount(100_000), "d-1")).IsReplayed);
        Assert.Equal(1_000_000, await seller.Available());
    }

    [Theory]
    [InlineData("{\"name\":\"\"}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"commissionBasisPoint\":1}", "unknown_member")]
    [InlineData("{\"name\":\"A\",\"commissionBasisPoints\":5001}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"creditLimit\":{\"value\":-1,\"currency\":\"RUB\"}}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"operators\":[\"NOBODY\"]}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"networks\":[\"everywhere\"]}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"contact\":\"javascript:alert(1)\"}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"webhookUrl\":\"http://10.0.0.1/\"}", "member_invalid")]
    [InlineData("{\"name\":\"A\",\"name\":\"B\"}", "malformed_json")]
    [InlineData("{\"name\":7}", "malformed_json")]
    public async Task A_profile_that_is_none_changes_nothing(string body, string code)
    {
        Assert.Equal(code, (await live.Post("/api/v1/partners/ACME", body, method: HttpMethod.Put)).Code);
        Assert.Equal("Seller ACME", (await live.Send(HttpMethod.Get, "/api/v1/partners/ACME", null)).Json["name"]!.GetValue<string>());
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task Events_go_to_the_partner_s_endpoint_signed_with_the_old_secret_and_the_new_one_while_it_is_changed()
    {
        await using var hooks = NodeClient.Start("hooks.js");
        var port = (await hooks.Told("port")).GetValue<int>();
        await live.Put("ACME", $",\"webhookUrl\":\"http://127.0.0.1:{port}/events\"");
        var old = (await live.Post("/api/v1/partners/ACME/webhook-secrets", null)).Json["secret"]!.GetValue<string>();
        var next = (await live.Post("/api/v1/partners/ACME/webhook-secrets", null)).Json["secret"]!.GetValue<string>();
        foreach (var (secret, key) in new[] { (old, "e-1"), (next, "e-2") })
        {
            await hooks.Say(new JsonObject { ["secret"] = secret });
            await hooks.Told("heard");
            await Sell(key, 50_000);
            var hook = await hooks.Told("hook");
            Assert.True(hook["verified"]!.GetValue<bool>(), hook.ToJsonString());
            Assert.Equal(("top_up.completed", key), (hook["body"]!["type"]!.GetValue<string>(), hook["body"]!["data"]!["key"]!.GetValue<string>()));
        }

        await hooks.Say(new JsonObject { ["secret"] = "whsec_" + Convert.ToBase64String(new byte[32]) });
        await hooks.Told("heard");
        await Sell("e-3", 50_000);
        Assert.False((await hooks.Told("hook"))["verified"]!.GetValue<bool>());
    }

    [Fact]
    public void The_documentation_has_every_route_and_every_code()
    {
        var partners = LiveApi.Document("partners.md");
        var routes = live.Operations.Where(operation => operation.Path.StartsWith("/api/v1/partners", StringComparison.Ordinal)).ToList();
        Assert.Equal(9, routes.Count);
        Assert.All(routes, operation => Assert.Contains($"`{operation.Method} {operation.Path}`", partners, StringComparison.Ordinal));
        Assert.All(PartnerProblems.All.Concat(Web.Partner.Manage.PartnerManageProblems.All), kind => Assert.Contains($"| `{kind.Code}` | {kind.Status} |", partners, StringComparison.Ordinal));
        Assert.All(DvsError.All, error => Assert.Contains($"| `{error.Code}` | {error.Status} |", partners, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<TransactionStatus>(), status => Assert.Contains($"| {(int)status} | `{TransactionStatuses.NameOf(status)}` |", partners, StringComparison.Ordinal));
    }

    private static string Body(long kopeks, string msisdn = LivePartners.Number) => $$$"""{"msisdn":"{{{msisdn}}}","amount":{"value":{{{kopeks}}},"currency":"RUB"}}""";

    private static long Value(Answer answer, string name) => answer.Json[name]!["value"]!.GetValue<long>();

    private static (string?, int) Refusal(Answer answer) => (answer.Code, answer.Status);

    private Task<Answer> Sell(string key, long kopeks, string msisdn = LivePartners.Number) => seller.Post(Path, Body(kopeks, msisdn), ("Idempotency-Key", key));
}
