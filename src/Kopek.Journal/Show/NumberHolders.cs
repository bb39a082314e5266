using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Show;

/// <summary>Which lines have or had a number, earliest first: a number is recycled, so it may have led to several. A server may be running on the folder.</summary>
public static class NumberHolders
{
    /// <param name="key">As the directory spells it: digits only.</param>
    public static IReadOnlyList<DirectoryRow> Of(string folder, DirectoryKind kind, string key) => [.. DirectoryRows.Find(folder, kind, key)];
}
