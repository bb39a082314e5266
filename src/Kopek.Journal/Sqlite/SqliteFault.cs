using Kopek.Engine.Journalling;
using SQLitePCL;

namespace Kopek.Journal.Sqlite;

/// <summary>What SQLite's codes mean for the person who runs Kopek: which folder, and what to do.</summary>
internal static class SqliteFault
{
    /// <summary>The upper bytes of an extended code say more and change nothing here.</summary>
    private const int PrimaryCode = 0xFF;

    public static JournalException Of(string folder, int code, string message)
    {
        var advice = (code & PrimaryCode) switch
        {
            raw.SQLITE_FULL => $"the disk of {folder} is full. Make room there; commits go on as soon as there is some",
            raw.SQLITE_IOERR => $"reading or writing {folder} failed. Check the disk, its mount and the limits of this process",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"journal.db in {folder} is damaged. Stop the server, keep a copy of the folder as it is, and restore a backup; "
                + "`kopek journal verify` shows how far the journal is whole",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"another program holds journal.db in {folder}. Only one may write: close the other",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_READONLY => $"journal.db in {folder} cannot be opened for this. Check that the folder exists and belongs to this user",
            _ => $"SQLite failed on journal.db in {folder}",
        };
        return new JournalException($"The journal stopped: {advice} (SQLite {code}: {message}).", outcomeUnknown: false);
    }
}
