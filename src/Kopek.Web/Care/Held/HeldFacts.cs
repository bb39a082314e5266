using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Web.Care.Held;

/// <summary>A holder's own line at one moment: a copy that the pages may keep.</summary>
/// <param name="Line">As it would stand if its sessions ended now: for all but what is set aside.</param>
/// <param name="Available">What may be spent now; less than zero where something is owed.</param>
/// <param name="Reserved">Set aside for data that is granted and not yet reported.</param>
/// <param name="RoamingReserved">The part of it that is set aside abroad, counted only where a cap was set.</param>
/// <param name="IsOnline">A session is open.</param>
internal sealed record HeldFacts(Line Line, Money Available, Money Reserved, Money RoamingReserved, IReadOnlyList<Bucket> Buckets, ServiceState Service, bool IsOnline, Moment Now)
{
    /// <summary>On the line's writer's thread.</summary>
    public static HeldFacts Of(Line line, Catalogue catalogue, Moment now)
    {
        var decision = new Decision(catalogue, QuotaPolicy.Default, new EndedSessions(1));
        decision.Begin(line, now);
        return new HeldFacts(LineCopy.WithoutSessions(line), line.Available, line.Reserved, line.Roaming?.Reserved ?? Money.Zero, [.. line.Buckets], ServiceState.Of(decision),
            line.Sessions.Length > 0, now);
    }
}
