using Kopek.Books.Storage;

namespace Kopek.Books.Partners;

/// <summary>Something to be written to partners.db, in one transaction with whatever else waits at the same time.</summary>
internal abstract class PartnerWork
{
    /// <summary>On the writer's thread, inside the transaction; throws only <see cref="BooksException"/>.</summary>
    public abstract void Run();

    /// <summary>It is durable.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it was stored.</summary>
    public abstract void Fail(BooksException failure);

    /// <summary>Somebody waits for it. What nobody waits for comes along, and after a fault is tried again.</summary>
    public virtual bool IsAwaited => true;
}

/// <summary>For a caller that waits until it is durable.</summary>
/// <param name="durable">Called on the writer's thread before the caller goes on, in the order of the works.</param>
internal sealed class AwaitedWork<T>(Func<T> work, Action<T>? durable) : PartnerWork
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => source.Task;

    public override void Run() => result = work();

    public override void Complete()
    {
        durable?.Invoke(result!);
        source.SetResult(result!);
    }

    public override void Fail(BooksException failure) => source.SetException(failure);
}

/// <summary>Nobody waits for it, and it must not get lost while the process lives.</summary>
internal sealed class LastingWork(Action work) : PartnerWork
{
    public override void Run() => work();

    public override void Complete()
    {
    }

    public override void Fail(BooksException failure)
    {
    }

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

    /// <summary>Works that need no company: they are a commit of many.</summary>
    private const int Enough = 32;

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

    public Task<T> Ask<T>(Func<T> work, Action<T>? durable = null)
    {
        if (Waiting >= MostWaiting)
        {
            throw new BooksException("More of partners' wishes wait to be stored than can be. Try again later.");
        }

        var asked = new AwaitedWork<T>(work, durable);
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
        var again = new List<PartnerWork>();
        var batch = new List<PartnerWork>();
        while (Take(batch, again))
        {
            var isBusy = batch.Count >= Busy && Waiting < Enough;
            if (!Write(batch))
            {
                again.AddRange(batch.Where(work => !work.IsAwaited));
                stopping.Wait(retryAfter);
            }

            batch.Clear();
            if (isBusy && OperatingSystem.IsLinux())
            {
                // Elsewhere a millisecond may be fifteen.
                Thread.Sleep(gathering);
            }
        }

        // What failed while the store was being closed has one more try.
        if (again.Count > 0)
        {
            Write(again);
        }
    }

    /// <summary>
    /// Waits for something to write: what came, and as much as there is room of what is to be tried again, so that whoever waits is answered also while nothing
    /// can be stored. False: the store is closed and nothing new waits.
    /// </summary>
    private bool Take(List<PartnerWork> batch, List<PartnerWork> again)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && again.Count == 0 && !closed)
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

            if (!isOver)
            {
                // In the order in which they came: what was to be written before goes before.
                var older = Math.Min(again.Count, MostOfBatch);
                batch.InsertRange(0, again.GetRange(0, older));
                again.RemoveRange(0, older);
            }

            return !isOver;
        }
    }

    /// <summary>False: nothing of it was stored, and who waits was told.</summary>
    private bool Write(List<PartnerWork> batch)
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
            batch.ForEach(work => work.Fail(failure));
            return false;
        }

        log.Added();
        batch.ForEach(work => work.Complete());
        committed();
        return true;
    }
}
