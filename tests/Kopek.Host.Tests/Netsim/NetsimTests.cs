using System.Globalization;
using Kopek.Host.Tests.Crashes;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Netsim;

public sealed class NetsimTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_it_reported_is_what_the_server_charged_with_every_third_request_sent_twice()
    {
        await using var server = await LiveServer.StartAsync(folder.File("data"), "--sample-lines", "20");
        var csv = folder.File("lines.csv");
        var ran = await KopekProcess.RunAsync("netsim", "--gy", server.Gy.ToString(), "--lines", "20", "--connections", "2", "--window", "8", "--duration", "3",
            "--repeat-every", "3", "--csv", csv);
        Assert.True(ran.ExitCode == 0, ran.All);
        Assert.Matches(@"answered otherwise the second time +0\s", ran.Output);
        foreach (var row in (await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken)).Skip(1).Select(row => row.Split(',')))
        {
            Assert.Equal(long.Parse(row[2], CultureInfo.InvariantCulture), (await server.Api.LineAsync(row[0])).Octets);
            Assert.Equal(("0", "0"), (row[3], row[4]));
        }

        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.File("data"));
    }

    [Fact]
    public async Task Without_a_server_it_says_where_it_knocked()
    {
        var gy = $"127.0.0.1:{Ports.Take().ToString(CultureInfo.InvariantCulture)}";
        var ran = await KopekProcess.RunAsync("netsim", "--gy", gy, "--duration", "1");
        Assert.Equal(1, ran.ExitCode);
        Assert.StartsWith($"kopek: {gy}", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.All, StringComparison.Ordinal);
    }
}
