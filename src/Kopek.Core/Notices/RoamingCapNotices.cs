using System.Globalization;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Notices;

/// <summary>
/// 80 and 100 % of the holder's cap on roaming, each once for a cap in a month of the line. A cap of zero is the wish for no paid roaming: that it is
/// "reached" is no news.
/// </summary>
public static class RoamingCapNotices
{
    /// <param name="before">As it was before the events of one command; null where there never was a cap.</param>
    /// <returns>Null: nothing new is to be said.</returns>
    public static Notice? After(RoamingSpending? before, RoamingSpending? after)
    {
        if (after is not { Cap: { IsZero: false } cap })
        {
            return null;
        }

        var was = before is null || before.MonthEnds != after.MonthEnds ? 0 : TakenPercent(before);
        return TakenPercent(after) switch
        {
            100 when was < 100 => new Notice.RoamingCapReached(Occasion(after, cap), cap, after.MonthEnds),
            >= NoticeRules.LowPercent and < 100 when was < NoticeRules.LowPercent => new Notice.RoamingCapNear(Occasion(after, cap), cap, after.Charged),
            _ => null,
        };
    }

    private static string Occasion(RoamingSpending spending, Money cap) =>
        string.Create(CultureInfo.InvariantCulture, $"{spending.MonthEnds.UnixMilliseconds}:{cap.Kopeks}");

    /// <summary>The cap is another, or counts anew: what was to be said of the one before is over.</summary>
    public static bool IsOver(LineEvent happened) => happened is LineEvent.RoamingCapSet or LineEvent.RoamingMonthBegun;

    /// <summary>Rounded down, so that 100 is really all of it.</summary>
    private static int TakenPercent(RoamingSpending spending) => spending.Cap switch
    {
        null => 0,
        { } cap when spending.Charged >= cap => 100,
        { } cap => (int)((Int128)spending.Charged.Kopeks * 100 / cap.Kopeks),
    };
}
