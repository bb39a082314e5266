using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>A line of one's own to try things on: nothing that is done to it reaches the line it was copied from.</summary>
public static class LineCopy
{
    /// <summary>
    /// The line as it would stand if its open sessions ended now: what is set aside for them is free. Taken on its writer's thread, it may be kept and
    /// used on any one thread.
    /// </summary>
    public static Line WithoutSessions(Line line)
    {
        var copy = Of(line);
        foreach (var session in line.Sessions)
        {
            SessionState.End(copy, session.Key);
        }

        return copy;
    }

    /// <summary>All of its state; only the sessions themselves are shared, which a trial does not touch.</summary>
    internal static Line Of(Line line) => new(line.Id)
    {
        Plan = line.Plan,
        Operator = line.Operator,
        TimeZone = line.TimeZone,
        NextPlan = line.NextPlan,
        Life = line.Life,
        Arrears = line.Arrears,
        Bar = line.Bar,
        ConnectionFeePaid = line.ConnectionFeePaid,
        At = line.At,
        OpenedAt = line.OpenedAt,
        PlanSince = line.PlanSince,
        LastActivity = line.LastActivity,
        FeePaidUntil = line.FeePaidUntil,
        BundleUntil = line.BundleUntil,
        PlanValidUntil = line.PlanValidUntil,
        InactivityDue = line.InactivityDue,
        GraceUntil = line.GraceUntil,
        ArrearsDue = line.ArrearsDue,
        PromisedDebt = line.PromisedDebt,
        PromisedFee = line.PromisedFee,
        PromisedDueAt = line.PromisedDueAt,
        Balance = line.Balance,
        Reserved = line.Reserved,
        ReservedPacks = line.ReservedPacks,
        Lots = [.. line.Lots],
        Buckets = [.. line.Buckets],
        Intervals = [.. line.Intervals],
        Sessions = [.. line.Sessions],
        Transfers = line.Transfers,
        Roaming = line.Roaming?.Copy(),
        LastLot = line.LastLot,
        LastBucket = line.LastBucket,
        AutoPacks = line.AutoPacks,
        HasAutoPackStop = line.HasAutoPackStop,
        ThrottleNotEnforceable = line.ThrottleNotEnforceable,
        TotalOctets = line.TotalOctets,
        TotalCharged = line.TotalCharged,
        UncoveredOctets = line.UncoveredOctets,
        UncoveredValue = line.UncoveredValue,
    };
}
