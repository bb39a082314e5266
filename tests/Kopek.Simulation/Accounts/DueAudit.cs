using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine;

namespace Kopek.Simulation.Accounts;

/// <summary>After a sweep nothing is left undone: no fee, bundle, bucket, promised payment or session that is past its time.</summary>
internal static class DueAudit
{
    public static void Check(SteppedEngine live, Moment now)
    {
        foreach (var line in live.Views.SelectMany(view => view.Lines).Where(line => line.Life != LineLife.Closed))
        {
            string Left(string what) => $"Line {line.Id} on {line.Plan} ({line.Life}, {line.Arrears}) at {now}: {what} is past its time.";
            Claim.That(Array.TrueForAll(line.Sessions, session => session.SupervisedUntil > now), () => Left("a session"));
            Claim.That(Array.TrueForAll(line.Buckets, bucket => bucket.ExpiresAt > now), () => Left("a bucket"));
            Claim.That(line.PromisedDueAt > now, () => Left("a promised payment"));
            Claim.That(line.Life != LineLife.Active || line.Arrears != Arrears.None || (line.FeePaidUntil > now && line.BundleUntil > now && line.PlanValidUntil > now), () => Left("its plan"));
            Claim.That(line.Life != LineLife.Active || line.InactivityDue > now, () => Left("the look for activity"));
            Claim.That(line.Life != LineLife.Grace || line.GraceUntil > now, () => Left("its grace"));
        }
    }
}
