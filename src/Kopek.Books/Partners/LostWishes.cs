using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Books.Storage;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;

namespace Kopek.Books.Partners;

/// <summary>
/// Wishes that got a number and never came to the journal, because the process died between the two or the journal could not be written. Their partner had no
/// answer or 503, and may have sold elsewhere: they are not caught up on but cancelled, in the journal, so that no late copy of them can still be carried out.
/// </summary>
public sealed class LostWishes(PartnerStore store, OrderDriver orders, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A wish without an order is lost after that: far longer than a request waits for its shard.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);

    private const int AtOnce = 500;
    private static readonly TimeSpan lookEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Looks through all of them once (nobody is being served yet), then from time to time.</summary>
    public async Task Start()
    {
        await Look(Now).ConfigureAwait(false);
        loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stopping.Dispose();
    }

    /// <summary>Answers how many were cancelled.</summary>
    internal async Task<int> Look(Moment before)
    {
        var cancelled = 0;
        long after = 0;
        while (!stopping.IsCancellationRequested)
        {
            var open = store.Read(reader => reader.Open(after, before, AtOnce));
            foreach (var wish in open)
            {
                cancelled += await Settle(wish).ConfigureAwait(false) ? 1 : 0;
            }

            if (open.Count < AtOnce)
            {
                break;
            }

            after = open[^1].Id;
        }

        return cancelled;
    }

    private async Task<bool> Settle(PartnerTransaction wish)
    {
        var key = PartnerOrder.KeyOf(wish);
        if (await orders.Read(key).ConfigureAwait(false) is { } order)
        {
            // Does nothing where it is on its way.
            store.Record(order);
            return false;
        }

        // As one that waits for a confirmation, so that nothing begins between the two steps.
        await orders.Tell(key, new TopUpOrderCommand.Place(PartnerOrder.RequestOf(wish) with { NeedsConfirmation = true })).ConfigureAwait(false);
        await orders.Tell(key, new TopUpOrderCommand.Cancel()).ConfigureAwait(false);
        return true;
    }

    private async Task LoopAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(lookEvery, time, stopping.Token).ConfigureAwait(false);
                await Look(Now + -LostAfter).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failed) when (failed is BooksException or ShardFailedException)
            {
                // They stay, and the next look finds them.
            }
        }
    }
}
