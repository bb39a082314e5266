using System.Runtime.InteropServices;
using Kopek.Engine.Journalling;
using Microsoft.Win32.SafeHandles;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Makes the write-ahead log durable after a commit: fdatasync on journal.db-wal. SQLite as it comes in its package calls fsync, which also waits for the
/// file's time of change, a second write to the disk: 0.8 ms instead of 0.35 ms (docs/journal.md). What counts as committed is the same: the frames of
/// the transaction are in the log, and the log is on the disk. The passes that move pages to journal.db keep SQLite's own syncing.
/// </summary>
internal sealed partial class LogSync : IDisposable
{
    private readonly string folder;
    private readonly SafeFileHandle log;

    public LogSync(string folder)
    {
        this.folder = folder;
        log = File.OpenHandle(SqliteDatabase.PathOf(folder) + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Returns when everything written to the log is durable. A failure means that nobody knows what is: <see cref="JournalException"/>.</summary>
    public void Wait()
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(log);
            return;
        }

        if (DataSync(log) != 0)
        {
            var message = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            throw new JournalException($"The journal in {folder} could not be made durable: {message}. Look at the disk; what was under way is read again.", outcomeUnknown: true);
        }
    }

    public void Dispose() => log.Dispose();

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);
}
