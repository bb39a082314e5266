using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>The closed sets of words that a field may hold, and what each stands for.</summary>
internal static class Words
{
    public static readonly IReadOnlyList<(string Word, bool Value)> YesNo = [("no", false), ("yes", true)];

    public static readonly IReadOnlyList<(string Word, bool Value)> ZeroOne = [("0", false), ("1", true)];

    /// <summary>Sample rows say so; an operator's own rows leave the field empty.</summary>
    public static readonly IReadOnlyList<(string Word, bool Value)> SampleMark = [("", false), ("SAMPLE", true)];

    public static readonly IReadOnlyList<(string Word, BillingMode Value)> BillingModes =
    [
        ("daily", BillingMode.Daily),
        ("monthly", BillingMode.Monthly),
        ("hybrid", BillingMode.Hybrid),
        ("per_volume", BillingMode.PerVolume),
    ];

    public static readonly IReadOnlyList<(string Word, OveruseRule Value)> OveruseRules =
    [
        ("block", OveruseRule.Block),
        ("per_mb", OveruseRule.PerMegabyte),
        ("throttle", OveruseRule.Throttle),
        ("auto_pack", OveruseRule.AutoPack),
    ];

    public static readonly IReadOnlyList<(string Word, UnpaidFeeRule Value)> UnpaidFeeRules =
    [
        ("block", UnpaidFeeRule.Block),
        ("suspend_data", UnpaidFeeRule.SuspendData),
        ("daily_fallback", UnpaidFeeRule.DailyFallback),
        ("grace_one_fee", UnpaidFeeRule.GraceOneFee),
        ("throttle", UnpaidFeeRule.Throttle),
    ];

    public static readonly IReadOnlyList<(string Word, RatingInterval Value)> RatingIntervals =
    [
        ("hour", RatingInterval.Hour),
        ("day", RatingInterval.Day),
        ("session", RatingInterval.Session),
    ];
}
