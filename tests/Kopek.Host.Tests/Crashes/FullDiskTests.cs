using System.Diagnostics;
using System.Net;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;
using Kopek.Host.Tests.Serving;

namespace Kopek.Host.Tests.Crashes;

/// <summary>A disk of its own, filled while the server is under load (tmpfs; needs root).</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Lines = 10;
    private const int UnableToDeliver = 3002;

    private readonly TemporaryFolder folder = new();
    private readonly bool isMounted;

    public FullDiskTests() =>
        isMounted = OperatingSystem.IsLinux() && Environment.UserName == "root" && Ran("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.Path);

    public void Dispose()
    {
        if (isMounted)
        {
            Ran("umount", folder.Path);
        }

        folder.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_said_clearly_loses_nothing_and_is_over_when_there_is_room()
    {
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        var core = new SmallCore(Lines, sessions: 16, Tries.Seed);
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10");
        var reached = core.AnswersAsync(300);
        var life = core.RunAsync(server.Gy);
        await reached.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        Fill();
        // Every session ends its life at the first refusal, so this is when nobody is answered with success any more.
        await life.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        Assert.Contains((uint)UnableToDeliver, core.Refusals.Keys);

        var paid = 0;
        var refused = 0;
        await Tries.UntilAsync(async () =>
        {
            // A journal that is opened again gives back the room of its commit log, and goes on until that is used up: here others take it.
            Fill();
            var answer = await server.Api.TopUpAsync(SmallCore.Msisdn(0), 10_000, $"while-full-{paid + 1}");
            paid += answer.Status == HttpStatusCode.Created ? 1 : 0;
            refused += (answer.Status, answer.Code) == (HttpStatusCode.ServiceUnavailable, "unavailable") ? 1 : 0;
            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"{answer.Status} {answer.Code}");
            return refused > 0 && (await server.Api.GetAsync("health/ready")) is { Status: HttpStatusCode.ServiceUnavailable, Code: "not_ready" };
        }, "top-ups refused, and not ready");
        Assert.Equal(HttpStatusCode.OK, (await server.Api.GetAsync("health/live")).Status);

        File.Delete(folder.File("filler"));
        await Tries.UntilAsync(async () => (await server.Api.GetAsync("health/ready")).Status == HttpStatusCode.OK, "ready again by itself");
        Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync(SmallCore.Msisdn(0), 10_000, $"while-full-{++paid}")).Status);
        core.End();
        await core.RunAsync(server.Gy).WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(core.Different);
        await CompareAsync(server, core, paid * 10_000);
    }

    private async Task CompareAsync(LiveServer server, SmallCore core, long paidToFirst)
    {
        for (var line = 0; line < Lines; line++)
        {
            var acknowledged = core.Of(line).Acknowledged;
            var paid = line == 0 ? paidToFirst : 0;
            Assert.Equal((SmallCore.FirstMoney + paid - acknowledged / SmallCore.Quantum * SmallCore.KopeksAQuantum, 0, acknowledged), await server.Api.LineAsync(SmallCore.Msisdn(line)));
        }

        await ServeTests.StatementHasAsync(server, SmallCore.Msisdn(0), item => item.GetProperty("kind").GetString() == "top_up");
        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
    }

    /// <summary>To the last octet; what the server frees meanwhile is taken too.</summary>
    private void Fill()
    {
        using var filler = new FileStream(folder.File("filler"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            var octets = new byte[4096];
            while (true)
            {
                filler.Write(octets);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Ran(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
