namespace Kopek.Web.Tests.Api;

public sealed class DiagnosisTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("en", "A payment of 0.01 RUB or more brings data back.")]
    [InlineData("zh-CN", "充值0.01卢布或以上即可恢复上网。")]
    [InlineData("ru", "Платёж от 0,01\u00A0₽ вернёт интернет.")]
    public async Task A_line_without_money_is_told_so_with_the_sum_in_each_language(string language, string summary)
    {
        var line = await api.OpenActive(0);
        var answer = await api.Get($"{line}/diagnosis?lang={language}");
        Assert.Equal(200, answer.Status);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(("balance_short", true, 1, summary), (answer.Json["first"]!.GetValue<string>(), answer.Json["topUpHelps"]!.GetValue<bool>(),
            answer.Json["needed"]!["value"]!.GetValue<long>(), answer.Json["summary"]!.GetValue<string>()));
        Assert.Equal("balance_short", answer.Json["causes"]![0]!["cause"]!.GetValue<string>());
        Assert.Equal("0611", answer.Json["hotline"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_healthy_line_has_no_first_cause_and_still_what_to_look_at()
    {
        var answer = await api.Get($"{await api.OpenActive(10_000)}/diagnosis");
        Assert.Null(answer.Json["first"]);
        Assert.Equal(4, answer.Json["checks"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("region=RU-XX", 422, "unknown_region")]
    [InlineData("technology=5g", 400, "query_invalid")]
    [InlineData("apn=a%20b", 400, "query_invalid")]
    [InlineData("imei=123", 400, "query_invalid")]
    [InlineData("imei=3500000100000x", 400, "query_invalid")]
    public async Task What_the_holder_says_is_checked(string query, int status, string code)
    {
        var answer = await api.Get($"{await api.Open()}/diagnosis?{query}");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_unknown_line_is_refused() => Assert.Equal("unknown_line", (await api.Get("/api/v1/lines/79000000009/diagnosis")).Code);

    [Fact]
    public async Task A_quote_says_before_the_money_that_a_shutdown_stays()
    {
        var line = await api.OpenActive(0);
        api.Shutdown("RU-MOW");
        var elsewhere = (await api.Get($"{line}/top-up-quote?amount=10000&region=RU-SPE")).Json;
        Assert.Null(elsewhere["blockedBy"]);
        Assert.True(elsewhere["helps"]!.GetValue<bool>());
        var here = (await api.Get($"{line}/top-up-quote?amount=10000&region=RU-MOW&lang=en")).Json;
        Assert.Equal(("area_shutdown", "likely", "use_wifi_and_wait"), (here["blockedBy"]!["cause"]!.GetValue<string>(), here["blockedBy"]!["verdict"]!.GetValue<string>(), here["blockedBy"]!["fix"]!.GetValue<string>()));
        api.Shutdown(null);
        Assert.False((await api.Get($"{line}/top-up-quote?amount=10000")).Json["helps"]!.GetValue<bool>());
    }
}
