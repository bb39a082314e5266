using System.CommandLine;
using System.Globalization;
using Kopek.Core;
using Kopek.Host.Commands;
using Kopek.Journal.Archive;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;

namespace Kopek.Host.JournalCommands;

/// <summary>kopek journal archive: moves old batches out of journal.db into files in archive/, each proven before anything is deleted.</summary>
internal static class ArchiveCommand
{
    private const int MostDays = 36_500;

    public static Command Create()
    {
        var data = JournalCommand.Data();
        var age = new Option<string>("--older-than") { HelpName = "30d", Description = "What is older moves: days, such as 30d; 1d at least.", Required = true };
        var command = new Command("archive", "Moves old batches into files in the folder's archive/. They stay part of show and verify. The server must be stopped.") { data, age };
        command.SetAction((parsed, _) => Task.FromResult(Archive(parsed.GetValue(data)!, AgeOf(parsed.GetValue(age)!))));
        return command;
    }

    private static int Archive(string data, TimeSpan keep)
    {
        using var journal = SqliteJournal.Open(JournalCommand.FolderOf(data), new EventCodec());
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var report = JournalArchive.Run(journal, keep, now);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Files:N0} files, {report.Batches:N0} batches, {report.Entries:N0} entries archived."));
        return 0;
    }

    private static TimeSpan AgeOf(string text) =>
        text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? TimeSpan.FromDays(days)
            : throw new CommandFailure($"--older-than: '{text}' is no number of days such as 30d (1d to {MostDays}d).");
}
