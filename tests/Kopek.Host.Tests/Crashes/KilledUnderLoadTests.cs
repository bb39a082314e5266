using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>kill -9 from outside at random moments under load, again and again.</summary>
public sealed class KilledUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int FewLines = 50;

    /// <summary>Sessions that are given up stay open until their supervision ends, and a line has at most 16: so many lines that none reaches that.</summary>
    private const int LinesAKill = 8;
    private const int Sessions = 48;
    private const int MostAnswersALife = 3_000;

    private readonly TemporaryFolder folder = new();
    private int lines;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_charged_once_after_every_kill()
    {
        var kills = Tries.Kills(few: 4, many: 100);
        output.WriteLine($"KOPEK_SEED={Tries.Seed}");
        var random = new Random(Tries.Seed);
        lines = FewLines + kills * LinesAKill;
        var core = new SmallCore(lines, Sessions, Tries.Seed);
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", lines.ToString(System.Globalization.CultureInfo.InvariantCulture));
        for (var kill = 0; kill < kills; kill++)
        {
            var reached = core.AnswersAsync(random.Next(1, MostAnswersALife));
            var life = core.RunAsync(server.Gy);
            Assert.True(await Task.WhenAny(reached, life).WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken) == reached, Seen(core));
            await server.Process.KillAsync();
            await life;
            core.GiveUpSome();
            await server.StartAgainAsync();
        }

        core.End();
        await core.RunAsync(server.Gy).WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        Assert.True(core.Different.Count == 0 && core.Refusals.Count == 0, Seen(core));
        await Proof.LinesAsync(server, core, lines);
        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
        await CompareEventsAsync(core);
        output.WriteLine($"{kills} kills, {lines} lines, {core.Answers} requests answered, {core.Repeats} repeated, lost 0, doubled 0");
    }

    private async Task CompareEventsAsync(SmallCore core)
    {
        var (octets, kopeks, _, _) = await Proof.ShownAsync(folder.Path);
        var acknowledged = Enumerable.Range(0, lines).Sum(line => core.Of(line).Acknowledged);
        var doubtful = Enumerable.Range(0, lines).Sum(line => core.Of(line).Doubtful);
        output.WriteLine($"{acknowledged} octets acknowledged, {doubtful} given up unanswered, {octets} charged, {kopeks} kopeks");
        Assert.InRange(octets, acknowledged, acknowledged + doubtful);
        Assert.Equal(octets / SmallCore.Quantum * SmallCore.KopeksAQuantum, kopeks);
    }

    private static string Seen(SmallCore core) =>
        $"{core.Answers} answers, refusals: {string.Join(", ", core.Refusals)}, different: {string.Join("; ", core.Different.Take(3))}";
}
