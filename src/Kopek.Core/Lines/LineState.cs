using System.Diagnostics;
using Kopek.Core.Buckets;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>What each event makes of a line. Never fails on what the rules decided, never decides anything itself.</summary>
public static class LineState
{
    /// <param name="pool">The shard's sessions; null for a line of one's own.</param>
    public static void Apply(Line line, Moment at, LineEvent happened, SessionPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        line.At = at;
        switch (happened)
        {
            case LineEvent.UsageCharged e: SessionState.Apply(line, at, e); break;
            case LineEvent.CreditAnswered e: SessionState.Apply(line, at, e, pool); break;
            case LineEvent.ReservationSet e: SessionState.Apply(line, e); break;
            case LineEvent.SessionExpired e: SessionState.End(line, e.Session, pool); break;
            case LineEvent.DirectDebited e: Spend(line, e.Amount); line.TotalCharged += e.Amount; line.LastActivity = at; RoamingState.Take(line, e.Country, e.Amount); break;
            case LineEvent.Opened e: Apply(line, at, e); break;
            case LineEvent.Activated: line.Life = LineLife.Active; line.PlanSince = at; line.LastActivity = at; break;
            case LineEvent.MoneyAdded e: Apply(line, at, e); break;
            case LineEvent.FeeCharged e: Apply(line, at, e); break;
            case LineEvent.PeriodSet e: Apply(line, e); break;
            case LineEvent.ArrearsSet e: line.Arrears = e.Arrears; line.ArrearsDue = e.Due; break;
            case LineEvent.BucketGranted e: Apply(line, e); break;
            case LineEvent.BucketExpired e: line.Buckets = BucketSet.Remove(line.Buckets, e.Bucket); break;
            case LineEvent.PlanChanged e: Apply(line, at, e); break;
            case LineEvent.PlanChangeScheduled e: line.NextPlan = e.Plan; break;
            case LineEvent.PromisedPaymentTaken e: Apply(line, e); break;
            case LineEvent.PromisedPaymentRepaid e: Apply(line, e); break;
            case LineEvent.PromisedPaymentOverdue e: Apply(line, e); break;
            case LineEvent.BarSet e: line.Bar = e.Reason; break;
            case LineEvent.LifeChanged e: Apply(line, at, e); break;
            case LineEvent.LotsTaken e: Apply(line, e); break;
            case LineEvent.RoamingCapSet e: RoamingState.Apply(line, e); break;
            case LineEvent.RoamingMonthBegun e: RoamingState.Apply(line, e); break;
            case LineEvent.AutoPackStopSet e: line.HasAutoPackStop = e.IsOn; break;
            case LineEvent.InactivityChecked e: line.InactivityDue = e.NextDue; break;
            default: throw new UnreachableException($"{happened.GetType().Name} has no Apply.");
        }
    }

    internal static void Spend(Line line, Money amount)
    {
        line.Lots = Lots.Spend(line.Lots, amount);
        line.Balance -= amount;
    }

    private static void Apply(Line line, Moment at, LineEvent.Opened e)
    {
        line.Plan = string.Intern(e.Plan);
        line.Operator = string.Intern(e.Operator);
        line.TimeZone = string.Intern(e.TimeZone);
        line.ConnectionFeePaid = e.ConnectionFeePaid;
        line.OpenedAt = at;
        line.PlanSince = at;
        line.LastActivity = at;
    }

    private static void Apply(Line line, Moment at, LineEvent.MoneyAdded e)
    {
        line.Lots = Lots.Add(line.Lots, new Lot(e.Lot, e.Kind, e.Amount, e.FreeFrom, e.Order));
        line.LastLot = Math.Max(line.LastLot, e.Lot);
        line.Balance += e.Amount;
        if (e.Kind == LotKind.TopUp)
        {
            line.LastActivity = at;
        }
        else if (e.Kind == LotKind.Refund)
        {
            line.TotalCharged -= e.Amount;
        }
    }

