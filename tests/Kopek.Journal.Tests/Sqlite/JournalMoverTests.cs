using Kopek.Journal.Commits;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Tests.Sqlite;

/// <summary>What waits while journal.db is slower than the commits: here it stands still, under another transaction.</summary>
public sealed class JournalMoverTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly DataFolder folder = new();
    private readonly JournalTables tables;
    private readonly CommitLog log;
    private readonly JournalMover mover;
    private long added;

    public JournalMoverTests()
    {
        tables = new JournalTables(folder.Path, 4, TimeProvider.System);
        log = new CommitLog(folder.Path, 0);
        mover = new JournalMover(tables, log, JournalMover.LongestRest);
    }

    public void Dispose()
    {
        mover.End();
        log.Dispose();
        tables.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Commits_wait_where_too_much_is_not_moved_and_go_on_then()
    {
        var heads = tables.LoadHeads();
        Assert.InRange(AddWhileJournalStandsStill(JournalMover.MostBytes, () =>
        {
            var record = mover.Rent();
            record.Begin();
            record.Add(Journals.Batch(1, heads.Sequence(1) + 1, 50_000), heads);
            log.Append(record);
            mover.Add(record);
            return record.PagesLength;
        }), JournalMover.MostBytes, JournalMover.MostBytes + (8 << 20));
        Assert.Equal(heads.Sequence(1), tables.LoadHeads().Sequence(1));
    }

    [Fact]
    public void Checkpoints_wait_where_too_many_are_not_written_and_go_on_then() =>
        Assert.Equal(JournalMover.MostPortions, AddWhileJournalStandsStill(JournalMover.MostPortions, () =>
        {
            mover.Add(new CheckpointWork(1, [], 0));
            return 1;
        }));

    /// <summary>How much was added when who wants to add twice the most began to wait, or was done.</summary>
    private long AddWhileJournalStandsStill(long most, Func<long> add)
    {
        var all = 2 * most;
        var adding = new Thread(() =>
        {
            while (Volatile.Read(ref added) < all)
            {
                Volatile.Write(ref added, added + add());
            }
        });
        var seen = 0L;
        tables.Write(_ =>
        {
            adding.Start();
            Assert.True(SpinWait.SpinUntil(() => !adding.IsAlive || Volatile.Read(ref added) >= most && Stands(adding), Longest));
            seen = added;
        });
        Assert.True(adding.Join(Longest));
        Assert.InRange(added, all, long.MaxValue);
        mover.CatchUp();
        return seen;
    }

    /// <summary>It waits, and still does a while later: not for a lock that somebody holds for a moment.</summary>
    private static bool Stands(Thread adding)
    {
        for (var look = 0; look < 1_000; look++)
        {
            if (!adding.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                return false;
            }
        }

        return true;
    }
}
