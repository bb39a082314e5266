namespace Kopek.Core.Planning;

/// <summary>Why an amount is what it is. The API shows the name in snake case; texts are in Kopek.Books, one for each.</summary>
public enum AdviceCode
{
    BasisNone,
    BasisShortHistory,
    BasisHistory,
    BasisStated,
    PartFees,
    PartConnection,
    PartDailyFallback,
    PartPacks,
    PartUse,
    PartUseAbroad,
    PartInactivity,
    PartDebt,
    PartPromisedFee,
    PartBalance,
    LeastPayment,
    MostPayment,
    StageOnly,
    DataEnds,
    NoService,
}

/// <summary>One reason with its figures; what a code has no use for is zero or never.</summary>
/// <param name="Count">Fees, packs, days or payments.</param>
/// <param name="Octets">Use of a day.</param>
public sealed record AdviceReason(AdviceCode Code, Money Amount, long Count, long Octets, Moment At)
{
    internal static AdviceReason Of(AdviceCode code, Money amount = default, long count = 0, long octets = 0, Moment? at = null) =>
        new(code, amount, count, octets, at ?? Moment.Never);
}
