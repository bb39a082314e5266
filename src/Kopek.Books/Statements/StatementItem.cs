using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Books.Statements;

/// <summary>One line of a statement. <paramref name="Number"/> is its place: greater is newer on the same line.</summary>
public abstract record StatementItem(long Number, Moment At, Money BalanceAfter)
{
    /// <param name="Granted">Octets granted, all grants together.</param>
    /// <param name="Reserved">Money set aside, all grants together.</param>
    /// <param name="Used">Octets reported.</param>
    /// <param name="Free">Octets at no price (throttled).</param>
    /// <param name="Paid">Octets paid with money, rounded up as the plan says.</param>
    /// <param name="Charged">The price.</param>
    /// <param name="Uncovered">Octets used beyond all cover; the operator's loss.</param>
    /// <param name="FromBuckets">Octets taken out of each bucket.</param>
    /// <param name="Country">ISO letters packed; 0 at home.</param>
    public sealed record Session(long Number, Moment At, Money BalanceAfter, SessionKey Key, Moment? ClosedAt, SessionEnd End, ushort Country, long Granted,
        Money Reserved, long Used, long Free, long Paid, Money Charged, long Uncovered, IReadOnlyList<BucketUse> FromBuckets)
        : StatementItem(Number, At, BalanceAfter);

    /// <param name="Amount">Positive: money came in; negative: it was taken; zero: nothing moved.</param>
    /// <param name="Octets">Granted to or lost with a bucket.</param>
    /// <param name="Reference">Code of plan or pack, reason of a bar.</param>
    public sealed record Entry(long Number, Moment At, Money BalanceAfter, EntryKind Kind, Money Amount, long Octets, int Bucket, OrderId Order, string? Reference)
        : StatementItem(Number, At, BalanceAfter);
}

/// <summary>Octets that a session took out of one bucket of its line.</summary>
public readonly record struct BucketUse(int Bucket, BucketKind Kind, string Name, long Octets);

/// <summary>Some of a line's statement, the newest first.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record StatementPage(IReadOnlyList<StatementItem> Items, long? Next);
