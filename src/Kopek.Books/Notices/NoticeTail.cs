using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;

namespace Kopek.Books.Notices;

/// <summary>
/// Follows the journal with a thread of its own and makes notices of it. It works at most a tenth of the time, so that charging is never short of more
/// than that of a core; in a burst it falls behind, shows by how much, and catches up. Its faults stop nothing else: it tries again.
/// </summary>
public sealed class NoticeTail : ICommittedListener, IDisposable
{
    /// <summary>Rests so many times as long as it worked.</summary>
    private const int RestsForWork = 9;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How often lines are looked for whose day has come.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private readonly IJournal journal;
    private readonly IEventCodec codec;
    private readonly NoticeStore store;
    private readonly Func<Catalogue> catalogue;
    private readonly TimeProvider time;
    private readonly long[] committed;
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource stopping = new();
    private Thread? thread;
    private long[] positions;
    private string? fault;
    private int woken;
    private Moment pruned = Moment.Beginning;
    private long waiting;
    private long unknown;

    public NoticeTail(IJournal journal, IEventCodec codec, NoticeStore store, Func<Catalogue> catalogue, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        this.journal = journal;
        this.codec = codec;
        this.store = store;
        this.catalogue = catalogue;
        this.time = time ?? TimeProvider.System;
        committed = new long[journal.ShardCount];
        positions = new long[journal.ShardCount];
    }

    /// <summary>Why nothing is looked at at the moment; null where all is well.</summary>
    public string? Fault => Volatile.Read(ref fault);

    /// <summary>Committed entries that were not looked at yet.</summary>
    public long Behind
    {
        get
        {
            var seen = Volatile.Read(ref positions);
            return committed.Select((_, shard) => Math.Max(0, Volatile.Read(ref committed[shard]) - seen[shard])).Sum();
        }
    }

    /// <summary>Notices that wait to be sent, as of the last pass.</summary>
    public long Waiting => Volatile.Read(ref waiting);

    /// <summary>Notices of which nobody knows whether they arrived, as of the last pass.</summary>
    public long Unknown => Volatile.Read(ref unknown);

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Begins to follow; the first time on a folder it takes every line over from its checkpoint. Throws <see cref="Storage.BooksException"/>, <see cref="JournalException"/>.</summary>
    public void Start()
    {
        var projection = new NoticeProjection(journal, codec, store, catalogue, Now);
        Volatile.Write(ref positions, projection.Positions());
        for (var shard = 0; shard < committed.Length; shard++)
        {
            Volatile.Write(ref committed[shard], Math.Max(Volatile.Read(ref committed[shard]), journal.LastSequence(shard)));
        }

        thread = new Thread(() => Follow(projection)) { Name = "notices", IsBackground = true };
        thread.Start();
    }

    /// <summary>On a writer's thread: only says that there is something.</summary>
    public void Committed(int shard, long lastSequence)
    {
        Volatile.Write(ref committed[shard], lastSequence);
        if (Volatile.Read(ref woken) == 0 && Interlocked.Exchange(ref woken, 1) == 0)
        {
            wake.Release();
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        thread?.Join();
        stopping.Dispose();
        wake.Dispose();
    }

    private void Follow(NoticeProjection? projection)
    {
        BackgroundThread.StepBack();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                projection ??= new NoticeProjection(journal, codec, store, catalogue, Now);
                var began = Stopwatch.GetTimestamp();
                var taken = RunOnce(projection);
                Volatile.Write(ref fault, null);
                var worked = Stopwatch.GetElapsedTime(began);
                Wait(taken == 0 ? LookEvery : RestsForWork * worked, untilWoken: taken == 0);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                // Also a bug of ours: a notice that cannot be made must not stop charging. The figure kopek_notices_failing tells.
                projection = null;
                Volatile.Write(ref fault, failed.Message);
                stopping.Token.WaitHandle.WaitOne(RetryAfter);
            }
        }
    }

    private int RunOnce(NoticeProjection projection)
    {
        Volatile.Write(ref woken, 0);
        var target = committed.Select((_, shard) => Volatile.Read(ref committed[shard])).ToArray();
        var taken = projection.Run(target, Now);
        Volatile.Write(ref positions, projection.Positions());
        Volatile.Write(ref waiting, store.Waiting());
        Volatile.Write(ref unknown, store.Unknown());
        if (pruned + PruneEvery < Now)
        {
            store.Prune(Now);
            pruned = Now;
        }

        return taken;
    }

    private void Wait(TimeSpan most, bool untilWoken)
    {
        var began = Stopwatch.GetTimestamp();
        while (most - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            if (wake.Wait(left, stopping.Token) && untilWoken)
            {
                return;
            }
        }
    }
}
