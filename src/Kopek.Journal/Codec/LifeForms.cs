using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of a line's life and plan. Fields in the order of the event's own, moments against the entry's.</summary>
internal static class LifeForms
{
    public static void Write(ref StoredWriter to, LineEvent.Opened e)
    {
        to.Text(e.Plan);
        to.Text(e.Operator);
        to.Text(e.TimeZone);
        to.Flag(e.ConnectionFeePaid);
    }

    public static LineEvent.Opened ReadOpened1(ref StoredReader from) => new(from.Text(), from.Text(), from.Text(), from.Flag());

    public static void Write(ref StoredWriter to, Moment at, LineEvent.PeriodSet e)
    {
        to.Moment(e.FeePaidUntil, at);
        to.Moment(e.BundleUntil, at);
        to.Moment(e.PlanValidUntil, at);
    }

    public static LineEvent.PeriodSet ReadPeriodSet1(ref StoredReader from, Moment at) => new(from.Moment(at), from.Moment(at), from.Moment(at));

    public static void Write(ref StoredWriter to, LineEvent.ArrearsSet e)
    {
        to.Byte((byte)e.Arrears);
        to.Money(e.Due);
    }

    public static LineEvent.ArrearsSet ReadArrearsSet1(ref StoredReader from) => new((Arrears)from.Byte(), from.Money());

    public static void Write(ref StoredWriter to, LineEvent.PlanChanged e)
    {
        to.Text(e.Plan);
        to.Order(e.Order);
    }

    public static LineEvent.PlanChanged ReadPlanChanged1(ref StoredReader from) => new(from.Text(), from.Order());

    public static void Write(ref StoredWriter to, LineEvent.PlanChangeScheduled e)
    {
        to.Text(e.Plan);
        to.Order(e.Order);
    }

    public static LineEvent.PlanChangeScheduled ReadPlanChangeScheduled1(ref StoredReader from) => new(from.TextOrNull(), from.Order());

    public static void Write(ref StoredWriter to, LineEvent.BarSet e)
    {
        to.Byte((byte)e.Reason);
        to.Order(e.Order);
    }

    public static LineEvent.BarSet ReadBarSet1(ref StoredReader from) => new((BarReason)from.Byte(), from.Order());

    public static void Write(ref StoredWriter to, LineEvent.AutoPackStopSet e)
    {
        to.Flag(e.IsOn);
        to.Order(e.Order);
    }

    public static LineEvent.AutoPackStopSet ReadAutoPackStopSet1(ref StoredReader from) => new(from.Flag(), from.Order());

    public static void Write(ref StoredWriter to, Moment at, LineEvent.LifeChanged e)
    {
        to.Byte((byte)e.Life);
        to.Moment(e.Until, at);
    }

    public static LineEvent.LifeChanged ReadLifeChanged1(ref StoredReader from, Moment at) => new((LineLife)from.Byte(), from.Moment(at));
}
