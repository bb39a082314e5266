using System.CommandLine;
using System.Globalization;
using System.Text;
using Kopek.Books.Partners;
using Kopek.Books.Partners.Reconciliations;
using Kopek.Host.Commands;

namespace Kopek.Host.PartnerCommands;

/// <summary>kopek partner reconcile CODE FILE: names each difference between a partner's file of a day and ours; exit code 1 if there is any.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "The partner's code." };
        var file = new Argument<string>("FILE") { Description = "Its CSV of the day, with at least the columns external_id, amount and status." };
        var day = DayOption();
        var data = DataOption();
        var command = new Command("reconcile", "Holds a partner's file of one day (UTC) against ours, and names each difference. Exit code 1 if there is any. A server may be running.") { code, file, day, data };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetValue(data)!, parsed.GetValue(code)!, parsed.GetValue(file)!, DayOf(parsed.GetValue(day)!))));
        return command;
    }

    internal static Option<string> DataOption() => new("--data") { HelpName = "DIR", Description = "Folder of the deployment, as `kopek serve` was given it.", Required = true };

    internal static Option<string> DayOption() => new("--day") { HelpName = "YYYY-MM-DD", Description = "The day (UTC) on which the transactions were created.", Required = true };

    internal static DateOnly DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new CommandFailure($"--day: '{text}' is no day such as 2026-11-25.");

    /// <summary>Only what is there already: a mistyped folder makes no database.</summary>
    internal static TransactionBooks Open(string data)
    {
        var folder = Path.GetFullPath(data);
        return File.Exists(Path.Combine(folder, "partners.db")) ? new TransactionBooks(folder) : throw new CommandFailure($"There is no partners.db in {folder}.");
    }

    private static int Run(string data, string code, string path, DateOnly day)
    {
        using var books = Open(data);
        if (!File.Exists(path))
        {
            throw new CommandFailure($"There is no file {path}.");
        }

        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            var report = Reconciliation.Compare(ReconciliationFile.Rows(books, code, day), PartnerFile.Read(reader));
            Console.Out.WriteLine(Text(report));
            return report.IsEven ? 0 : 1;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or DecoderFallbackException)
        {
            throw new CommandFailure($"{path}: {unreadable.Message}", unreadable);
        }
    }

    private static string Text(ReconciliationReport report)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"ours: {report.Ours} transactions, {report.OursCompleted} completed");
        text.WriteLine($"theirs: {report.Theirs} transactions, {report.TheirsCompleted} completed");
        foreach (var difference in report.Differences)
        {
            text.WriteLine(difference);
        }

        text.Write(report.Differences.Count switch
        {
            0 => "No difference.",
            1 => "1 difference.",
            var count => $"{count} differences.",
        });
        return text.ToString();
    }
}
