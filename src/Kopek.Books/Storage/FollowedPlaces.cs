using Microsoft.Data.Sqlite;

namespace Kopek.Books.Storage;

/// <summary>How far statements and notices of a data folder have followed its journal, for whoever moves a part of that away. The server must be stopped.</summary>
public static class FollowedPlaces
{
    /// <summary>
    /// By shard, the last entry that is in books.db. No shard where the next start builds it from the first entry, and from archives that lie there: where it is away,
    /// empty, of another version, or of another journal. Throws <see cref="BooksException"/>.
    /// </summary>
    /// <param name="lastSequences">The journal's, by shard.</param>
    public static IReadOnlyDictionary<int, long> OfBooks(string folder, IReadOnlyList<long> lastSequences) =>
        Of(folder, BooksFile.Books, lastSequences, database => database.Number("PRAGMA user_version") == BooksSchema.Version);

    /// <summary>
    /// By shard, the last entry of which notices are made. No shard where the next start takes lines over from their checkpoints, and so needs nothing older: where
    /// notices.db is away, empty, or of another journal. Throws <see cref="BooksException"/>.
    /// </summary>
    /// <param name="lastSequences">The journal's, by shard.</param>
    public static IReadOnlyDictionary<int, long> OfNotices(string folder, IReadOnlyList<long> lastSequences) =>
        Of(folder, BooksFile.Notices, lastSequences, database => database.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") > 0 && database.Number("SELECT count(*) FROM meta") > 0);

    private static Dictionary<int, long> Of(string folder, BooksFile file, IReadOnlyList<long> lastSequences, Func<BooksDatabase, bool> isBegun)
    {
        if (!File.Exists(file.PathIn(folder)))
        {
            return [];
        }

        // Not read only: a server that was killed left its log, which SQLite takes in first.
        using var database = new BooksDatabase(folder, SqliteOpenMode.ReadWrite, file);
        if (!isBegun(database))
        {
            return [];
        }

        var places = new Dictionary<int, long>();
        using var rows = database.Prepare("SELECT shard, sequence FROM position");
        while (rows.Step())
        {
            places[(int)rows.Long(0)] = rows.Long(1);
        }

        // A shard without a place is at its beginning.
        return places.Count == 0 || places.Any(place => place.Key >= lastSequences.Count || place.Value > lastSequences[place.Key]) ? []
            : Enumerable.Range(0, lastSequences.Count).ToDictionary(shard => shard, shard => places.GetValueOrDefault(shard));
    }
}
