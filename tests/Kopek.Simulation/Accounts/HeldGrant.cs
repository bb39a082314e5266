using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Simulation.Accounts;

/// <summary>Quota that is out in the network, and the rating interval in which it was granted.</summary>
internal sealed record HeldGrant(SessionKey Session, Grant Grant, IntervalKey Interval, Arrears Arrears)
{
    /// <summary>Another report in its interval went beyond its own grant, and may have used what this one counts on: rounding that was paid before.</summary>
    public bool IsDisturbed { get; set; }

    public long InBucket(int bucket) => (Grant.ReservedBuckets ?? []).Where(part => part.Bucket == bucket).Sum(part => part.Octets);
}

/// <summary>One open session, as the auditor follows it.</summary>
internal sealed class SessionAccount
{
    public required ulong Realm { get; init; }
    public required long OpenedAt { get; init; }
    public string Country { get; set; } = "";
}
