using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>Another plan of the same operator, at once (its fee is paid now, the old bundle ends) or when the paid period ends.</summary>
internal static class PlanChangeRules
{
    public static LineOutcome Change(Decision d, LineCommand.ChangePlan command, OrderId order)
    {
        var line = d.Line;
        var plan = d.Catalogue.At(d.Now).FindPlan(command.Plan);
        if (Refusal(d, plan, command) is { } refused)
        {
            return refused;
        }

        if (line.Life == LineLife.Stocked)
        {
            d.Emit(new LineEvent.PlanChanged(plan!.Code, order));
            return Outcome.Done(d, Money.Zero);
        }

        if (command.AtPeriodEnd && !Moment.Min(line.FeePaidUntil, line.PlanValidUntil).IsNever && line.Arrears is Arrears.None or Arrears.DailyFallback)
        {
            d.Emit(new LineEvent.PlanChangeScheduled(plan!.Code == line.Plan ? null : plan.Code, order));
            return Outcome.Done(d, Money.Zero);
        }

        if (line.Available < plan!.Fee)
        {
            return Outcome.Refused(d, RefusalCode.InsufficientFunds, plan.Fee - line.Available);
        }

        DropBundles(d);
        d.Emit(new LineEvent.PlanChanged(plan.Code, order));
        RenewalRules.BeginPlan(d, plan, order);
        ReservationRules.PlanChanged(d);
        d.Emit(new LineEvent.InactivityChecked(InactivityRules.FirstDue(d, d.Now)));
        return Outcome.Done(d, plan.Fee);
    }

    /// <summary>What came with a plan ends with it; packs that were bought stay.</summary>
    public static void DropBundles(Decision d)
    {
        for (var i = d.Line.Buckets.Length - 1; i >= 0; i--)
        {
            if (d.Line.Buckets[i].Kind != BucketKind.Pack)
            {
                AdvanceRules.ExpireBucket(d, d.Line.Buckets[i].Number);
            }
        }
    }

    private static LineOutcome? Refusal(Decision d, Plans.Plan? plan, LineCommand.ChangePlan command)
    {
        var line = d.Line;
        if (plan is null)
        {
            return Outcome.Refused(d, RefusalCode.UnknownPlan);
        }

        if (plan.Operator != line.Operator)
        {
            return Outcome.Refused(d, RefusalCode.PlanOfOtherOperator);
        }

        if (line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        if (line.Life == LineLife.Grace)
        {
            return Outcome.Refused(d, RefusalCode.LineNotActive);
        }

        // The same plan again is how a plan that is over is bought anew, and how a scheduled change is taken back.
        var again = line.Arrears == Arrears.PlanExpired || (command.AtPeriodEnd && line.NextPlan is not null);
        return plan.Code == line.Plan && !again ? Outcome.Refused(d, RefusalCode.SamePlan) : null;
    }
}
