using Kopek.Core;
using Kopek.Core.TopUps;

namespace Kopek.Books.Partners;

/// <summary>
/// Takes the outcomes of partners' orders into partners.db, and with them what is to be told. Sees each order after each of its changes, and once of all at the
/// start, because nobody is told of changes after a crash; what changed long before the last process was seen is recorded already.
/// </summary>
public sealed class PartnerTail
{
    /// <summary>How far the note of what is recorded may be behind: looked through again at the start, which changes nothing.</summary>
    private static readonly TimeSpan slack = TimeSpan.FromMinutes(10);

    /// <summary>How often that note is written.</summary>
    private static readonly TimeSpan noteEvery = TimeSpan.FromMinutes(1);

    private readonly PartnerStore store;
    private readonly TimeProvider time;
    private readonly Moment since;
    private long notedAt;

    public PartnerTail(PartnerStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        this.store = store;
        this.time = time;
        since = store.Read(reader => reader.Seen()) + -slack;
        notedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>On the committer's thread: hands over and returns.</summary>
    public void See(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Request.Way != PaymentWay.Partner || order.At < since || !IsOutcome(order))
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

    /// <summary>Credited is a moment before its receipt, and is told with it.</summary>
    private static bool IsOutcome(TopUpOrder order) => order.Status != TopUpStatus.Credited && TransactionStatuses.IsFinal(TransactionStatuses.Of(order));
}
