using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Partners;

/// <summary>Which of our two interfaces a transaction came by. The ids that partners choose are apart for each.</summary>
public enum TransactionShape : byte
{
    /// <summary>DT One's DVS v1: external_id.</summary>
    Dvs = 1,

    /// <summary>Our own: Idempotency-Key.</summary>
    Own = 2,
}

/// <summary>
/// One wish of a partner, durable before its order is: the number that the partner knows it by, and what the order's journal does not hold (the partner's own
/// id, the phone number, where the outcome is to be told).
/// </summary>
/// <param name="Id">From 1, given when it is stored; 0 before.</param>
/// <param name="ExternalId">The partner's; unique for ever within partner and shape.</param>
/// <param name="Msisdn">Personal: shown masked outside the partner's own answers.</param>
/// <param name="Commission">As quoted: the partner pays the amount less this.</param>
/// <param name="CallbackUrl">For this transaction alone; null for none.</param>
public sealed record PartnerTransaction(
    long Id,
    string Partner,
    TransactionShape Shape,
    string ExternalId,
    OrderId Order,
    ContentDigest Digest,
    string Product,
    string? Pack,
    string Operator,
    string Msisdn,
    LineId Line,
    string Currency,
    Money Amount,
    Money Commission,
    string? CallbackUrl,
    bool NeedsConfirmation,
    Moment CreatedAt,
    Moment ExpiresAt)
{
    /// <summary>Null while it is on its way.</summary>
    public TransactionStatus? Outcome { get; init; }

    /// <summary>The rule's own word for a refusal ("amount_below_minimum"); null where there is none.</summary>
    public string? Refused { get; init; }

    /// <summary>The figure that explains it; zero for none.</summary>
    public Money Limit { get; init; }

    /// <summary>When it was confirmed, or taken up without a confirmation; never before.</summary>
    public Moment ConfirmedAt { get; init; } = Moment.Never;
    public Moment FinishedAt { get; init; } = Moment.Never;

    /// <summary>0 while it has none.</summary>
    public long Receipt { get; init; }

    /// <summary>What of the amount came back to the float.</summary>
    public Money Returned { get; init; }

    /// <summary>The pack could not be had and the money was credited without it.</summary>
    public bool PackDropped { get; init; }

    public Money Price => Amount - Commission;
}

/// <summary>What the store answered to a new transaction.</summary>
/// <param name="IsNew">False: the partner used this id before, and <paramref name="Stored"/> is that transaction.</param>
public sealed record AddedTransaction(PartnerTransaction Stored, bool IsNew);

/// <summary>Which transactions of a partner are asked for; null is all.</summary>
public sealed record TransactionFilter
{
    public string? ExternalId { get; init; }
    public string? Msisdn { get; init; }
    public string? Operator { get; init; }

    /// <summary>True: money to be spent; false: a pack.</summary>
    public bool? IsPlain { get; init; }

    /// <summary>One that is not final asks for all that are on their way.</summary>
    public int? Status { get; init; }
    public Moment? From { get; init; }
    public Moment? Until { get; init; }
}

/// <summary>One line of a partner's statement: what moved its float.</summary>
/// <param name="Kind">top_up, returned, deposit.</param>
/// <param name="Amount">Positive: into the float.</param>
public sealed record FloatMovement(string Kind, Money Amount, Moment At, long? Transaction, string? Reference);
