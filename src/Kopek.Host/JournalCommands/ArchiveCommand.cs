using System.CommandLine;
using System.Globalization;
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
        var withoutBooks = new Option<bool>("--without-books") { Description = "Moves also what statements (books.db) have not taken in: they need it in archive/ until they have." };
        var withoutNotices = new Option<bool>("--without-notices") { Description = "Moves also what notices (notices.db) have not looked at: they need it in archive/ until they have." };
        var command = new Command("archive", "Moves old batches into files in the folder's archive/. They stay part of show and verify. The server must be stopped.")
        {
            data, age, withoutOffsets, withoutBooks, withoutNotices,
        };
        command.SetAction((parsed, _) =>
        {
            var passedOver = new[] { withoutOffsets, withoutBooks, withoutNotices }.Where(parsed.GetValue).Select(option => option.Name).ToArray();
            return Task.FromResult(Archive(parsed.GetValue(data)!, AgeOf(parsed.GetValue(age)!), passedOver));
        });
        return command;
    }

    private static int Archive(string data, TimeSpan keep, string[] passedOver)
    {
        using var journal = SqliteJournal.Open(JournalCommand.FolderOf(data), new EventCodec());
        var followers = JournalFollower.Of(journal).Where(follower => !passedOver.Contains(follower.Without)).Select(follower => (Follower: follower, TakenIn: Read(follower))).ToArray();
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var report = JournalArchive.Run(journal, keep, now, [.. followers.Select(follower => follower.TakenIn)]);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Files:N0} files, {report.Batches:N0} batches, {report.Entries:N0} entries archived."));
        var held = followers.SelectMany(follower => report.Held
            .Where(hold => follower.TakenIn.TryGetValue(hold.Shard, out var place) && place < hold.Through).Take(1)
            .Select(hold => (follower.Follower, hold.Shard, Place: follower.TakenIn[hold.Shard]))).ToArray();
        return held.Length == 0 ? 0 : throw new CommandFailure(Held(held));
    }

    private static string Held((JournalFollower Follower, int Shard, long Place)[] held) => string.Create(CultureInfo.InvariantCulture,
        $"More is old enough, and stays: {string.Join("; ", held.Select(by => string.Create(CultureInfo.InvariantCulture, $"{by.Follower.Name} have followed shard {by.Shard} only to entry {by.Place}")))}. "
        + $"Start the server, wait until {string.Join(" and ", held.Select(by => by.Follower.Figure))} {(held.Length == 1 ? "has" : "have")} fallen, stop it and archive again. {string.Join(' ', held.Select(by => by.Follower.Else))}");

    private static IReadOnlyDictionary<int, long> Read(JournalFollower follower)
    {
        try
        {
            return follower.TakenIn();
        }
        catch (BooksException failed)
        {
            throw new CommandFailure($"Nothing is archived, because how far {follower.Name} are cannot be read. {failed.AtStart}", failed);
        }
    }

    private static TimeSpan AgeOf(string text) =>
        text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? TimeSpan.FromDays(days)
            : throw new CommandFailure($"--older-than: '{text}' is no number of days such as 30d (1d to {MostDays}d).");
}