    private static void Apply(Line line, Moment at, LineEvent.FeeCharged e)
    {
        Spend(line, e.Amount - e.Debt);
        if (!e.Debt.IsZero)
        {
            line.Lots = Lots.Add(line.Lots, new Lot(e.DebtLot, LotKind.Debt, -e.Debt, at, e.Order));
            line.LastLot = Math.Max(line.LastLot, e.DebtLot);
            line.Balance -= e.Debt;
        }

        line.ConnectionFeePaid |= e.Kind == FeeKind.Connection;
        line.AutoPacks += e.Kind == FeeKind.AutoPack ? 1 : 0;
    }

    private static void Apply(Line line, LineEvent.LotsTaken e)
    {
        line.Lots = Lots.Take(line.Lots, e.Parts);
        if (!e.Debt.IsZero)
        {
            line.Lots = Lots.Add(line.Lots, new Lot(e.DebtLot, LotKind.Debt, -e.Debt, line.At, e.Order));
            line.LastLot = Math.Max(line.LastLot, e.DebtLot);
        }

        line.Balance -= e.Total;
        if (!e.Day.IsNever)
        {
            var before = line.Transfers is { } use && use.Day == e.Day ? use : new TransferUse(e.Day, Money.Zero, 0);
            line.Transfers = before with { Sum = before.Sum + (e.Total - e.Fee), Times = before.Times + 1 };
        }
    }

    private static void Apply(Line line, LineEvent.PeriodSet e)
    {
        line.FeePaidUntil = e.FeePaidUntil;
        line.BundleUntil = e.BundleUntil;
        line.PlanValidUntil = e.PlanValidUntil;
    }

    private static void Apply(Line line, Moment at, LineEvent.PlanChanged e)
    {
        line.Plan = string.Intern(e.Plan);
        line.NextPlan = null;
        line.PlanSince = at;
        line.AutoPacks = 0;
        // While a clock that ran back catches up, use under the old plan may have the same instant: the new plan's sums begin at nothing.
        if (Array.Exists(line.Intervals, interval => interval.Key.Start == at))
        {
            line.Intervals = Array.FindAll(line.Intervals, interval => interval.Key.Start != at);
        }
    }

    private static void Apply(Line line, LineEvent.BucketGranted e)
    {
        var bucket = new Bucket(e.Bucket, e.Kind, e.Name, e.Octets, e.Octets, 0, e.ExpiresAt, e.Zones, e.Country);
        line.Buckets = BucketSet.Add(line.Buckets, bucket);
        line.LastBucket = Math.Max(line.LastBucket, e.Bucket);
        if (e.Kind == BucketKind.Bundle)
        {
            line.AutoPacks = 0;
        }
    }

    private static void Apply(Line line, LineEvent.PromisedPaymentTaken e)
    {
        line.PromisedDebt = e.Amount;
        line.PromisedFee = e.Fee;
        line.PromisedDueAt = e.DueAt;
    }

    private static void Apply(Line line, LineEvent.PromisedPaymentRepaid e)
    {
        Spend(line, e.Amount + e.Fee);
        line.PromisedDebt -= e.Amount;
        line.PromisedFee -= e.Fee;
        if (line.PromisedDebt.IsZero && line.PromisedFee.IsZero)
        {
            line.PromisedDueAt = Moment.Never;
        }
    }

    private static void Apply(Line line, LineEvent.PromisedPaymentOverdue e)
    {
        line.Lots = Lots.Take(line.Lots, LotKind.Promised, e.TakenBack);
        line.Balance -= e.TakenBack;
        line.PromisedDebt -= e.TakenBack;
        line.PromisedDueAt = Moment.Never;
    }

    private static void Apply(Line line, Moment at, LineEvent.LifeChanged e)
    {
        line.Life = e.Life;
        line.GraceUntil = e.Until;
        if (e.Life == LineLife.Active)
        {
            line.LastActivity = at;
        }
    }
}
