using Microsoft.Data.Sqlite;

namespace Kopek.Books.Storage;

/// <summary>
/// Moves committed pages of one database from its write-ahead log into the file on a thread and connection of its own. SQLite would do it in the commit that
/// finds the log long, and everybody who waits for that commit would wait for some thousand pages and two synchronisations of the disk. Only a pass without a
/// commit beside it lets SQLite begin the log anew: where it has grown long, the writer makes a last, short one itself, between two commits.
/// </summary>
internal sealed class BooksLog : IDisposable
{
    /// <summary>Pages (4 KB) of the log after which it is to begin anew.</summary>
    private const int LongLog = 2_000;

    /// <summary>Pages that the writer moves in a millisecond or two.</summary>
    private const int FewPages = 100;

    /// <summary>Tries to come so near to the log's end; each pass is shorter than the one before.</summary>
    private const int MostPasses = 5;

    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(250);

    private readonly BooksDatabase database;
    private readonly BooksStatement pass;
    private readonly ManualResetEventSlim ending = new();
    private readonly Thread thread;
    private volatile bool hasNews;
    private volatile bool isLastPassDue;

    /// <param name="folder">Of the database, whose tables are there and whose writer has switched SQLite's own passes off (wal_autocheckpoint = 0).</param>
    public BooksLog(string folder, BooksFile file)
    {
        database = new BooksDatabase(folder, SqliteOpenMode.ReadWrite, file);
        try
        {
            // FULL: what was moved is on the disk before the log is written over.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
            pass = database.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch
        {
            database.Dispose();
            throw;
        }

        thread = new Thread(Work) { Name = $"{Path.GetFileNameWithoutExtension(file.Name)} log", IsBackground = true };
        thread.Start();
    }

    /// <summary>The writer's word after each commit.</summary>
    public void Added() => hasNews = true;

    /// <summary>The writer's turn before each transaction.</summary>
    public void FinishWhereDue()
    {
        if (isLastPassDue)
        {
            isLastPassDue = false;
            TryPass();
        }
    }

    public void Dispose()
    {
        ending.Set();
        thread.Join();
        database.Dispose();
        ending.Dispose();
    }

    private void Work()
    {
        while (!ending.Wait(between))
        {
            if (!hasNews || isLastPassDue)
            {
                continue;
            }

            hasNews = false;
            var (length, left) = TryPass();
            for (var passes = 1; length > LongLog && left > FewPages && passes < MostPasses; passes++)
            {
                (length, left) = TryPass();
            }

            isLastPassDue = length > LongLog;
        }
    }

    /// <summary>The log's length and how much of it was not moved, in pages; zeros where the pass failed.</summary>
    private (int Length, int Left) TryPass()
    {
        try
        {
            // The writer's pass and ours may meet: one statement, one at a time.
            lock (pass)
            {
                pass.Step();
                var (length, moved) = ((int)pass.Long(1), (int)pass.Long(2));
                pass.Reset();
                return (length, length - moved);
            }
        }
        catch (BooksException)
        {
            // The log keeps everything; the next pass tries again, and a disk that stays full or broken stops the commits themselves.
            return (0, 0);
        }
    }
}
