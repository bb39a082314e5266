using Kopek.Core.Buckets;
using Kopek.Core.Lines;

namespace Kopek.Simulation.Accounts;

/// <summary>One allowance, as the auditor follows it.</summary>
internal sealed class BucketAccount(LineEvent.BucketGranted granted)
{
    public LineEvent.BucketGranted Granted { get; } = granted;
    public long Rest { get; set; } = granted.Octets;
    public bool IsGone { get; set; }

    public bool IsNewAutoPack => Granted.Kind == Core.Buckets.BucketKind.AutoPack && Rest == Granted.Octets;

    public bool Serves(string country, int zone) =>
        !IsGone && Granted.Zones.Contains(zone) && (Granted.Country == 0 || (country.Length == 2 && Granted.Country == (country[0] << 8 | country[1])));

    /// <summary>The narrower scope is used first, then the one that ends first.</summary>
    public (int Breadth, long End) Order => (Granted.Country != 0 ? 0 : Granted.Zones.Count, Granted.ExpiresAt.UnixMilliseconds);
}

/// <summary>The sums of one rating interval, as the auditor follows them.</summary>
internal sealed class IntervalAccount
{
    public long Used { get; set; }
    public long Covered { get; set; }
    public long Uncovered { get; set; }
    public long Paid { get; set; }
    public long Charged { get; set; }
    public long UncoveredValue { get; set; }
}
