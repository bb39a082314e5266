using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;
using Kopek.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Show;

/// <summary>Which lines have or had a number, earliest first: a number is recycled, so it may have led to several. A server may be running on the folder.</summary>
public static class NumberHolders
{
    /// <param name="key">As the directory spells it: digits only.</param>
    public static IReadOnlyList<DirectoryRow> Of(string folder, DirectoryKind kind, string key) => Newest(
        DirectoryRows.Find(folder, kind, key).Concat(Tail(folder).Directory.Where(row => row.Kind == kind && row.Key == key)));

    private static CommitLogTail Tail(string folder)
    {
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        return CommitLogTail.Of(folder, () => JournalSchema.Moved(database));
    }

    /// <summary>A row is written again when its time ends.</summary>
    private static List<DirectoryRow> Newest(IEnumerable<DirectoryRow> rows) =>
        [.. rows.GroupBy(row => (row.Line, row.From)).Select(same => same.Last()).OrderBy(row => row.From).ThenBy(row => row.Line.Value)];
}
