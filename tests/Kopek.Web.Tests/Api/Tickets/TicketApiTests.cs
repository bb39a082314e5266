using System.Text.Json.Nodes;
using Kopek.Books.Tickets;
using Kopek.Core.Notices;
using Kopek.Web.Tests.Care.Held;

namespace Kopek.Web.Tests.Api.Tickets;

/// <summary>Support staff's way to what holders wrote.</summary>
public sealed class TicketApiTests : IAsyncLifetime
{
    private const string Answer = """{"by":"anna","text":"The mast is being repaired until the evening."}""";
    private HeldScene scene = null!;
    private LiveApi api = null!;
    private string path = "";

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        api = scene.Api;
        await api.OpenActive(0);
        path = $"/api/v1/tickets/{await Write(HeldScene.Number, "zh-CN", "从早上开始就上不了网。")}";
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("zh-CN", "充值0.01卢布或以上即可恢复上网。")]
    [InlineData("en", "A payment of 0.01 RUB or more brings data back.")]
    [InlineData("ru", "Платёж от 0,01\u00A0₽ вернёт интернет.")]
    public async Task It_is_read_with_the_diagnosis_of_then_in_the_language_of_who_reads(string language, string summary)
    {
        await api.TopUp($"/api/v1/lines/{HeldScene.Number}", 50_000);
        await api.Restart();
        var ticket = (await api.Get($"{path}?lang={language}")).Json;
        Assert.Equal(("open", "zh-CN", HeldScene.Number, "从早上开始就上不了网。"), (Word(ticket, "state"), Word(ticket, "language"), Word(ticket, "msisdn"), Word(ticket["entries"]![0]!, "text")));
        Assert.Equal((summary, "balance_short", "certain"), (Word(ticket["diagnosis"]!, "summary"), Word(ticket["diagnosis"]!["causes"]![0]!, "cause"), Word(ticket["diagnosis"]!["causes"]![0]!, "verdict")));
    }

    [Fact]
    public async Task It_is_answered_closed_and_opened_again_and_the_holder_is_told_of_the_answer_once()
    {
        Assert.Equal("answered", Word((await api.Post($"{path}/answers", Answer, "k")).Json, "state"));
        Assert.True((await api.Post($"{path}/answers", Answer, "k")).IsReplayed);
        Assert.Equal((422, "idempotency_key_reused"), Shape(await api.Post($"{path}/closure", """{"by":"anna"}""", "k")));
        var told = api.Notices.Page(scene.LineOf(HeldScene.Number), null, 10).Notices.Where(notice => notice.Kind == NoticeKind.SupportAnswered).ToList();
        Assert.Contains(path[^11..], Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mast", told[0].Text, StringComparison.Ordinal);
        Assert.Equal("closed", Word((await api.Post($"{path}/closure", """{"by":"boris","text":"Repaired."}""")).Json, "state"));
        Assert.Equal((409, "ticket_closed"), Shape(await api.Post($"{path}/answers", Answer)));
        Assert.Equal((409, "ticket_closed"), Shape(await api.Post($"{path}/closure", """{"by":"boris"}""")));
        Assert.Equal("open", Word((await api.Post($"{path}/reopening", """{"by":"boris"}""")).Json, "state"));
        Assert.Equal((409, "ticket_not_closed"), Shape(await api.Post($"{path}/reopening", """{"by":"boris"}""")));
        Assert.Equal(["holder", "anna", "boris", "boris"], (await api.Get(path)).Json["entries"]!.AsArray().Select(entry => Word(entry!, "by")));
    }

    [Fact]
    public async Task Lists_are_masked_in_pages_and_by_operator_and_state()
    {
        await api.Open("79000000002", "BRZ-M25");
        await Write("79000000002", "en", "Slow.");
        await api.Post($"{path}/answers", Answer);
        var all = await api.Get("/api/v1/tickets");
        Assert.DoesNotContain("79000000001", all.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Slow.", all.Body, StringComparison.Ordinal);
        Assert.Equal(["••• 0002", "••• 0001"], Numbers(all));
        Assert.Equal(["••• 0001"], Numbers(await api.Get("/api/v1/tickets?operator=KDR")));
        Assert.Equal(["••• 0002"], Numbers(await api.Get("/api/v1/tickets?state=open")));
        Assert.Empty(Numbers(await api.Get("/api/v1/tickets?state=open&operator=KDR")));
        var first = await api.Get("/api/v1/tickets?limit=1");
        Assert.Equal(["••• 0001"], Numbers(await api.Get($"/api/v1/tickets?limit=1&from={Word(first.Json, "next")}")));
        foreach (var wrong in (string[])["state=lost", "operator=XYZ", "limit=0", "from=x"])
        {
            Assert.Equal((400, "query_invalid"), Shape(await api.Get($"/api/v1/tickets?{wrong}")));
        }
    }

    [Fact]
    public async Task What_people_wrote_is_erased_from_a_closed_ticket_and_the_rest_stays()
    {
        Assert.Equal((409, "ticket_not_closed"), Shape(await Erase()));
        await api.Post($"{path}/closure", """{"by":"anna","text":"Repaired."}""");
        Assert.Equal(200, (await Erase()).Status);
        var erased = (await Erase()).Json;
        Assert.Equal((null, "", "", "balance_short"), ((string?)erased["contact"], Word(erased["entries"]![0]!, "text"), Word(erased["entries"]![1]!, "text"), Word(erased["diagnosis"]!["causes"]![0]!, "cause")));
        Assert.Equal((400, "idempotency_key_missing"), Shape(await api.Post($"{path}/words", null, null, HttpMethod.Delete)));

        Task<Answer> Erase() => api.Post($"{path}/words", null, method: HttpMethod.Delete);
    }

    [Theory]
    [InlineData("""{"by":"anna"}""", "member_missing")]
    [InlineData("""{"by":"anna","text":" "}""", "member_invalid")]
    [InlineData("""{"by":"anna","text":"\u0007"}""", "member_invalid")]
    [InlineData("""{"by":"(holder)","text":"x"}""", "member_invalid")]
    [InlineData("""{"by":"anna","text":7}""", "member_invalid")]
    [InlineData("""{"by":"anna","text":"x","state":"closed"}""", "unknown_member")]
    [InlineData("[]", "malformed_json")]
    public async Task What_is_no_answer_is_refused_and_nothing_is_added(string body, string code)
    {
        Assert.Equal(code, (await api.Post($"{path}/answers", body)).Code);
        Assert.Single((await api.Get(path)).Json["entries"]!.AsArray());
    }

    [Fact]
    public async Task What_is_too_long_or_unknown_is_refused()
    {
        Assert.Equal("member_invalid", (await api.Post($"{path}/answers", Answer.Replace("The", new string('x', 1000), StringComparison.Ordinal))).Code);
        Assert.Equal("member_invalid", (await api.Post($"{path}/answers", Answer.Replace("anna", new string('x', 65), StringComparison.Ordinal))).Code);
        foreach (var unknown in (string[])["100-000-000", "1", "x", "-1"])
        {
            Assert.Equal("unknown_ticket", (await api.Get($"/api/v1/tickets/{unknown}")).Code);
            Assert.Equal("unknown_ticket", (await api.Post($"/api/v1/tickets/{unknown}/answers", Answer)).Code);
            Assert.Equal("unknown_ticket", (await api.Post($"/api/v1/tickets/{unknown}/words", null, method: HttpMethod.Delete)).Code);
        }
    }

    [Fact]
    public async Task Without_the_operators_token_nothing_is_read()
    {
        await using var guarded = await LiveApi.Start(token: "a-token-of-the-operator-1");
        guarded.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal((401, "token_missing"), Shape(await guarded.Get("/api/v1/tickets")));
        Assert.Equal((401, "token_missing"), Shape(await guarded.Get(path)));
    }

    private async Task<string> Write(string number, string language, string text)
    {
        scene.SignIn(number);
        var form = $"/care/support/new?lang={language}";
        await scene.Browser.Get(form);
        await scene.Browser.Post(form, ("text", text), ("contact", "li.na@example.com"));
        return Assert.Single(api.Tickets.OfLine(scene.LineOf(number))).Number.ToString();
    }

    private static string Word(JsonNode of, string name) => of[name]!.GetValue<string>();

    private static List<string> Numbers(Answer list) => [.. list.Json["tickets"]!.AsArray().Select(ticket => Word(ticket!, "number"))];

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.Code);
}
