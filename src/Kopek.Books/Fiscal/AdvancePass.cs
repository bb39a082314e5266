using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Fiscal;

/// <summary>One pass over the journal: lines are moved on by their events, and what they used of their advances is summed by month. Lives inside one transaction.</summary>
internal sealed class AdvancePass(AdvanceTable table, ClosedMonths? closed, IReadOnlyDictionary<string, FiscalSeller> sellers)
{
    private readonly Dictionary<LineId, (Line Line, long Sequence)> lines = [];
    private readonly Dictionary<(string Operator, FiscalMonth Month, LineId Line), Money> sums = [];
    private readonly Dictionary<string, KnownMonth> months = [];

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
            var place = (line.Operator, MonthOf(line.Operator, seller, entry), line.Id);
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

    /// <summary>
    /// What comes when its month is closed counts in the first that is open: it is settled later, but once. Where receipts.db is built again, in the one that was
    /// open then; of months that were closed before there was a place kept for them only receipts.db itself knows.
    /// </summary>
    private FiscalMonth MonthOf(string operatorCode, FiscalSeller seller, in JournalEntry entry)
    {
        if (!months.TryGetValue(operatorCode, out var known) || entry.At < known.Begins || entry.At >= known.Ends)
        {
            var month = FiscalMonth.Of(entry.At, seller);
            months[operatorCode] = known = new KnownMonth(month, table.LastClosed(operatorCode), new FiscalMonth(month.Month.PlusMonths(-1)).EndOf(seller), month.EndOf(seller));
        }

        var counted = closed?.Counted(operatorCode, known.Month, entry.Shard, entry.Sequence) ?? known.Month;
        return known.LastClosed is { } last && counted <= last ? last.Next : counted;
    }

    /// <summary>Moments from <paramref name="Begins"/> until before <paramref name="Ends"/> are of this month.</summary>
    private sealed record KnownMonth(FiscalMonth Month, FiscalMonth? LastClosed, Moment Begins, Moment Ends);
}
