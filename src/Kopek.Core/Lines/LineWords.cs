namespace Kopek.Core.Lines;

/// <summary>The parts of a line's life (3GPP subscriber state, as the trade uses it).</summary>
public enum LineLife : byte
{
    /// <summary>Made, numbered, never used: fees start with first use.</summary>
    Stocked = 0,
    Active = 1,

    /// <summary>Idle and out of money: waits for a top-up until it is closed.</summary>
    Grace = 2,
    Closed = 3,
}

/// <summary>What an uncovered fee means for service now.</summary>
public enum Arrears : byte
{
    None = 0,

    /// <summary>All service is off until the fee is paid.</summary>
    Blocked = 1,

    /// <summary>Data is off, calls go on.</summary>
    DataSuspended = 2,

    /// <summary>A smaller fee by the day buys a smaller bundle, until the whole fee is covered.</summary>
    DailyFallback = 3,

    /// <summary>Data goes on, slowly and free.</summary>
    Throttled = 4,

    /// <summary>A plan that does not renew is over: a new plan is needed, money alone does not help.</summary>
    PlanExpired = 5,
}

/// <summary>Why a line is barred. Each has its explanation and its cure in ServiceState.</summary>
public enum BarReason : byte
{
    None = 0,

    /// <summary>A promised payment was not repaid in time.</summary>
    PromisedPaymentOverdue = 1,

    /// <summary>The operator's decision.</summary>
    Operator = 2,
    Fraud = 3,
    IdentityNotConfirmed = 4,
    Voluntary = 5,

    /// <summary>A payer's bank took money back that was spent: until it is paid again.</summary>
    Chargeback = 6,
}

/// <summary>What a fee is for.</summary>
public enum FeeKind : byte
{
    Connection = 1,
    Plan = 2,
    DailyFallback = 3,
    Pack = 4,
    AutoPack = 5,
    Inactivity = 6,
}

/// <summary>What a lot of money is: only what was paid in can be refunded or passed on.</summary>
public enum LotKind : byte
{
    TopUp = 1,
    Bonus = 2,
    Promised = 3,

    /// <summary>A fee of grace, or a chargeback on spent money: a negative lot, filled by the next money.</summary>
    Debt = 4,

    /// <summary>The network gave a charge back (RFC 8506 REFUND_ACCOUNT).</summary>
    Refund = 5,
}
