using System.Globalization;

namespace Kopek.Web.Tests.Api;

public sealed class PlanningTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Stated_use_says_when_the_money_is_used_up_and_what_to_pay()
    {
        var line = await api.OpenActive(20_000);
        var forecast = (await api.Get($"{line}/forecast?mbPerDay=40")).Json;
        Assert.Equal(("stated", "no_money_for_data"), (forecast["basis"]!.GetValue<string>(), forecast["reason"]!.GetValue<string>()));
        Assert.NotNull(forecast["ends"]!["early"]);
        var advice = (await api.Get($"{line}/top-up-advice?until={await Day(line, 10)}&mbPerDay=40")).Json;
        var choice = Assert.Single(advice["choices"]!.AsArray())!;
        Assert.Equal("safe", choice["kind"]!.GetValue<string>());
        var amount = choice["amount"]!["value"]!.GetValue<long>();
        // Ten or eleven days of 40 MB and their rounding for 1.20 each, less the 200.00 that are there.
        Assert.InRange(amount, 25_000, 40_000);
        Assert.Equal(201, (await api.TopUp(line, amount)).Status);
        var after = (await api.Get($"{line}/top-up-advice?until={await Day(line, 10)}&mbPerDay=40")).Json;
        Assert.Equal("nothing", Assert.Single(after["choices"]!.AsArray())!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_line_without_history_gets_an_honest_answer_in_the_language_asked_for()
    {
        var line = await api.OpenActive(20_000);
        var forecast = (await api.Get($"{line}/forecast?language=ru")).Json;
        Assert.Equal(("none", 0), (forecast["basis"]!.GetValue<string>(), forecast["daysKnown"]!.GetValue<int>()));
        Assert.Contains("слишком мало", forecast["basisText"]!.GetValue<string>(), StringComparison.Ordinal);
        var advice = (await api.Get($"{line}/top-up-advice?until={await Day(line, 5)}&language=zh-CN")).Json;
        Assert.Contains("还不了解", advice["choices"]![0]!["reasons"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forecast?mbPerDay=-1")]
    [InlineData("forecast?mbPerDay=1.5")]
    [InlineData("forecast?mbPerDay=1000001")]
    [InlineData("forecast?language=de")]
    [InlineData("top-up-advice")]
    [InlineData("top-up-advice?until=tomorrow")]
    [InlineData("top-up-advice?until=2020-01-01")]
    [InlineData("top-up-advice?until=9999-12-31")]
    public async Task What_cannot_be_read_is_refused(string query)
    {
        var answer = await api.Get($"{await api.Open()}/{query}");
        Assert.Equal((400, "query_invalid"), (answer.Status, answer.Json["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("forecast")]
    [InlineData("top-up-advice?until=2030-01-01")]
    public async Task An_unknown_line_is_not_found(string query) => Assert.Equal(404, (await api.Get($"/api/v1/lines/79000000555/{query}")).Status);

    private async Task<string> Day(string line, int ahead) => (await api.Get(line)).Json["asOf"]!.GetValue<DateTime>().AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
