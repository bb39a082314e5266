using System.Diagnostics;
using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>The plan's two clocks: fees and bundles; and each outcome of a fee that the money does not cover.</summary>
internal static class RenewalRules
{
    public static Plan PlanOf(Decision d) => PlanOf(d, d.Line.Plan);

    public static Plan PlanOf(Decision d, string code) => d.Catalogue.At(d.Now).FindPlan(code) ?? PlanOfAnyVersion(d, code);

    /// <summary>The paid period is over: the next one is paid for, or what the plan says happens instead.</summary>
    public static void FeeDue(Decision d)
    {
        var changes = TakeScheduledPlan(d);
        var plan = PlanOf(d);
        var grace = plan.UnpaidFee == UnpaidFeeRule.GraceOneFee ? plan.Fee : Money.Zero;
        if (!plan.Fee.IsZero && d.Line.Available + grace < plan.Fee)
        {
            Unpaid(d, plan);
        }
        else if (changes)
        {
            BeginPlan(d, plan, OrderId.None);
        }
        else
        {
            PayFee(d, plan);
        }

        if (changes)
        {
            ReservationRules.PlanChanged(d);
        }
    }

    /// <summary>A plan that does not renew is over: the scheduled one begins, or a new one must be chosen.</summary>
    public static void PlanEnd(Decision d)
    {
        if (d.Line.NextPlan is null)
        {
            d.Emit(new LineEvent.ArrearsSet(Arrears.PlanExpired, Money.Zero));
        }
        else
        {
            FeeDue(d);
        }
    }

    /// <summary>Money came, or came free, on a line whose fee is open: pays it if it can now.</summary>
    public static void RetryUnpaidFee(Decision d)
    {
        var line = d.Line;
        if (line.Life != LineLife.Active || line.Arrears is Arrears.None or Arrears.PlanExpired)
        {
            return;
        }

        var plan = PlanOf(d);
        if (line.Available >= plan.Fee)
        {
            PayFee(d, plan);
        }
        else if (line.Arrears == Arrears.Blocked && plan.DailyFallback is { } fallback && line.Available >= fallback.Fee)
        {
            PayFallbackDay(d, plan, fallback);
        }
        else
        {
            Owe(d, line.Arrears, plan);
        }
    }

    public static void BundleDue(Decision d)
    {
        var plan = PlanOf(d);
        var until = plan.BundleOctets == 0 ? Moment.Never : LineCalendar.EndOf(plan.BundlePeriod, d.Line.TimeZone, d.Now);
        if (plan.BundleOctets > 0)
        {
            GrantBundle(d, plan, until);
        }

        d.Emit(new LineEvent.PeriodSet(d.Line.FeePaidUntil, Renews(plan) ? until : Moment.Never, d.Line.PlanValidUntil));
    }

    /// <summary>Fee, bundle and both clocks of a plan that begins now. The caller has seen that the money is there.</summary>
    public static void BeginPlan(Decision d, Plan plan, OrderId order)
    {
        var line = d.Line;
        ChargeFee(d, plan, order);
        var bundleUntil = plan.BundleOctets == 0 ? Moment.Never : LineCalendar.EndOf(plan.BundlePeriod, line.TimeZone, d.Now);
        var validUntil = ValidUntil(d, plan);
        d.Emit(new LineEvent.PeriodSet(LineCalendar.EndOf(plan.FeePeriod, line.TimeZone, d.Now), Renews(plan) ? bundleUntil : Moment.Never, validUntil));
        if (plan.BundleOctets > 0)
        {
            GrantBundle(d, plan, Moment.Min(bundleUntil, validUntil));
        }

        if (line.Arrears != Arrears.None)
        {
            d.Emit(new LineEvent.ArrearsSet(Arrears.None, Money.Zero));
        }
    }

    /// <summary>A plan with one fee and an end does not renew; every other does, by its clocks.</summary>
    private static bool Renews(Plan plan) => plan.FeePeriod.Kind != PeriodKind.Once;

    private static Moment ValidUntil(Decision d, Plan plan) =>
        Renews(plan) || plan.ValidityDays == 0 ? Moment.Never : LineCalendar.AddDays(d.Line.TimeZone, d.Now, plan.ValidityDays);

