using System.Globalization;
using Kopek.Host.Tests.Crashes;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_line_is_cut_off_topped_up_and_comes_back_and_a_second_start_goes_on()
    {
        using (var demo = Start())
        {
            await demo.SaysAsync("opened with 160.00 RUB");
            await demo.SaysAsync("cut off: the money is gone (4012)");
            await demo.SaysAsync("topped up");
            await demo.SaysAsync("back online");
            demo.Signal("INT");
            var ended = await demo.EndAsync();
            Assert.True(ended.ExitCode == 0, ended.All);
            Assert.Contains("curl -X POST", ended.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        }

        using var again = Start("--seconds", "3");
        var second = await again.EndAsync();
        Assert.True(second.ExitCode == 0, second.All);
        Assert.Contains("goes on with", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("opened with", second.Output, StringComparison.Ordinal);
        await Proof.VerifiedAsync(folder.Path);
    }

    [Fact]
    public async Task A_demo_without_its_port_says_so()
    {
        await using var server = await LiveServer.StartAsync(folder.File("other"));
        using var demo = KopekProcess.Start(["demo", "--data", folder.File("demo"), "--port", Text(server.Url.Port), "--gy-port", Text(Ports.Take())]);
        var ended = await demo.EndAsync();
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(Text(server.Url.Port), ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
    }

    private KopekProcess Start(params string[] options) =>
        KopekProcess.Start(["demo", "--data", folder.Path, "--port", Text(Ports.Take()), "--gy-port", Text(Ports.Take()), .. options]);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
