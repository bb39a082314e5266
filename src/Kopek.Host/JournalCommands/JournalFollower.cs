using Kopek.Books.Fiscal;
using Kopek.Books.Storage;
using Kopek.Journal.Sqlite;

namespace Kopek.Host.JournalCommands;

/// <summary>Somebody who follows the journal, and holds back what is to be archived and was not taken in.</summary>
/// <param name="Figure">Says how far behind it is while the server runs.</param>
/// <param name="Without">The option that passes it over.</param>
/// <param name="Else">For whom that is.</param>
/// <param name="TakenIn">By shard, the last entry that was taken in. Throws <see cref="BooksException"/>.</param>
internal sealed record JournalFollower(string Name, string Figure, string Without, string Else, Func<IReadOnlyDictionary<int, long>> TakenIn)
{
    public static JournalFollower[] Of(SqliteJournal journal)
    {
        long[] last = [.. Enumerable.Range(0, journal.ShardCount).Select(journal.LastSequence)];
        return
        [
            new("the fiscal offsets", "kopek_fiscal_offsets_behind_events", "--without-offsets", "The offsets read no archives: where this folder makes none any more, add --without-offsets.",
                () => AdvancePositions.Of(journal.Folder, journal.ShardCount)),
            new("the books", "kopek_books_behind_events", "--without-books", "Where archive/ stays in the folder until the books have taken it in, add --without-books.",
                () => FollowedPlaces.OfBooks(journal.Folder, last)),
            new("the notices", "kopek_notices_behind_events", "--without-notices", "Where archive/ stays in the folder until the notices have looked at it, add --without-notices.",
                () => FollowedPlaces.OfNotices(journal.Folder, last)),
        ];
    }
}
