using System.Globalization;
using System.Net;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>The server is killed while it makes notices: afterwards each top-up that was acknowledged has its one notice.</summary>
public sealed class KilledNoticesTests : IDisposable
{
    private const string Line = "79000000500";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_top_up_is_told_once_and_the_record_survives()
    {
        await using var server = await LiveServer.StartAsync(folder.Path);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync("demo/phone")).Status);
        await server.Api.OpenAsync(Line, "open");
        var random = new Random(Tries.Seed);
        var paid = 0;
        for (var kill = 0; kill < Tries.Kills(few: 3, many: 20); kill++)
        {
            for (var count = random.Next(1, 8); count > 0; count--)
            {
                Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync(Line, 10_000, $"pay-{++paid}")).Status);
            }

            await server.KillAndStartAgainAsync();
        }

        await Tries.UntilAsync(async () => await ToldAsync(server) >= paid, "a notice for each top-up");
        Assert.Equal(paid, await ToldAsync(server));
        await Tries.UntilAsync(async () => (await server.Api.GetAsync("metrics")).Body.Contains("kopek_notices_behind_events 0", StringComparison.Ordinal), "all of the journal looked at");
        Assert.Equal(paid, await ToldAsync(server));
    }

    [Theory]
    [InlineData("--sms-centre", "127.0.0.1:2775", "--sms-system-id")]
    [InlineData("--mail-server", "127.0.0.1:25", "--mail-from")]
    [InlineData("--notice-language", "de", "zh-CN")]
    public async Task A_channel_that_is_half_named_stops_the_start_and_says_what_is_missing(string option, string value, string said)
    {
        var ended = await KopekProcess.RunAsync("serve", "--data", folder.File("none"), option, value, "--gy", $"127.0.0.1:{Ports.Take().ToString(CultureInfo.InvariantCulture)}");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
    }

    private static async Task<int> ToldAsync(LiveServer server) =>
        (await server.Api.GetAsync($"api/v1/lines/{Line}/notices?limit=200")).Json.GetProperty("notices").GetArrayLength();
}
