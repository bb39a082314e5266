using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Sqlite;

/// <summary>A process that commits as fast as it can and says what was acknowledged, killed (SIGKILL) in the middle, again and again.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const string WriterFolder = "KOPEK_TEST_JOURNAL_WRITER";
    private const int Kills = 5;

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_server_killed_in_the_middle_of_commits_loses_nothing_that_it_acknowledged()
    {
        var acknowledged = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Process.Start(Self())!;
            var last = acknowledged;
            for (var commits = 0; commits < 40 + kill * 17; commits++)
            {
                last = long.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            }

            process.Kill();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                // A last line may be cut by the kill; a number cut short is smaller, and so promises less.
                last = Math.Max(last, long.TryParse(line, CultureInfo.InvariantCulture, out var said) ? said : 0);
            }

            process.WaitForExit();
            using var journal = SqliteJournal.Open(folder.Path, Journals.Codec);
            Assert.True(last > acknowledged);
            Assert.InRange(journal.LastSequence(0), last, long.MaxValue);
            Assert.Equal(journal.LastSequence(0), journal.LastSequence(3));
            Assert.Equal(journal.LastSequence(0), journal.Read(0, 0).Count());
            acknowledged = journal.LastSequence(0);
        }

        var report = JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(report.Findings, finding => !finding.What.Contains("never opened", StringComparison.Ordinal));
        Assert.Equal(acknowledged * 2, report.Entries);
    }

    /// <summary>In the process that is to be killed, this runs before any test would.</summary>
#pragma warning disable CA2255 // The test program starts itself; there is no other hook before its generated Main.
    [ModuleInitializer]
    internal static void WriteWhereAsked()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(WriterFolder) is not { } path)
        {
            return;
        }

        using var journal = SqliteJournal.Open(path, Journals.Codec, shardCount: 4);
        while (true)
        {
            var first = journal.LastSequence(0) + 1;
            journal.Commit([Journals.Batch(0, first, 10), Journals.Batch(3, first, 10)]);
            Console.Out.WriteLine(first + 9);
        }
    }

    private ProcessStartInfo Self()
    {
        var program = Environment.ProcessPath!;
        var arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(KilledServerTests).Assembly.Location] : Array.Empty<string>();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment[WriterFolder] = folder.Path;
        return start;
    }
}
