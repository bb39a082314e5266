using Kopek.Core.Roaming;

namespace Kopek.Core.Plans;

/// <summary>
/// One tariff as its operator sells it (a TMF product offering): fee, bundle, prices and the rules for what runs out.
/// Fees and prices include VAT. Loaded from the catalogue and never changed; a new price is a new catalogue version.
/// </summary>
/// <param name="Code">Unique in the catalogue ("BRZ-M25").</param>
/// <param name="Operator">Code of the brand that sells it.</param>
/// <param name="Fee">Due each <paramref name="FeePeriod"/>; always zero with <see cref="PeriodKind.None"/>.</param>
/// <param name="ConnectionFee">Taken once, at activation.</param>
/// <param name="BundleOctets">Data included in each <paramref name="BundlePeriod"/>; 0 for none.</param>
/// <param name="PricePerMegabyte">For 1,048,576 octets beyond the bundle; null where the plan has no such price.</param>
/// <param name="RoundingOctets">Use of one rating interval is rounded up to a multiple of this, once; at least 1.</param>
/// <param name="ValidityDays">Local days from activation until the contract of the plan ends; 0 is open-ended.</param>
/// <param name="AutoPack">Set exactly when <paramref name="Overuse"/> is <see cref="OveruseRule.AutoPack"/>.</param>
/// <param name="ThrottleKbps">Kilobits a second; set when a rule of the plan throttles.</param>
/// <param name="DailyFallback">Set exactly when <paramref name="UnpaidFee"/> is <see cref="UnpaidFeeRule.DailyFallback"/>.</param>
/// <param name="RoamingZones">Zones where the plan works; zone 0 is home.</param>
/// <param name="InactivityDays">Days without paid use after which <paramref name="InactivityFeePerDay"/> begins; 0 is never.</param>
/// <param name="VatPercent">0-100, included in every price.</param>
public sealed record Plan(
    string Code,
    string Operator,
    LocalizedText Name,
    BillingMode BillingMode,
    Money Fee,
    Period FeePeriod,
    Money ConnectionFee,
    long BundleOctets,
    Period BundlePeriod,
    Money? PricePerMegabyte,
    long RoundingOctets,
    RatingInterval RatingInterval,
    int ValidityDays,
    OveruseRule Overuse,
    AutoPack? AutoPack,
    int? ThrottleKbps,
    UnpaidFeeRule UnpaidFee,
    DailyFallback? DailyFallback,
    RoamingZoneSet RoamingZones,
    Money MinTopUp,
    Money MaxTopUp,
    bool PromisedPaymentAllowed,
    int InactivityDays,
    Money InactivityFeePerDay,
    int VatPercent);

/// <summary>A pack bought by itself when the bundle is used up, at most <paramref name="MaxPerPeriod"/> times a bundle period (0: no limit).</summary>
public sealed record AutoPack(long Octets, Money Price, int MaxPerPeriod);

/// <summary>While the full fee is not covered: a small fee for each local day, and data for that day.</summary>
public sealed record DailyFallback(Money Fee, long Octets);
