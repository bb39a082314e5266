using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Sqlite;

/// <summary>The directory of numbers and SIMs: rows are added in the commit of the batch that caused them, and end by being written again with an end.</summary>
internal static class DirectoryRows
{
    public const string Write = "INSERT OR REPLACE INTO directory (kind, key, valid_from, line, valid_until) VALUES (?1, ?2, ?3, ?4, ?5)";

    public static void Bind(SqliteStatement insert, DirectoryRow row) => insert
        .Bind(1, (long)row.Kind).Bind(2, row.Key).Bind(3, row.From.UnixMilliseconds).Bind(4, row.Line.Value).Bind(5, row.Until.UnixMilliseconds);

    public static IEnumerable<DirectoryRow> Read(string folder)
    {
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        using var select = database.Prepare("SELECT kind, key, valid_from, line, valid_until FROM directory ORDER BY kind, key, valid_from, line");
        while (select.Step())
        {
            yield return Row(select);
        }
    }

    /// <summary>The rows of one number, earliest first.</summary>
    public static IEnumerable<DirectoryRow> Find(string folder, DirectoryKind kind, string key)
    {
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        using var select = database.Prepare("SELECT kind, key, valid_from, line, valid_until FROM directory WHERE kind = ?1 AND key = ?2 ORDER BY valid_from, line");
        select.Bind(1, (long)kind).Bind(2, key);
        while (select.Step())
        {
            yield return Row(select);
        }
    }

    private static DirectoryRow Row(SqliteStatement select) =>
        new((DirectoryKind)select.Int(0), select.Text(1), new LineId(select.Long(3)), new Moment(select.Long(2)), new Moment(select.Long(4)));
}
