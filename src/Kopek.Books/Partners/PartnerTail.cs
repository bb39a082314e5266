using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Books.Partners;

/// <summary>
/// Takes the outcomes of partners' orders into partners.db, and with them what is to be told. Follows committed changes; at the start it looks through the
/// orders that changed since shortly before the last process was seen, because nobody is told of those after a crash.
/// </summary>
public sealed class PartnerTail(PartnerStore store, TimeProvider time) : IAccountReactions
{
    /// <summary>How far the note of what is recorded may be behind: looked through again at the start, which changes nothing.</summary>
    private static readonly TimeSpan slack = TimeSpan.FromMinutes(10);

    /// <summary>How often that note is written.</summary>
    private static readonly TimeSpan noteEvery = TimeSpan.FromMinutes(1);

    private long notedAt = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>On the committer's thread.</summary>
    public void Changed(Account state)
    {
        if (state is not TopUpOrder { Request.Way: PaymentWay.Partner } order || !IsOutcome(order))
        {
            return;
        }

        store.Record(order);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var noted = Volatile.Read(ref notedAt);
        if (now - noted >= noteEvery.TotalMilliseconds && Interlocked.CompareExchange(ref notedAt, now, noted) == noted)
        {
            store.Seen(new Moment(now));
        }
    }

    /// <summary>Records what an earlier process did not. Call when the engine is ready, before partners are served.</summary>
    public async Task Start(IShards shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        var since = store.Read(reader => reader.Seen()) + -slack;
        for (var shard = 0; shard < shards.Count; shard++)
        {
            var changed = await shards.AskShard(shard, view => (TopUpOrder[])
            [
                .. view.Accounts.OfType<TopUpOrder>().Where(order => order.Request.Way == PaymentWay.Partner && order.At >= since && IsOutcome(order)),
            ]).ConfigureAwait(false);
            Array.ForEach(changed, store.Record);
        }

        store.Seen(new Moment(time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>Credited is a moment before its receipt, and is told with it.</summary>
    private static bool IsOutcome(TopUpOrder order) => order.Status != TopUpStatus.Credited && TransactionStatuses.IsFinal(TransactionStatuses.Of(order));
}
