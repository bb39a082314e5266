using System.Diagnostics;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Fiscal;

/// <summary>
/// Has fiscal documents registered: intent first, then it is looked up by its key, registered where the register has none, and the outcome stored, each durable
/// before the next. A document is owed by law: what is not known is tried again, ever more slowly, without an end; what is refused waits for a person.
/// </summary>
public sealed class FiscalDispatcher : IAsyncDisposable
{
    /// <summary>Documents under way: registers work one after the other.</summary>
    public const int MostUnderWay = 10;

    /// <summary>How often the outbox is looked at when nobody says that there is news: pauses are over.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Pause after receipts.db could not be used.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private const int MostDoublings = 12;

    private readonly ReceiptStore store;
    private readonly IFiscalRegister register;
    private readonly Func<LineId, string?> contactOf;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim wake = new(0);
    private Task loop = Task.CompletedTask;

    /// <param name="contactOf">Where the holder of a line gets the fiscal receipt: +7... or an e-mail address; null where that is not known. Asked at each sending, stored nowhere.</param>
    public FiscalDispatcher(ReceiptStore store, IFiscalRegister register, Func<LineId, string?> contactOf, TimeProvider time, ILogger log)
    {
        this.store = store;
        this.register = register;
        this.contactOf = contactOf;
        this.time = time;
        this.log = log;
    }

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Takes up what a crash left under way, then begins. Throws <see cref="BooksException"/>.</summary>
    public void Start()
    {
        var interrupted = store.Fiscal.SettleInterrupted(Now);
        if (interrupted > 0)
        {
            FiscalLog.Interrupted(log, interrupted);
        }

        store.Added += Wake;
        store.Fiscal.Made += Wake;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Takes nothing more, and waits for the outcome of what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        store.Added -= Wake;
        store.Fiscal.Made -= Wake;
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
        wake.Dispose();
    }

    /// <summary>Sends what is due now; false where there was nothing.</summary>
    internal async Task<bool> StepAsync()
    {
        var taken = store.Fiscal.Take(Now, MostUnderWay);
        // One after the other: a correction's original comes before it.
        foreach (var work in taken)
        {
            await RecordAsync(work, await SendAsync(work));
        }

        return taken.Count > 0;
    }

    /// <summary>1, 2, 4 ... seconds, an hour at most.</summary>
    internal static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(1L << Math.Clamp(attempts - 1, 0, MostDoublings));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<FiscalOutcome> SendAsync(FiscalWork work)
    {
        try
        {
            var answer = await register.Find(work.Key, stopping.Token);
            if (answer is FiscalAnswer.NotFound)
            {
                answer = await register.Register(work.Key, work.Seller, work.Document, contactOf(work.Line), stopping.Token);
            }

            return answer switch
            {
                FiscalAnswer.Registered made => new FiscalOutcome.Registered(made.Registration),
                FiscalAnswer.Refused refused => new FiscalOutcome.Refused(refused.Reason),
                FiscalAnswer.Pending => new FiscalOutcome.Later("pending", Pause(work.Attempts)),
                FiscalAnswer.NotFound => new FiscalOutcome.Later("not_found", Pause(work.Attempts)),
                FiscalAnswer.Unknown unknown => new FiscalOutcome.Later(unknown.Reason, Pause(work.Attempts)),
                _ => throw new UnreachableException($"{answer.GetType().Name} has no outcome."),
            };
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // A bug of the register's code, or the stop: nobody knows how far it came, so it is looked up later. Its message could hold a contact.
            FiscalLog.RegisterFailed(log, register.Name, work.Key, failed.GetType().Name);
            return new FiscalOutcome.Later("internal_error", Pause(work.Attempts));
        }
    }

    /// <summary>Until it is stored, or the stop: then the next start looks it up.</summary>
    private async Task RecordAsync(FiscalWork work, FiscalOutcome outcome)
    {
        while (true)
        {
            try
            {
                store.Fiscal.Record(work, outcome, Now);
                FiscalLog.Outcome(log, work.Key, outcome.GetType().Name);
                return;
            }
            catch (BooksException failed)
            {
                FiscalLog.StoreFailed(log, failed.Message);
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                await PauseAsync();
            }
        }
    }

    private async Task LoopAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await StepAsync())
                {
                    await wake.WaitAsync(LookEvery, stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (BooksException failed)
            {
                FiscalLog.StoreFailed(log, failed.Message);
                await PauseAsync();
            }
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(RetryAfter, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the caller sees it.
        }
    }

    private void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }
}
