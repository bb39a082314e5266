using System.Text.Json.Nodes;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Kopek.Web.Tests.Api;

public sealed class ContractTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_document_is_valid_and_has_every_route()
    {
        var text = (await api.Get("/openapi/v1.json")).Body;
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        var described = read.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => $"{operation.Key} {path.Key}")).Order().ToList();
        Assert.Equal(api.Operations.Select(operation => $"{operation.Method} {operation.Path}").Order(), described);
        var mapped = api.Endpoints.OfType<RouteEndpoint>().Count(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Equal(mapped, described.Count(route => route.Contains("/api/", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_documentation_has_every_route_and_every_code()
    {
        var document = LiveApi.Document("api.md");
        Assert.All(api.Operations, operation => Assert.Contains($"{operation.Method} {operation.Path}", document, StringComparison.Ordinal));
        foreach (var kind in ProblemKinds.All.Concat(RuleProblems.All))
        {
            Assert.Contains($"| `{kind.Code}` | {kind.Status} |", document, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_two_kinds_of_problem_share_a_code() =>
        Assert.Distinct(ProblemKinds.All.Concat(RuleProblems.All).Select(kind => kind.Code));

    [Fact]
    public async Task What_is_answered_has_the_members_of_the_example()
    {
        var line = await api.OpenActive(200_000, "79000000000");
        await api.Post($"{line}/packs", """{"pack":"DAY-CN"}""");
        await api.Post($"{line}/promised-payments", LiveApi.Amount(10_000));
        var paid = await api.TopUp(line, 50_000);
        await Same("GET /api/v1/lines/{msisdn}", api.Get(line));
        await Same("GET /api/v1/lines/{msisdn}/packs", api.Get($"{line}/packs"));
        await Same("GET /api/v1/lines/{msisdn}/statement", api.Get($"{line}/statement?limit=2"));
        await Same("GET /api/v1/lines/{msisdn}/forecast", api.Get($"{line}/forecast?mbPerDay=500"));
        var inAMonth = (await api.Get(line)).Json["asOf"]!.GetValue<DateTime>().AddDays(30);
        await Same("GET /api/v1/lines/{msisdn}/top-up-advice", api.Get($"{line}/top-up-advice?until={inAMonth:yyyy-MM-dd}&mbPerDay=500"));
        await Same("POST /api/v1/trip-plans", api.Post("/api/v1/trip-plans", TripPlanTests.Body(), null));
        await Same("GET /api/v1/plans", api.Get("/api/v1/plans"));
        await Same("GET /api/v1/ledger", api.Get("/api/v1/ledger"));
        await Same("GET /api/v1/orders/{order}", api.Get(paid.Headers.Location!.ToString()));
        await Same("POST /api/v1/lines/{msisdn}/top-ups", api.TopUp(line, 50_000));
        await Same("GET /api/v1/lines/{msisdn}/notice-preferences", api.Get($"{line}/notice-preferences"));
        await Same("PUT /api/v1/lines/{msisdn}/notice-preferences", api.Post($"{line}/notice-preferences", "{}", method: HttpMethod.Put));
        await Same("GET /api/v1/lines/{msisdn}/notices", NoticeTests.Told(api, line, 1));
        var receipt = await Receipts.ReceiptScene.Pay(api, line, 20_000);
        var path = $"/api/v1/receipts/KDR/{receipt.Public.Number}";
        await Same("GET /api/v1/receipts/{operator}/{number}", api.Get(path));
        await Same("GET /api/v1/lines/{msisdn}/receipts", api.Get($"{line}/receipts"));
        await Same("POST /receipts/verify", api.Post("/receipts/verify", (await api.Get($"/r/{receipt.Public.Token}.json")).Body, null));
        await Same("GET /receipts/keys", api.Get("/receipts/keys"));
        await Same("POST /api/v1/receipts/{operator}/{number}/disputes", api.Post($"{path}/disputes", """{"reason":"service","by":"holder","text":"It did not work."}"""));
        await Same("POST /api/v1/disputes/{dispute}/notes", api.Post("/api/v1/disputes/1/notes", """{"by":"anna","text":"Asked."}"""));
        await Same("POST /api/v1/disputes/{dispute}/decision", api.Post("/api/v1/disputes/1/decision", """{"decision":"rejected","by":"anna","text":"It did."}"""));
        await Same("GET /api/v1/disputes/{dispute}", api.Get("/api/v1/disputes/1"));
        await Same("GET /api/v1/disputes", api.Get("/api/v1/disputes"));
        await Same("GET /api/v1/lines/{msisdn}/diagnosis", api.Get($"{line}/diagnosis?region=RU-MOW&technology=3g|4g&apn=x&imei=35000001000001"));
        var ticket = await Tickets.WrittenTicket.Of(api, "79000000000");
        await Same("GET /api/v1/tickets", api.Get("/api/v1/tickets"));
        await Same("GET /api/v1/tickets/{ticket}", api.Get($"/api/v1/tickets/{ticket}"));
        await Same("POST /api/v1/tickets/{ticket}/answers", api.Post($"/api/v1/tickets/{ticket}/answers", """{"by":"anna","text":"Asked."}"""));
        await Same("POST /api/v1/tickets/{ticket}/closure", api.Post($"/api/v1/tickets/{ticket}/closure", """{"by":"anna"}"""));
        await Same("DELETE /api/v1/tickets/{ticket}/words", api.Post($"/api/v1/tickets/{ticket}/words", null, method: HttpMethod.Delete));
        await Same("POST /api/v1/tickets/{ticket}/reopening", api.Post($"/api/v1/tickets/{ticket}/reopening", """{"by":"anna"}"""));
        await Same("GET /health/ready", api.Get("/health/ready"));
    }

    [Fact]
    public async Task The_figures_are_in_prometheus_form()
    {
        await api.Open();
        var text = (await api.Get("/metrics")).Body;
        Assert.Contains("\nkopek_lines 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nkopek_books_behind_events ", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd().Split('\n').Where(row => !row.StartsWith('#')), row => Assert.Matches(@"^kopek_[a-z_]+ -?\d+$", row));
    }

    /// <summary>Every member that is answered is in the example, with the same type; null and absent members say nothing.</summary>
    private async Task Same(string route, Task<Answer> asked)
    {
        var answer = await asked;
        var example = api.Operations.Single(operation => $"{operation.Method} {operation.Path}" == route).Answer!;
        Compare(route, JsonNode.Parse(example)!, answer.Json);
    }

    private static void Compare(string at, JsonNode example, JsonNode? answered)
    {
        if (answered is JsonObject members)
        {
            var known = Assert.IsType<JsonObject>(example);
            foreach (var (name, value) in members)
            {
                Assert.True(known.ContainsKey(name), $"{at}.{name} is not in the example.");
                Compare($"{at}.{name}", known[name]!, value);
            }
        }
        else if (answered is JsonArray items)
        {
            var merged = new JsonObject();
            var shown = Assert.IsType<JsonArray>(example);
            if (shown[0] is not JsonObject)
            {
                return;
            }

            foreach (var (name, value) in shown.SelectMany(item => item!.AsObject()))
            {
                merged.TryAdd(name, value!.DeepClone());
            }

            Assert.All(items, item => Compare($"{at}[]", merged, item));
        }
        else if (answered is not null)
        {
            Assert.True(example.GetValueKind() == answered.GetValueKind() || (example.GetValueKind(), answered.GetValueKind()) is (System.Text.Json.JsonValueKind.True, System.Text.Json.JsonValueKind.False) or (System.Text.Json.JsonValueKind.False, System.Text.Json.JsonValueKind.True),
                $"{at} is {answered.GetValueKind()}, the example has {example.GetValueKind()}.");
        }
    }
}
