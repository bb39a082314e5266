using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Core.Roaming;

/// <summary>
/// The holder's hard cap on what roaming takes in a month of the line: all sessions share it, whatever the network reports. Packs that the holder buys are
/// not under it, and none is bought abroad by itself: there the overuse rule is the price by the megabyte (see Tariff).
/// </summary>
internal static class RoamingCapRules
{
    /// <summary>A cap above what a line can hold says nothing.</summary>
    public static readonly Money MaxCap = TopUpRules.MaxBalance;

    public static LineOutcome Set(Decision d, LineCommand.SetRoamingCap command, OrderId order)
    {
        var line = d.Line;
        if (line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        if (command.Cap is { IsNegative: true })
        {
            return Outcome.Refused(d, RefusalCode.AmountBelowMinimum, Money.Zero);
        }

        if (command.Cap > MaxCap)
        {
            return Outcome.Refused(d, RefusalCode.AmountAboveMaximum, MaxCap);
        }

        if (line.Roaming?.Cap != command.Cap)
        {
            d.Emit(new LineEvent.RoamingCapSet(command.Cap, line.Roaming?.MonthEnds ?? LineCalendar.NextMonth(line.TimeZone, d.Now), order));
            ReservationRules.FitRoamingCap(d);
        }

        return Outcome.Done(d, Money.Zero);
    }

    /// <summary>The line's month is over: counting begins anew, or ends where there is no cap any more.</summary>
    public static void MonthEnd(Decision d) =>
        d.Emit(new LineEvent.RoamingMonthBegun(d.Line.Roaming!.Cap is null ? Moment.Never : LineCalendar.NextMonth(d.Line.TimeZone, d.Now)));

    /// <summary>Of money that is free, what may be set aside or taken in a country (0 is home).</summary>
    public static Money Allowed(Line line, ushort country, Money free) =>
        country != 0 && line.Roaming?.Left is { } left ? Money.Min(free, left) : free;

    /// <summary>Money that may be taken for a report: what is free, and what its own grant holds of it; never past the cap.</summary>
    public static Money Allowed(Line line, ushort country, Money free, Money held)
    {
        if (country == 0 || line.Roaming is not { Cap: { } cap, Left: { } left } spending)
        {
            return free + held;
        }

        return Money.Max(Money.Zero, Money.Min(Money.Min(free, left) + held, cap - spending.Charged));
    }
}
