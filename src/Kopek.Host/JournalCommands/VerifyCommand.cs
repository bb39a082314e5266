using System.CommandLine;
using System.Globalization;
using Kopek.Journal.Verify;

namespace Kopek.Host.JournalCommands;

/// <summary>kopek journal verify: counts, ledger totals, and what is wrong; exit code 1 if anything is.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var data = JournalCommand.Data();
        var command = new Command("verify", "Checks checksums, chain, sums and checkpoints with code that is not the engine's. Exit code 1 if anything is wrong. A server may be running.") { data };
        command.SetAction((parsed, cancellation) => Task.FromResult(Verify(JournalCommand.FolderOf(parsed.GetValue(data)!), cancellation)));
        return command;
    }

    private static int Verify(string folder, CancellationToken cancellation)
    {
        var report = JournalVerify.Run(folder, new ErrorProgress(), cancellation);
        Console.Out.WriteLine(Text(report));
        return report.IsInOrder ? 0 : 1;
    }

    private static string Text(JournalReport report)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(Row("batches", report.Batches));
        text.WriteLine(Row("entries", report.Entries));
        text.WriteLine(Row("lines", report.Lines));
        text.WriteLine(Row("orders", report.Orders));
        text.WriteLine(Row("checkpoints", report.Checkpoints));
        text.WriteLine(report.IsWhole ? "from the beginning" : "from an anchor: older batches are archived elsewhere, so lines opened before are not added up");
        text.WriteLine("ledger, debits less credits, in kopeks:");
        foreach (var (account, total) in report.Totals.Where(entry => !entry.Value.IsZero).OrderBy(entry => entry.Key))
        {
            text.WriteLine(Row($"  {account}", total.Kopeks));
        }

        text.WriteLine(Row("  sum", report.Totals.Values.Sum(total => total.Kopeks)));
        foreach (var finding in report.Findings)
        {
            text.WriteLine($"wrong: {finding}");
        }

        text.Write(report.Findings.Count switch
        {
            0 => "The journal is in order.",
            JournalReport.MostFindings => $"{JournalReport.MostFindings} findings, and there may be more. Stop the server, keep a copy of the folder as it is, and report it.",
            var count => $"{count} finding{(count == 1 ? "" : "s")}. Stop the server, keep a copy of the folder as it is, and report it.",
        });
        return text.ToString();
    }

    private static string Row(string name, long count) => string.Create(CultureInfo.InvariantCulture, $"{name,-20}{count,20:N0}");

    /// <summary>To the error stream, so that the result can be piped; on this thread, so that it is in order.</summary>
    private sealed class ErrorProgress : IProgress<long>
    {
        public void Report(long value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kopek: {value:N0} entries read"));
    }
}
