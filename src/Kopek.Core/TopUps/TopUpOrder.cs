using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Receipts;

namespace Kopek.Core.TopUps;

/// <summary>Where the money of a top-up comes from.</summary>
public enum PaymentWay : byte
{
    /// <summary>A payment provider: the payer is there, or a bound method is charged.</summary>
    Provider = 1,

    /// <summary>A third-party platform's float.</summary>
    Partner = 2,
    CounterCash = 3,
    CounterCard = 4,
    Voucher = 5,

    /// <summary>Another line's balance.</summary>
    Transfer = 6,
}

public enum TopUpStatus : byte
{
    /// <summary>Accepted; it may wait for a confirmation or out its hold.</summary>
    Requested = 1,
    Paying = 2,

    /// <summary>We have the money, the line has it not yet.</summary>
    Paid = 3,
    Credited = 4,
    Receipted = 5,
    Declined = 6,
    Expired = 7,
    Cancelled = 8,
    Refunding = 9,
    Refunded = 10,
    ChargedBack = 11,

    /// <summary>Money is being taken off the line again, if it is still there.</summary>
    Undoing = 12,

    /// <summary>It is off the wrong line and on its way to the right one.</summary>
    Moving = 13,
}

/// <summary>What somebody ordered, as it was journalled. Nothing here says who they are: <paramref name="OrderedBy"/> is opaque.</summary>
/// <param name="Amount">What the payer pays for the line, and what the line gets before debts are repaid.</param>
/// <param name="Fee">What a transfer costs the giving line on top; zero for every other way.</param>
/// <param name="Source">Provider's, partner's or till's stable code; a voucher's batch.</param>
/// <param name="SourceAccount">Default where the source is a provider or a line.</param>
/// <param name="SourceLine">Of a transfer.</param>
/// <param name="Clerk">Opaque id; empty elsewhere than at a counter.</param>
/// <param name="Method">The provider's id of the bound method to charge; null where the payer is there.</param>
/// <param name="Mandate">The automatic renewal that ordered it; default where people did.</param>
/// <param name="Pack">Bought in the same step as the credit; null for none.</param>
/// <param name="RenewPlan">A plan that is over begins anew in the same step.</param>
/// <param name="DigestHigh">With Low: hash of the wish, so that the same key with another wish is refused.</param>
/// <param name="HoldUntil">Nothing is taken before: time to notice a mistyped number.</param>
/// <param name="ExpiresAt">Not paid by then, it is given up. What comes later goes back by itself.</param>
public sealed record TopUpRequest(
    string Operator,
    string Currency,
    LineId Line,
    Money Amount,
    Money Fee,
    PaymentWay Way,
    string Source,
    AccountKey SourceAccount,
    LineId SourceLine,
    string Clerk,
    string? Method,
    bool SaveMethod,
    AccountKey Mandate,
    string? Pack,
    bool RenewPlan,
    string OrderedBy,
    ulong DigestHigh,
    ulong DigestLow,
    bool NeedsConfirmation,
    Moment HoldUntil,
    Moment ExpiresAt,
    TransferTerms? Transfer)
{
    /// <summary>
    /// What a partner keeps of the amount, as it was quoted when it was ordered: what is taken and given back follows it, whatever the terms are then.
    /// Null where nothing was quoted: by the terms of the moment.
    /// </summary>
    public Money? Commission { get; init; }
}

/// <summary>Limits in force when a transfer was ordered (anti-fraud). Days are local ones of the giving line.</summary>
/// <param name="FrozenFor">What was received may be spent at once, but not passed on before.</param>
/// <param name="RecipientCeiling">The receiver's balance after it.</param>
public sealed record TransferTerms(Money Most, Money MostADay, int MostTimesADay, TimeSpan FrozenFor, Money RecipientCeiling);

public enum UndoKind : byte
{
    None = 0,

    /// <summary>What is unspent goes back to its source.</summary>
    Refund = 1,

    /// <summary>What is unspent goes to the line that was meant.</summary>
    Move = 2,
}

/// <summary>One wish to pay money in for a line, by whatever way, with everything that became of it.</summary>
public sealed record TopUpOrder(AccountKey Key, TopUpRequest Request, TopUpStatus Status, Moment PlacedAt) : Account(Key)
{
    /// <summary>Tells the key of a refund from that of its payment; keys at providers are of [0-9a-f-].</summary>
    public const string RefundSuffix = "-b";

