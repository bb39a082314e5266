namespace Kopek.Core.Lines;

/// <summary>Why a command was refused. The stable code that people's programs see is the name in snake case.</summary>
public enum RefusalCode : byte
{
    None = 0,
    LineClosed = 1,
    AmountBelowMinimum = 2,
    AmountAboveMaximum = 3,
    BalanceLimitExceeded = 4,
    UnknownPlan = 5,
    UnknownPack = 6,
    PackOfOtherOperator = 7,
    InsufficientFunds = 8,
    PlanOfOtherOperator = 9,
    SamePlan = 10,
    PromisedPaymentNotOffered = 11,
    PromisedPaymentOpen = 12,
    LineNotActive = 13,
    LineAlreadyActive = 14,
    LineBarred = 15,
    TooManyBuckets = 16,
    UnknownTimeZone = 17,
    SessionsOpen = 18,
    UnknownLine = 19,
    MsisdnTaken = 20,
    ImsiTaken = 21,
    IccidTaken = 22,

    /// <summary>Nothing of the money that is wanted back is there any more.</summary>
    NothingUnspent = 23,

    /// <summary>More than may be passed on at once or in a day; the limit is what may still be.</summary>
    TransferLimitExceeded = 24,
    TransferTooOften = 25,

    /// <summary>There is money, but it may not be passed on (yet): bonus, promised, or just received.</summary>
    MoneyNotTransferable = 26,
    RecipientCeilingExceeded = 27,
}

/// <summary>A refusal with the figure that explains it: the least, the most, or what is missing.</summary>
public sealed record Refusal(RefusalCode Code, Money Limit);

/// <summary>What became of a command: done, or refused; with the sums that its answer shows and its repeat shows again.</summary>
/// <param name="Amount">What was paid in or taken.</param>
/// <param name="DebtRepaid">The part of it that filled negative lots, and repaid a promised payment and its fee.</param>
public sealed record LineOutcome(RefusalCode Refused, Money Limit, Money Amount, Money DebtRepaid, Money AvailableAfter, Money ReservedAfter)
{
    public bool IsDone => Refused == RefusalCode.None;
}
