using Kopek.Core.Sessions;

namespace Kopek.Simulation.Accounts;

/// <summary>Quota that is out in the network, with the plan and the rating interval under which it was granted, or set anew since.</summary>
internal sealed record HeldGrant(SessionKey Session, Grant Grant, string Plan, IntervalKey Interval)
{
    /// <summary>Use without a grant, or beyond one, came in its interval and may have taken what this one counts on: rounding that was paid before.</summary>
    public bool IsDisturbed { get; set; }

    /// <summary>All of it is covered: not so where it was set anew after a change of plan and the new plan and the money did not suffice.</summary>
    public bool IsWhole { get; init; } = true;

    public long InBucket(int bucket) => (Grant.ReservedBuckets ?? []).Where(part => part.Bucket == bucket).Sum(part => part.Octets);
}

/// <summary>One open session, as the auditor follows it.</summary>
internal sealed class SessionAccount
{
    public required ulong Realm { get; init; }
    public required long OpenedAt { get; init; }
    public string Country { get; set; } = "";
}