    public OrderId Id => Key.Id;
    public override string? OwnedBy => Request.Operator;
    public bool Confirmed { get; init; }

    public Moment PayingSince { get; init; } = Moment.Never;
    public string? ProviderId { get; init; }

    /// <summary>Where the payer confirms; null where nowhere.</summary>
    public string? RedirectUrl { get; init; }
    public DeclineReason Declined { get; init; }

    /// <summary>Why an account (float, till, voucher) or a line would not pay.</summary>
    public AccountRefusal SourceRefused { get; init; }
    public RefusalCode LineRefused { get; init; }

    /// <summary>The figure that goes with the refusal: least, most, or what is missing.</summary>
    public Money Limit { get; init; }

    public Money Paid { get; init; }
    public BoundMethod? Bound { get; init; }
    public RefusalCode PackRefused { get; init; }
    public Money DebtRepaid { get; init; }
    public Money AvailableAfter { get; init; }
    public Moment CreditedAt { get; init; } = Moment.Never;

    public UndoKind Undo { get; init; }
    public Money UndoMost { get; init; }
    public LineId MoveTo { get; init; }
    public Money UndoTaken { get; init; }
    public RefusalCode UndoRefused { get; init; }

    public Money RefundAmount { get; init; }
    public Money Refunded { get; init; }
    public RefundReason RefundReason { get; init; }
    public Moment RefundingSince { get; init; } = Moment.Never;

    /// <summary>The payer has it back by then, as promised.</summary>
    public Moment RefundBy { get; init; } = Moment.Never;

    public Money Chargeback { get; init; }
    public bool ChargebackBooked { get; init; }

    public long PaymentReceipt { get; init; }
    public long RefundReceipt { get; init; }
    public long ChargebackReceipt { get; init; }
    public long CorrectionReceipt { get; init; }

    /// <summary>When each was numbered; <see cref="Moment.Never"/> while it is not.</summary>
    public Moment PaymentReceiptAt { get; init; } = Moment.Never;
    public Moment RefundReceiptAt { get; init; } = Moment.Never;
    public Moment ChargebackReceiptAt { get; init; } = Moment.Never;
    public Moment CorrectionReceiptAt { get; init; } = Moment.Never;

    /// <summary>It goes on only when somebody has looked; null where nothing is wrong.</summary>
    public string? NeedsPerson { get; init; }

    /// <summary>Our key of the payment at the provider.</summary>
    public string PaymentKey => Id.ToString();
    public string RefundKey => Id + RefundSuffix;

    /// <summary>What the payer's money is still on its way with: neither on a line nor given back.</summary>
    public Money UnderWay => Status switch
    {
        TopUpStatus.Paid => Paid,
        TopUpStatus.Moving => UndoTaken,
        TopUpStatus.Refunding => RefundAmount,
        _ => Money.Zero,
    };

    public bool IsOver => Status is TopUpStatus.Receipted or TopUpStatus.Declined or TopUpStatus.Expired or TopUpStatus.Cancelled or TopUpStatus.Refunded or TopUpStatus.ChargedBack;

    /// <summary>
    /// The order has only the highest sum of its chargebacks, and one that comes after another was won may stay below it: whether the line was given the first
    /// one's money by hand, only a person knows.
    /// </summary>
    /// <param name="gone">All chargebacks whose money is gone.</param>
    /// <param name="won">What those that were won brought back.</param>
    public bool IsChargedBackAfterWon(Money gone, Money won) => !Chargeback.IsZero && gone > Money.Zero && won > Money.Zero && gone + won > Chargeback;

    public long ReceiptOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Payment => PaymentReceipt,
        ReceiptKind.Refund => RefundReceipt,
        ReceiptKind.Chargeback => ChargebackReceipt,
        _ => CorrectionReceipt,
    };
}

public enum RefundReason : byte
{
    None = 0,

    /// <summary>The line could not take it.</summary>
    NotCredited = 1,

    /// <summary>It came after the order was given up.</summary>
    TooLate = 2,

    /// <summary>Another sum came than was ordered.</summary>
    OtherAmount = 3,
    WrongNumber = 4,
    Leaving = 5,
    Dispute = 6,
    Operator = 7,
}
