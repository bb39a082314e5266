using System.Diagnostics;
using Kopek.Core.Buckets;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>
/// Brings a line up to now: everything that came due meanwhile happens at its own instant, in order, by the catalogue in force then. So whether and when
/// a sweep ran changes nothing.
/// </summary>
internal static class AdvanceRules
{
    /// <summary>Due things a line can have in one go: ten years of daily fees, with room. More is a rule that never moves its clock.</summary>
    private const int MaxSteps = 100_000;

    public static void Run(Decision d)
    {
        var now = d.Now;
        for (var step = 0; ; step++)
        {
            var due = LineDue.Find(d.Line);
            if (due.At > now || due.Kind == DueKind.None)
            {
                break;
            }

            if (step == MaxSteps)
            {
                throw new InvalidOperationException($"Line {d.Line.Id}: {due.Kind} stays due at {due.At}.");
            }

            d.Now = Moment.Max(due.At, d.Line.At);
            Do(d, due.Kind, due.Number);
        }

        d.Now = now;
    }

    private static void Do(Decision d, DueKind kind, int number)
    {
        switch (kind)
        {
            case DueKind.RoamingMonth: RoamingCapRules.MonthEnd(d); break;
            case DueKind.Session: ExpireSession(d, d.Line.Sessions[number]); break;
            case DueKind.Bucket: ExpireBucket(d, number); break;
            case DueKind.Promised: PromisedPaymentRules.Overdue(d); break;
            case DueKind.PlanEnd: RenewalRules.PlanEnd(d); break;
            case DueKind.Fee: RenewalRules.FeeDue(d); break;
            case DueKind.Bundle: RenewalRules.BundleDue(d); break;
            case DueKind.Inactivity: InactivityRules.Due(d); break;
            case DueKind.GraceEnd: CloseRules.Close(d); break;
            default: throw new UnreachableException($"{kind} has no rule.");
        }
    }

    internal static void ExpireSession(Decision d, Session session)
    {
        d.Ended.Remember(session, last: null, d.Now);
        d.Emit(new LineEvent.SessionExpired(session.Key));
        RenewalRules.RetryUnpaidFee(d);
    }

    internal static void ExpireBucket(Decision d, int number)
    {
        var i = BucketSet.IndexOf(d.Line.Buckets, number);
        d.Emit(new LineEvent.BucketExpired(number, d.Line.Buckets[i].Rest));
    }
}
