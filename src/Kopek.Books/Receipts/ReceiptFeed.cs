using System.Threading.Channels;
using Kopek.Books.Storage;
using Kopek.Core.TopUps;

namespace Kopek.Books.Receipts;

/// <summary>
/// Makes receipts as soon as orders are numbered. It is told of every order after each change, and of all of them at the start: what an earlier process did
/// not come to is made then. A receipt that is there already is passed over, so being told twice makes one. Its faults stop no payment: it tries again.
/// </summary>
public sealed class ReceiptFeed : IAsyncDisposable
{
    /// <summary>Signed and written in one transaction.</summary>
    private const int MostTogether = 256;

    private static readonly TimeSpan afterFault = TimeSpan.FromSeconds(2);

    /// <summary>After a transaction the next ones gather: each synchronises the disk, which payments wait for too.</summary>
    private static readonly TimeSpan betweenTransactions = TimeSpan.FromMilliseconds(50);

    private readonly ReceiptStore store;
    private readonly TimeProvider time;
    private readonly Channel<TopUpOrder> orders = Channel.CreateUnbounded<TopUpOrder>();
    private readonly Dictionary<string, long> complete;
    private readonly CancellationTokenSource ending = new();
    private readonly Task running;
    private string? fault;
    private string? contradiction;

    public ReceiptFeed(ReceiptStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
        this.time = time;
        // Numbers up to here are all there: at the start most orders need no look.
        complete = store.Series().Where(series => series.Count == series.Last).ToDictionary(series => series.Operator, series => series.Last);
        running = Task.Run(RunAsync);
    }

    /// <summary>Why no receipts are made at the moment; null where all is well.</summary>
    public string? Fault => Volatile.Read(ref fault);

    /// <summary>Orders that were not looked at yet.</summary>
    public int Behind => orders.Reader.Count;

    /// <summary>On the committer's thread: only keeps it.</summary>
    public void Take(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.PaymentReceipt > 0 || order.RefundReceipt > 0)
        {
            orders.Writer.TryWrite(order);
        }
    }

    public async ValueTask DisposeAsync()
    {
        orders.Writer.TryComplete();
        await ending.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await orders.Reader.WaitToReadAsync(ending.Token).ConfigureAwait(false))
            {
                var some = Some();
                var isBehind = some.Count >= MostTogether;
                await AddAsync(some).ConfigureAwait(false);
                if (!isBehind)
                {
                    await Task.Delay(betweenTransactions, ending.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The next start looks through all orders.
        }
    }

    private List<ReceiptFacts> Some()
    {
        var facts = new List<ReceiptFacts>();
        while (facts.Count < MostTogether && orders.Reader.TryRead(out var order))
        {
            var known = complete.GetValueOrDefault(order.Request.Operator);
            facts.AddRange(OrderReceipts.Of(order).Where(made => made.Number > known));
        }

        return facts;
    }

    private async Task AddAsync(List<ReceiptFacts> facts)
    {
        while (facts.Count > 0)
        {
            try
            {
                store.Add(facts);
                Volatile.Write(ref fault, contradiction);
                return;
            }
            catch (InvalidOperationException failed) when (facts.Count == 1)
            {
                // Said until the next start: it is for a person, and the others do not wait for it.
                contradiction = failed.Message;
                Volatile.Write(ref fault, contradiction);
                return;
            }
            catch (InvalidOperationException)
            {
                foreach (var one in facts)
                {
                    await AddAsync([one]).ConfigureAwait(false);
                }

                return;
            }
            catch (BooksException failed)
            {
                Volatile.Write(ref fault, failed.Message);
                await Task.Delay(afterFault, time, ending.Token).ConfigureAwait(false);
            }
        }
    }
}
