using System.CommandLine;
using System.Globalization;
using Kopek.Books.Fiscal;
using Kopek.Books.Storage;
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
        var withoutOffsets = new Option<bool>("--without-offsets") { Description = "Moves also what fiscal offsets have not taken in: only where this folder makes none any more." };
        var command = new Command("archive", "Moves old batches into files in the folder's archive/. They stay part of show and verify. The server must be stopped.") { data, age, withoutOffsets };
        command.SetAction((parsed, _) => Task.FromResult(Archive(parsed.GetValue(data)!, AgeOf(parsed.GetValue(age)!), parsed.GetValue(withoutOffsets))));
        return command;
    }

    private static int Archive(string data, TimeSpan keep, bool withoutOffsets)
    {
        using var journal = SqliteJournal.Open(JournalCommand.FolderOf(data), new EventCodec());
        var takenIn = withoutOffsets ? null : TakenIn(journal);
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var report = JournalArchive.Run(journal, keep, now, takenIn);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Files:N0} files, {report.Batches:N0} batches, {report.Entries:N0} entries archived."));
        return report.Held is not { } shard ? 0 : throw new CommandFailure(string.Create(CultureInfo.InvariantCulture,
            $"More is old enough, and stays: the fiscal offsets have followed shard {shard} only to entry {takenIn![shard]}, and they read no archives. Start the server, wait until "
            + $"kopek_fiscal_offsets_behind_events has fallen, stop it and archive again. Where this folder makes no offsets any more, add --without-offsets."));
    }

    private static IReadOnlyDictionary<int, long> TakenIn(SqliteJournal journal)
    {
        try
        {
            return AdvancePositions.Of(journal.Folder, journal.ShardCount);
        }
        catch (BooksException failed)
        {
            throw new CommandFailure($"Nothing is archived, because how far the fiscal offsets are cannot be read. {failed.Message}", failed);
        }
    }

    private static TimeSpan AgeOf(string text) =>
        text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? TimeSpan.FromDays(days)
            : throw new CommandFailure($"--older-than: '{text}' is no number of days such as 30d (1d to {MostDays}d).");
}
