using System.Diagnostics;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Sessions;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Lines;

namespace Kopek.Web.Api.Statements;

/// <summary>A page of a line's statement, the newest first.</summary>
/// <param name="AsOf">Up to when the books hold everything of this line.</param>
/// <param name="Next">Send as from for the next page; left out at the end.</param>
internal sealed record StatementView(string Msisdn, IReadOnlyList<ItemView> Items, string? Next, string AsOf);

/// <summary>One item; what does not apply is left out.</summary>
/// <param name="Type">session or entry.</param>
internal sealed record ItemView(string Type, long Number, string At, string Kind, long BalanceAfter)
{
    /// <summary>What an entry added (positive) or took (negative).</summary>
    public AmountView? Amount { get; init; }
    public long? Octets { get; init; }
    public int? Bucket { get; init; }
    public string? Order { get; init; }
    public string? Reference { get; init; }
    public string? Session { get; init; }
    public string? ClosedAt { get; init; }
    public string? Country { get; init; }
    public long? GrantedOctets { get; init; }
    public AmountView? Reserved { get; init; }

    /// <summary>Of an open session: what is set aside at this moment.</summary>
    public ReservationView? ReservedNow { get; init; }
    public long? UsedOctets { get; init; }

    /// <summary>Of a closed session: granted and not used.</summary>
    public long? ReturnedOctets { get; init; }
    public long? PaidOctets { get; init; }
    public long? FreeOctets { get; init; }
    public long? UncoveredOctets { get; init; }
    public AmountView? Price { get; init; }
    public IReadOnlyList<BucketUseView>? FromBuckets { get; init; }

    public static ItemView Of(StatementItem item, string currency, IReadOnlyDictionary<SessionKey, ReservationView> open) => item switch
    {
        StatementItem.Session session => Of(session, currency, open),
        StatementItem.Entry entry => Of(entry, currency),
        _ => throw new UnreachableException($"{item.GetType().Name} has no view."),
    };

    private static ItemView Of(StatementItem.Session session, string currency, IReadOnlyDictionary<SessionKey, ReservationView> open) =>
        new("session", session.Number, session.At.ToString(), SnakeCase.Of(session.End), session.BalanceAfter.Kopeks)
        {
            Session = session.Key.ToString(),
            ClosedAt = session.ClosedAt?.ToString(),
            Country = LineViews.Country(session.Country),
            GrantedOctets = session.Granted,
            Reserved = AmountView.Of(session.Reserved, currency),
            ReservedNow = session.ClosedAt is null ? open.GetValueOrDefault(session.Key) : null,
            UsedOctets = session.Used,
            ReturnedOctets = session.ClosedAt is null ? null : Math.Max(0, session.Granted - session.Used),
            PaidOctets = session.Paid,
            FreeOctets = session.Free,
            UncoveredOctets = session.Uncovered,
            Price = AmountView.Of(session.Charged, currency),
            FromBuckets = [.. session.FromBuckets.Select(use => new BucketUseView(use.Bucket, SnakeCase.Of(use.Kind), use.Name, use.Octets))],
        };

    private static ItemView Of(StatementItem.Entry entry, string currency) =>
        new("entry", entry.Number, entry.At.ToString(), SnakeCase.Of(entry.Kind), entry.BalanceAfter.Kopeks)
        {
            Amount = AmountView.Of(entry.Amount, currency),
            Octets = entry.Octets == 0 ? null : entry.Octets,
            Bucket = entry.Bucket == 0 ? null : entry.Bucket,
            Order = entry.Order == default ? null : entry.Order.ToString(),
            Reference = entry.Reference,
        };
}

internal sealed record ReservationView(long Octets, AmountView Amount);

internal sealed record BucketUseView(int Bucket, string Kind, string Name, long Octets);
