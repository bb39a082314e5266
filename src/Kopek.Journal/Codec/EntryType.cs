namespace Kopek.Journal.Codec;

/// <summary>The first byte of a stored entry. A number is never reused; what is no longer written is still read.</summary>
internal enum EntryType : byte
{
    Opened = 1,
    Activated = 2,
    MoneyAdded = 3,
    FeeCharged = 4,
    PeriodSet = 5,
    ArrearsSet = 6,
    BucketGranted = 7,
    BucketExpired = 8,
    UsageCharged = 9,
    CreditAnswered = 10,
    SessionExpired = 11,
    DirectDebited = 12,
    PlanChanged = 13,
    PlanChangeScheduled = 14,
    PromisedPaymentTaken = 15,
    PromisedPaymentRepaid = 16,
    PromisedPaymentOverdue = 17,
    BarSet = 18,
    LifeChanged = 19,
    InactivityChecked = 20,
    ReservationSet = 21,
    LotsTaken = 22,
    RoamingCapSet = 23,
    RoamingMonthBegun = 24,
    AutoPackStopSet = 25,

    Placed = 65,
    PromiseKept = 66,
    Settled = 67,
    Forgotten = 68,
    Account = 69,
}

/// <summary>The first byte of a command inside a stored order.</summary>
internal enum CommandType : byte
{
    TopUp = 1,
    BuyPack = 2,
    ChangePlan = 3,
    TakePromisedPayment = 4,
    Activate = 5,
    SetBar = 6,
    Close = 7,
    Open = 8,
    TakeBack = 9,
    ChargeBack = 10,
    TransferOut = 11,
    ReceiveTransfer = 12,
    ReturnTransfer = 13,
    SetRoamingCap = 14,
    SetAutoPackStop = 15,
}
