namespace Kopek.Web.Tests.Api;

public sealed class RoamingTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_cap_is_set_once_shown_on_the_line_and_removed()
    {
        var line = await api.Open();
        Assert.Null((await api.Get($"{line}/roaming-cap")).Json["roamingCap"]);
        var set = await api.Post($"{line}/roaming-cap", LiveApi.Amount(50_000), "cap-1", HttpMethod.Put);
        Assert.Equal(200, set.Status);
        var again = await api.Post($"{line}/roaming-cap", LiveApi.Amount(50_000), "cap-1", HttpMethod.Put);
        Assert.Equal((set.Body, true), (again.Body, again.IsReplayed));
        Assert.Equal("idempotency_key_reused", (await api.Post($"{line}/roaming-cap", LiveApi.Amount(60_000), "cap-1", HttpMethod.Put)).Code);
        await api.Restart();
        var shown = (await api.Get(line)).Json["roamingCap"]!;
        Assert.Equal((50_000, 0, 50_000), (shown["cap"]!["value"]!.GetValue<long>(), shown["charged"]!["value"]!.GetValue<long>(), shown["left"]!["value"]!.GetValue<long>()));
        Assert.Equal("none", shown["reason"]!.GetValue<string>());
        Assert.Equal(200, (await api.Post($"{line}/roaming-cap", null, "cap-2", HttpMethod.Delete)).Status);
        Assert.Null((await api.Get($"{line}/roaming-cap")).Json["roamingCap"]!["cap"]);
    }

    [Fact]
    public async Task A_plan_is_answered_for_one_country_and_for_all()
    {
        var one = (await api.Get("/api/v1/roaming?plan=KDR-M50&country=CN")).Json["countries"]!.AsArray().Single()!;
        Assert.Equal("China", one["name"]!["en"]!.GetValue<string>());
        Assert.NotNull(one["rule"]);
        Assert.Equal(249, (await api.Get("/api/v1/roaming?plan=KDR-M50")).Json["countries"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_line_is_answered_with_its_own_state()
    {
        var line = await api.OpenActive(100_000);
        Assert.Equal("works", await RuleOf("79000000001"));
        await api.Post($"{line}/bar", """{"reason":"voluntary"}""");
        Assert.Equal("line_barred", await RuleOf("79000000001"));
    }

    [Theory]
    [InlineData("plan=KDR-M51&country=CN", "query_invalid")]
    [InlineData("country=CN", "query_invalid")]
    [InlineData("plan=KDR-M50&country=cn", "query_invalid")]
    [InlineData("plan=KDR-M50&country=CN&days=0", "query_invalid")]
    [InlineData("plan=KDR-M50&country=CN&mbPerDay=1e9", "query_invalid")]
    [InlineData("msisdn=1&country=CN", "number_invalid")]
    public async Task What_cannot_be_answered_is_said(string query, string code) => Assert.Equal(code, (await api.Get($"/api/v1/roaming?{query}")).Code);

    private async Task<string> RuleOf(string msisdn) =>
        (await api.Get($"/api/v1/roaming?msisdn={msisdn}&country=CN")).Json["countries"]![0]!["rule"]!.GetValue<string>();
}
