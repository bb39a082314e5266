using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Planning;
using NodaTime;

namespace Kopek.Books.Planning;

/// <summary>A line's use by local day, out of its statement.</summary>
public static class UseByDay
{
    /// <summary>Items read at most: eight weeks of sixty sessions and fees a day. A line with more has a shorter history.</summary>
    private const int MostItems = 3400;

    /// <summary>
    /// The days before today, in their order, also those without use; empty where the line was not used yet. A session that went on for days is spread over
    /// them evenly, because a statement has one sum a session. Beside it the same for people to look at. Throws <see cref="Storage.BooksException"/>.
    /// </summary>
    public static UseDays Read(StatementReader reader, LineId line, DateTimeZone zone, Moment now)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var today = Day(now, zone);
        var reckoned = new DaySums(today.PlusDays(-UseOutlook.MostDays), today);
        var shown = new DaySums(reckoned.First, today.PlusDays(1));
        long? from = null;
        for (var read = 0; read < MostItems; read += StatementReader.MostItems)
        {
            var page = reader.Page(line, from, StatementReader.MostItems);
            foreach (var item in page.Items)
            {
                Add(reckoned, item, zone, now, isReckoning: true);
                Add(shown, item, zone, now, isReckoning: false);
            }

            if (page.Next is null || (page.Items.Count > 0 && Day(page.Items[^1].At, zone) < reckoned.First))
            {
                break;
            }

            from = page.Next;
            // What is older than the oldest item is not known.
            reckoned.KnownFrom = page.Items.Count == 0 ? today : Day(page.Items[^1].At, zone).PlusDays(1);
            shown.KnownFrom = page.Items.Count == 0 ? today.PlusDays(1) : reckoned.KnownFrom;
        }

        return new UseDays(reckoned.ToList(), shown.ToList());
    }

    private static void Add(DaySums days, StatementItem item, DateTimeZone zone, Moment now, bool isReckoning)
    {
        var day = Day(item.At, zone);
        switch (item)
        {
            case StatementItem.Session session:
                days.Add(session, day, Day(session.ClosedAt ?? now, zone));
                break;
            case StatementItem.Entry { Kind: EntryKind.LineOpened }:
                days.KnownFrom = LocalDate.Max(days.KnownFrom, isReckoning ? day.PlusDays(1) : day);
                break;
            case StatementItem.Entry { Kind: EntryKind.FeeUnpaid or EntryKind.BarSet or EntryKind.GraceBegan }:
                days.CutOff(day);
                break;
            case StatementItem.Entry { Kind: EntryKind.FeeCovered or EntryKind.BarLifted or EntryKind.LineRevived }:
                days.BackOn(day);
                break;
        }
    }

    private static LocalDate Day(Moment at, DateTimeZone zone) => at.ToInstant().InZone(zone).Date;
}

/// <param name="Reckoned">Whole days, to reckon from.</param>
/// <param name="Shown">With today and the day on which the line was opened, which are not whole: to look at.</param>
public sealed record UseDays(IReadOnlyList<DayUse> Reckoned, IReadOnlyList<DayUse> Shown);
