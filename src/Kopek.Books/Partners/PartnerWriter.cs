using Kopek.Books.Storage;

namespace Kopek.Books.Partners;

/// <summary>Something to be written to partners.db, in one transaction with whatever else waits at the same time.</summary>
internal abstract class PartnerWork
{
    /// <summary>On the writer's thread, inside the transaction; throws only <see cref="BooksException"/>.</summary>
    public abstract void Run();

    /// <summary>It is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it was stored. True: it is to be tried again later.</summary>
    public abstract bool Fail(BooksException failure);

    /// <summary>Somebody waits for it; what nobody waits for comes along.</summary>
    public virtual bool IsAwaited => true;
}

/// <summary>For a caller that waits until it is durable.</summary>
internal sealed class AwaitedWork<T>(Func<T> work) : PartnerWork
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => source.Task;

    public override void Run() => result = work();

    public override void Complete() => source.SetResult(result!);

    public override bool Fail(BooksException failure)
    {
        source.SetException(failure);
        return false;
    }
}

/// <summary>Nobody waits for it, and it must not get lost while the process lives.</summary>
internal sealed class LastingWork(Action work) : PartnerWork
{
    public override void Run() => work();

    public override void Complete()
    {
    }

    public override bool Fail(BooksException failure) => true;

    public override bool IsAwaited => false;
}

/// <summary>
/// The one writer of partners.db. While one commit runs, the next batch fills: a transaction costs one synchronisation of the disk however many wait, so that
/// thousands of partners' wishes a second cost no more than some hundred commits.
/// </summary>
internal sealed class PartnerWriter : IDisposable
{
    /// <summary>Works of one transaction: some tens of milliseconds at most.</summary>
    public const int MostOfBatch = 2_000;

    /// <summary>Wishes that may wait; more are told to come again.</summary>
    public const int MostWaiting = 16_384;

    private static readonly TimeSpan retryAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After a commit of so many works the next ones gather for a millisecond: a commit of few costs as much of the processor and the disk as one of many, and
    /// under thousands of sales a second that is what everybody waits for.
    /// </summary>
    private const int Busy = 4;

    private static readonly TimeSpan gathering = TimeSpan.FromMilliseconds(1);

    /// <summary>How long works that nobody waits for wait for one that somebody does: each sale makes one of both, and they share a synchronisation of the disk.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(5);

    private readonly BooksDatabase database;
    private readonly BooksLog log;
    private readonly Action committed;
    private readonly object gate = new();
    private readonly Queue<PartnerWork> waiting = new();
    private readonly ManualResetEventSlim stopping = new();
    private readonly Thread thread;
    private int awaited;
    private bool closed;

    /// <param name="committed">Called on the writer's thread after each commit.</param>
    public PartnerWriter(BooksDatabase database, BooksLog log, Action committed)
    {
        this.database = database;
        this.log = log;
        this.committed = committed;
        thread = new Thread(Work) { Name = "partners", IsBackground = true };
    }

    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    public void Start() => thread.Start();

    /// <summary>False once the store is closed.</summary>
    public bool Post(PartnerWork work)
    {
        lock (gate)
        {
            if (closed)
            {
                return false;
            }

            waiting.Enqueue(work);
            awaited += work.IsAwaited ? 1 : 0;
            if (work.IsAwaited || waiting.Count == 1)
            {
                Monitor.Pulse(gate);
            }

            return true;
        }
    }

    public Task<T> Ask<T>(Func<T> work)
    {
        if (Waiting >= MostWaiting)
        {
            throw new BooksException("More of partners' wishes wait to be stored than can be. Try again later.");
        }

        var asked = new AwaitedWork<T>(work);
        return Post(asked) ? asked.Task : throw new BooksException("partners.db is closed.");
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }

        stopping.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        stopping.Dispose();
    }

    private void Work()
    {
        var batch = new List<PartnerWork>();
        while (Take(batch))
        {
            var isBusy = batch.Count >= Busy;
            Write(batch);
            if (isBusy)
            {
                Thread.Sleep(gathering);
            }
        }

        // What failed while the store was being closed has one more try.
        if (batch.Count > 0)
        {
            Write(batch);
        }
    }

    /// <summary>Waits for something to write, and adds it to what is to be tried again. False: the store is closed and nothing waits.</summary>
    private bool Take(List<PartnerWork> batch)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && batch.Count == 0 && !closed)
            {
                Monitor.Wait(gate);
            }

            if (awaited == 0 && !closed)
            {
                Monitor.Wait(gate, patience);
            }

            var isOver = closed && waiting.Count == 0;
            while (batch.Count < MostOfBatch && waiting.TryDequeue(out var work))
            {
                batch.Add(work);
                awaited -= work.IsAwaited ? 1 : 0;
            }

            return !isOver;
        }
    }

    /// <summary>Leaves in the batch what is to be tried again.</summary>
    private void Write(List<PartnerWork> batch)
    {
        try
        {
            log.FinishWhereDue();
            database.Execute("BEGIN IMMEDIATE");
            batch.ForEach(work => work.Run());
            database.Execute("COMMIT");
        }
        catch (BooksException failure)
        {
            database.TryExecute("ROLLBACK");
            batch.RemoveAll(work => !work.Fail(failure));
            if (batch.Count > 0)
            {
                stopping.Wait(retryAfter);
            }

            return;
        }

        log.Added();
        batch.ForEach(work => work.Complete());
        batch.Clear();
        committed();
    }
}
