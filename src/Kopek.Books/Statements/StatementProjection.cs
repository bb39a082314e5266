using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Statements;

/// <summary>
/// Turns the journal into books.db, exactly once: rows and the place in the journal are one transaction. One thread. After an exception it is
/// disposed and made anew, and goes on from what was committed.
/// </summary>
internal sealed class StatementProjection : IDisposable
{
    /// <summary>Most entries of one pass: some tenths of a second of work, whose commit does not hold up the journal's on the same disk.</summary>
    public const int MostEntries = 50_000;

    private readonly IJournal journal;
    private readonly BooksDatabase database;
    private readonly StatementPass pass;
    private readonly BooksStatement putPosition;
    private readonly StatementRetention retention;
    private readonly long[] positions;
    private readonly Moment[] moments;

    public StatementProjection(IJournal journal, string folder, TimeSpan keeping)
    {
        this.journal = journal;
        positions = new long[journal.ShardCount];
        moments = new Moment[journal.ShardCount];
        database = BooksSchema.Open(folder);
        if (!ReadPositions() || IsAheadOfJournal())
        {
            // Another journal's books, or a journal from a backup: only one of the two can be right.
            database.Dispose();
            BooksSchema.Delete(folder);
            database = BooksSchema.Open(folder);
            ReadPositions();
        }

        pass = new StatementPass(new StatementTables(database));
        putPosition = database.Prepare("INSERT OR REPLACE INTO position (shard, sequence, at) VALUES (?1, ?2, ?3)");
        retention = new StatementRetention(database, keeping);
    }

    /// <summary>The last entry of each shard that is in the books, and when it happened.</summary>
    public BooksState State() => new([.. positions], [.. moments], null);

    /// <summary>
    /// Takes in what is new of the given shards, at most <paramref name="most"/> entries, in one transaction. Answers how many there were. Throws
    /// <see cref="BooksException"/> or <see cref="JournalException"/>, and then nothing was taken in.
    /// </summary>
    /// <param name="pace">Spreads the work; null: all at once.</param>
    public int Run(ReadOnlySpan<long> committed, int most = MostEntries, Pace? pace = null)
    {
        var behind = 0;
        for (var shard = 0; shard < committed.Length; shard++)
        {
            behind += committed[shard] > positions[shard] ? 1 : 0;
        }

        if (behind == 0)
        {
            return 0;
        }

        var taken = 0;
        database.Execute("BEGIN IMMEDIATE");
        for (var shard = 0; shard < committed.Length; shard++)
        {
            if (committed[shard] > positions[shard])
            {
                taken += Take(shard, Math.Max(1, most / behind), pace);
            }
        }

        pass.Write(pace);
        database.Execute("COMMIT");
        return taken;
    }

    /// <summary>Deletes some of what is older than the keeping time; true where there is more.</summary>
    public bool Prune(Moment now) => retention.Prune(now);

    public void Dispose() => database.Dispose();

    private int Take(int shard, int most, Pace? pace)
    {
        var count = 0;
        foreach (var entry in journal.Read(shard, positions[shard]))
        {
            pass.Take(entry);
            positions[shard] = entry.Sequence;
            moments[shard] = Moment.Max(moments[shard], entry.At);
            if (++count >= most)
            {
                break;
            }

            pace?.Step();
        }

        putPosition.Bind(1, shard).Bind(2, positions[shard]).Bind(3, moments[shard].UnixMilliseconds).Run();
        return count;
    }

    /// <summary>False: they are of a journal with more shards.</summary>
    private bool ReadPositions()
    {
        Array.Fill(moments, Moment.Beginning);
        Array.Clear(positions);
        using var query = database.Prepare("SELECT shard, sequence, at FROM position");
        while (query.Step())
        {
            if (query.Long(0) >= positions.Length)
            {
                return false;
            }

            positions[query.Long(0)] = query.Long(1);
            moments[query.Long(0)] = new Moment(query.Long(2));
        }

        return true;
    }

    private bool IsAheadOfJournal()
    {
        for (var shard = 0; shard < positions.Length; shard++)
        {
            if (positions[shard] > journal.LastSequence(shard))
            {
                return true;
            }
        }

        return false;
    }
}
