using Kopek.Engine.Journalling;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// Moves committed pages from the write-ahead log into journal.db on a thread and connection of its own, so that no commit waits for it. Only a pass
/// without a commit beside it lets SQLite begin the log anew: when the log has grown long, the writer makes one short pass itself, between two commits.
/// (A thread that waited for the writer's lock would get it late, and find a long pass to make.)
/// </summary>
internal sealed class WriteAheadLog : IDisposable
{
    /// <summary>
    /// Pages (4 KB) after which the next pass begins: small enough that what a pass writes does not crowd the commits' own writes (of seven from
    /// 50 to 20,000 that were tried none gave a shorter p99, docs/performance.md).
    /// </summary>
    private const int PagesAPass = 400;

    /// <summary>Length of the log (32 MB) at which it is begun anew; all but a few pages are moved by then.</summary>
    private const int LongestLog = 8000;

    /// <summary>Pages that are moved in a millisecond or two.</summary>
    private const int ShortPass = 100;

    /// <summary>Tries to come that near to the log's end; at full speed each is a tenth of the one before.</summary>
    private const int MostPasses = 5;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement pass;
    private readonly SemaphoreSlim due = new(0);
    private readonly SemaphoreSlim finished = new(0);
    private readonly Thread thread;
    private volatile bool ending;
    private volatile bool isLastPassDue;
    private int pagesWaiting;

    public WriteAheadLog(string folder)
    {
        database = new SqliteDatabase(folder, SqliteOpenMode.ReadWrite);
        database.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
        pass = database.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        thread = new Thread(Work) { IsBackground = true, Name = "kopek write-ahead log" };
        thread.Start();
    }

    /// <summary>The writer's word, after a transaction, that about so many pages were added.</summary>
    public void Added(int pages)
    {
        var waiting = Interlocked.Add(ref pagesWaiting, pages);
        if (waiting >= PagesAPass && waiting - pages < PagesAPass)
        {
            due.Release();
        }
    }

    /// <summary>The writer's turn, before a transaction: the last pages, if the log is to begin anew.</summary>
    public void FinishWhereDue()
    {
        if (isLastPassDue)
        {
            isLastPassDue = false;
            TryPass();
            finished.Release();
        }
    }

    public void Dispose()
    {
        if (ending)
        {
            return;
        }

        ending = true;
        due.Release();
        finished.Release();
        thread.Join();
        database.Dispose();
        due.Dispose();
        finished.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            due.Wait();
            if (ending)
            {
                return;
            }

            if (TryPass() < LongestLog)
            {
                continue;
            }

            // Each pass is shorter than the one before, so that the writer's is a few milliseconds.
            for (var passes = 0; passes < MostPasses && Volatile.Read(ref pagesWaiting) > ShortPass; passes++)
            {
                TryPass();
            }

            isLastPassDue = true;
            finished.Wait();
        }
    }

    /// <summary>Gives the length of the log in pages; 0 where the pass failed.</summary>
    private int TryPass()
    {
        try
        {
            return Pass();
        }
        catch (JournalException)
        {
            // The log keeps everything; the next pass tries again, and a disk that stays full or broken stops the commits themselves.
            return 0;
        }
    }

    private int Pass()
    {
        Interlocked.Exchange(ref pagesWaiting, 0);
        _ = pass.Step();
        var length = pass.Int(1);
        pass.Reset();
        return length;
    }
}
