namespace Kopek.Books.Statements;

/// <summary>What a line of a statement is that is no session. The API shows the name in snake case. Stored: never renumber.</summary>
public enum EntryKind : byte
{
    LineOpened = 1,
    Activated = 2,
    TopUp = 3,
    OpeningBalance = 4,
    Bonus = 5,
    PromisedPayment = 6,
    Refund = 7,
    ConnectionFee = 8,
    PlanFee = 9,
    DailyFallbackFee = 10,
    Pack = 11,
    AutoPack = 12,
    InactivityFee = 13,
    DirectDebit = 14,
    PromisedPaymentRepaid = 15,
    PromisedPaymentOverdue = 16,
    BucketGranted = 17,
    BucketExpired = 18,
    PlanChanged = 19,
    PlanChangeScheduled = 20,
    BarSet = 21,
    BarLifted = 22,
    FeeUnpaid = 23,
    FeeCovered = 24,
    GraceBegan = 25,
    LineClosed = 26,
    LineRevived = 27,

    /// <summary>Passed on to another line, with the fee for it.</summary>
    TransferOut = 28,

    /// <summary>Paid-in money on its way back to where it came from, or to the line that was meant.</summary>
    TakenBack = 29,

    /// <summary>A payer's bank took it back; what was spent of it is owed.</summary>
    Chargeback = 30,

    /// <summary>Bonus money that came with money which was taken back.</summary>
    BonusTakenBack = 31,

    /// <summary>The holder limited what roaming takes in a month; the reference is the sum in rubles.</summary>
    RoamingCapSet = 32,
    RoamingCapRemoved = 33,

    /// <summary>The holder wants no packs bought by themselves, or allows them again.</summary>
    AutoPacksStopped = 34,
    AutoPacksAllowed = 35,
}

/// <summary>How a session ended. Stored: never renumber.</summary>
public enum SessionEnd : byte
{
    StillOpen = 0,

    /// <summary>The network ended it (CCR-T).</summary>
    Terminated = 1,

    /// <summary>The network said nothing more and its supervision time ran out.</summary>
    Expired = 2,

    /// <summary>A one-time event: over when it was answered.</summary>
    OneTime = 3,
}
