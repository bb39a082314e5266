namespace Kopek.Core.Plans;

/// <summary>How a plan takes its money; the wording of the catalogue's <c>billing_mode</c>.</summary>
public enum BillingMode
{
    Daily,
    Monthly,
    Hybrid,
    PerVolume,
}

/// <summary>What happens when the bundle of the period is used up.</summary>
public enum OveruseRule
{
    Block,
    PerMegabyte,
    Throttle,
    AutoPack,
}

/// <summary>What happens when the fee is due and the money does not cover it.</summary>
public enum UnpaidFeeRule
{
    Block,
    SuspendData,
    DailyFallback,
    GraceOneFee,
    Throttle,
}

/// <summary>The span over which units are summed before they are rounded up, once.</summary>
public enum RatingInterval
{
    Hour,
    Day,
    Session,
}
