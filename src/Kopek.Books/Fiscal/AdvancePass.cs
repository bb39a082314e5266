using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Fiscal;

/// <summary>One pass over the journal: lines are moved on by their events, and what they used of their advances is summed by month. Lives inside one transaction.</summary>
internal sealed class AdvancePass(AdvanceTable table, IReadOnlyDictionary<string, FiscalSeller> sellers)
{
    private readonly Dictionary<LineId, (Line Line, long Sequence)> lines = [];
    private readonly Dictionary<(string Operator, FiscalMonth Month, LineId Line), Money> sums = [];
    private readonly Dictionary<string, OpenMonth> months = [];

    public void Take(in JournalEntry entry)
    {
        if (entry.Event is not LineEvent happened)
        {
            return;
        }

        var (line, sequence) = lines.TryGetValue(entry.Account, out var known) ? known : table.Find(entry.Account);
        if (entry.Sequence <= sequence)
        {
            return;
        }

        var used = AdvanceUse.Apply(line, entry.At, happened);
        lines[entry.Account] = (line, entry.Sequence);
        if (!used.IsZero && sellers.TryGetValue(line.Operator, out var seller) && entry.At >= seller.Since)
        {
            var place = (line.Operator, MonthOf(line.Operator, seller, entry.At), line.Id);
            sums[place] = sums.GetValueOrDefault(place) + used;
        }
    }

    public void Write()
    {
        foreach (var (line, sequence) in lines.Values)
        {
            table.Write(line, sequence);
        }

        foreach (var ((operatorCode, month, line), used) in sums)
        {
            table.AddUse(operatorCode, month, line, used);
        }
    }

    /// <summary>What comes when its month is closed counts in the first that is open: it is settled later, but once.</summary>
    private FiscalMonth MonthOf(string operatorCode, FiscalSeller seller, Moment at)
    {
        if (!months.TryGetValue(operatorCode, out var open) || at < open.Begins || at >= open.Ends)
        {
            var month = FiscalMonth.Of(at, seller);
            var counted = table.LastClosed(operatorCode) is { } closed && month <= closed ? closed.Next : month;
            months[operatorCode] = open = new OpenMonth(counted, new FiscalMonth(month.Month.PlusMonths(-1)).EndOf(seller), month.EndOf(seller));
        }

        return open.Counted;
    }

    /// <summary>Moments from <paramref name="Begins"/> until before <paramref name="Ends"/> count in this month.</summary>
    private sealed record OpenMonth(FiscalMonth Counted, Moment Begins, Moment Ends);
}
