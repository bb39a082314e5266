using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>A line that does nothing for long pays a little a day until its money is gone; then it waits, and is closed.</summary>
internal static class InactivityRules
{
    /// <summary>When the plan first looks for activity, counted from the last.</summary>
    public static Moment FirstDue(Decision d, Moment lastActivity)
    {
        var days = RenewalRules.PlanOf(d).InactivityDays;
        return days == 0 ? Moment.Never : LineCalendar.AddDays(d.Line.TimeZone, lastActivity, days);
    }

    public static void Due(Decision d)
    {
        var line = d.Line;
        var first = FirstDue(d, line.LastActivity);
        if (first > d.Now)
        {
            // There was activity meanwhile: look again when it is old.
            d.Emit(new LineEvent.InactivityChecked(first));
            return;
        }

        var fee = Money.Min(RenewalRules.PlanOf(d).InactivityFeePerDay, Money.Max(Money.Zero, line.Available));
        if (line.Available > Money.Zero)
        {
            if (!fee.IsZero)
            {
                d.Emit(new LineEvent.FeeCharged(FeeKind.Inactivity, fee, Money.Zero, 0, OrderId.None, null));
            }

            d.Emit(new LineEvent.InactivityChecked(LineCalendar.NextMidnight(line.TimeZone, d.Now)));
            return;
        }

        // What is paid for is kept, used or not.
        var paidUntil = Moment.Min(line.FeePaidUntil, line.PlanValidUntil);
        if (line.Arrears == Arrears.None && paidUntil > d.Now && !paidUntil.IsNever)
        {
            d.Emit(new LineEvent.InactivityChecked(paidUntil));
            return;
        }

        var terms = d.Catalogue.At(d.Now).FindOperator(line.Operator);
        d.Emit(new LineEvent.InactivityChecked(Moment.Never));
        d.Emit(new LineEvent.LifeChanged(LineLife.Grace, LineCalendar.AddDays(line.TimeZone, d.Now, terms?.GraceDaysAtZero ?? 180)));
    }

    /// <summary>Money brings a line in grace back to life.</summary>
    public static void Revive(Decision d)
    {
        if (d.Line.Life == LineLife.Grace)
        {
            d.Emit(new LineEvent.LifeChanged(LineLife.Active, Moment.Never));
            d.Emit(new LineEvent.InactivityChecked(FirstDue(d, d.Now)));
            // What came due in the meantime is due now: the outcome of the payment shows it.
            AdvanceRules.Run(d);
        }
    }
}
