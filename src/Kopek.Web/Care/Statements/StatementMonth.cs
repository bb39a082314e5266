using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Web.Care.Held;
using NodaTime;

namespace Kopek.Web.Care.Statements;

/// <summary>All of one local month of a line.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="HasOlder">Something is known of before the month.</param>
/// <param name="IsCut">More than is read at a time: the oldest of the month are not in it.</param>
internal sealed record StatementMonth(YearMonth Month, IReadOnlyList<StatementItem> Items, bool HasOlder, bool IsCut)
{
    /// <summary>Items read at most, newer months included: a hundred a day for a month.</summary>
    private const int MostItems = 3400;

    public Money CameIn => new(Items.OfType<StatementItem.Entry>().Where(entry => !entry.Amount.IsNegative).Sum(entry => entry.Amount.Kopeks));

    public Money Taken => new(Items.OfType<StatementItem.Session>().Sum(session => session.Charged.Kopeks)
        - Items.OfType<StatementItem.Entry>().Where(entry => entry.Amount.IsNegative).Sum(entry => entry.Amount.Kopeks));

    public long Octets => Items.OfType<StatementItem.Session>().Sum(session => session.Used);

    /// <summary>Throws <see cref="Books.Storage.BooksException"/>.</summary>
    public static StatementMonth Read(OwnLine line, YearMonth month)
    {
        var items = new List<StatementItem>();
        long? from = null;
        for (var read = 0; read < MostItems; read += StatementReader.MostItems)
        {
            var page = line.Api.Books.Reader.Page(line.Id, from, StatementReader.MostItems);
            foreach (var item in page.Items)
            {
                var own = MonthOf(line, item.At);
                if (own.CompareTo(month) < 0)
                {
                    return new StatementMonth(month, items, true, false);
                }

                if (own == month)
                {
                    items.Add(item);
                }
            }

            if (page.Next is null)
            {
                return new StatementMonth(month, items, false, false);
            }

            from = page.Next;
        }

        return new StatementMonth(month, items, false, true);
    }

    private static YearMonth MonthOf(OwnLine line, Moment at) => at.ToInstant().InZone(line.Zone).Date.ToYearMonth();
}
