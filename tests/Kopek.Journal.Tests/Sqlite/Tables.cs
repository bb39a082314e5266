using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Tests.Sqlite;

/// <summary>Reaches into journal.db past the journal, to do it harm or to look.</summary>
internal static class Tables
{
    public static void Change(DataFolder folder, string sql) => Read(folder, sql);

    /// <summary>The first value as text; null where there is none.</summary>
    public static string? Read(DataFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString();
    }
}