    /// <summary>Takes the fee out of what is free; what that lacks is the debt of a fee of grace, which the caller has allowed.</summary>
    private static void ChargeFee(Decision d, Plan plan, OrderId order)
    {
        if (plan.Fee.IsZero)
        {
            return;
        }

        var covered = Money.Max(Money.Zero, Money.Min(plan.Fee, d.Line.Available));
        var debt = plan.Fee - covered;
        d.Emit(new LineEvent.FeeCharged(FeeKind.Plan, plan.Fee, debt, debt.IsZero ? 0 : d.Line.LastLot + 1, order, plan.Code));
    }

    private static void PayFee(Decision d, Plan plan)
    {
        var line = d.Line;
        ChargeFee(d, plan, OrderId.None);
        d.Emit(new LineEvent.PeriodSet(LineCalendar.EndOf(plan.FeePeriod, line.TimeZone, d.Now), line.BundleUntil, ValidUntil(d, plan)));
        if (line.Arrears != Arrears.None)
        {
            d.Emit(new LineEvent.ArrearsSet(Arrears.None, Money.Zero));
        }

        // A bundle that came due while the fee was open begins with the payment.
        if (line.BundleUntil <= d.Now)
        {
            BundleDue(d);
        }
    }

    private static void Unpaid(Decision d, Plan plan)
    {
        switch (plan.UnpaidFee)
        {
            case UnpaidFeeRule.Block:
            case UnpaidFeeRule.GraceOneFee: Owe(d, Arrears.Blocked, plan); break;
            case UnpaidFeeRule.SuspendData: Owe(d, Arrears.DataSuspended, plan); break;
            case UnpaidFeeRule.Throttle: Owe(d, Arrears.Throttled, plan); break;
            case UnpaidFeeRule.DailyFallback when d.Line.Available >= plan.DailyFallback!.Fee: PayFallbackDay(d, plan, plan.DailyFallback); break;
            case UnpaidFeeRule.DailyFallback: Owe(d, Arrears.Blocked, plan); break;
            default: throw new UnreachableException($"{plan.UnpaidFee} has no rule.");
        }
    }

    private static void Owe(Decision d, Arrears arrears, Plan plan)
    {
        var due = Money.Max(Money.Zero, plan.Fee - d.Line.Available);
        if (d.Line.Arrears != arrears || d.Line.ArrearsDue != due)
        {
            d.Emit(new LineEvent.ArrearsSet(arrears, due));
        }
    }

    private static void PayFallbackDay(Decision d, Plan plan, DailyFallback fallback)
    {
        var line = d.Line;
        var midnight = LineCalendar.NextMidnight(line.TimeZone, d.Now);
        d.Emit(new LineEvent.FeeCharged(FeeKind.DailyFallback, fallback.Fee, Money.Zero, 0, OrderId.None, plan.Code));
        d.Emit(new LineEvent.PeriodSet(midnight, line.BundleUntil, line.PlanValidUntil));
        d.Emit(new LineEvent.BucketGranted(line.LastBucket + 1, BucketKind.DailyFallback, plan.Code, fallback.Octets, midnight, RoamingZoneSet.Home, 0, OrderId.None));
        Owe(d, Arrears.DailyFallback, plan);
    }

    private static void GrantBundle(Decision d, Plan plan, Moment until) =>
        d.Emit(new LineEvent.BucketGranted(d.Line.LastBucket + 1, BucketKind.Bundle, plan.Code, plan.BundleOctets, until, RoamingZoneSet.Home, 0, OrderId.None));

    /// <summary>A change of plan that waited for the end of the paid period happens with it; its bundle comes with its fee.</summary>
    private static bool TakeScheduledPlan(Decision d)
    {
        if (d.Line.NextPlan is not { } next)
        {
            return false;
        }

        PlanChangeRules.DropBundles(d);
        d.Emit(new LineEvent.PlanChanged(next, OrderId.None));
        d.Emit(new LineEvent.PeriodSet(d.Line.FeePaidUntil, PlanOf(d).BundleOctets > 0 ? d.Now : Moment.Never, Moment.Never));
        return true;
    }

    /// <summary>A plan taken off the newest version is served by the last version that has it.</summary>
    private static Plan PlanOfAnyVersion(Decision d, string code) =>
        d.Catalogue.Versions.Select(version => version.FindPlan(code)).LastOrDefault(plan => plan is not null)
        ?? throw new InvalidOperationException($"No version of the catalogue has plan {code}, which line {d.Line.Id} is on: put it back, also where it is no longer sold.");
}
