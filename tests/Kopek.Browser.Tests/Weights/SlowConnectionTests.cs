using System.Globalization;
using System.Text.Json;
using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Weights;

/// <summary>./test --long: the first page on a connection that is about to end, 64 kbit/s and 800 ms to each answer. The figures stand in docs/performance.md.</summary>
public sealed class SlowConnectionTests(LiveKopek kopek, Chromium chromium)
{
    private const double LongestMilliseconds = 3000;

    private static readonly Dictionary<string, object> slow = new()
    {
        ["offline"] = false,
        ["latency"] = 800,
        ["downloadThroughput"] = 64_000 / 8,
        ["uploadThroughput"] = 64_000 / 8,
    };

    public static bool IsLong => Chromium.IsLong;

    [Theory(Skip = "only with ./test --long", SkipUnless = nameof(IsLong))]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_first_page_is_there_in_three_seconds(string language)
    {
        await using var visit = await chromium.Visit(kopek, new Dress(language));
        var session = await visit.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", slow);
        await visit.Go("/care");
        var painted = await visit.Page.EvaluateAsync<JsonElement>("performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]");
        var loaded = await visit.Page.EvaluateAsync<JsonElement>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: first page at 64 kbit/s and 800 ms, {language}: painted {painted.GetDouble():0} ms, whole {loaded.GetDouble():0} ms"));
        Assert.InRange(Math.Max(painted.GetDouble(), loaded.GetDouble()), 800, LongestMilliseconds);
    }
}
