using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Holders;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// Accounts for everything: what the journal holds against what the network, the holders and the readers asked and were told, and against the engine's
/// own state. The journal's events are read through the codec and added up here, not by Core's Apply.
/// </summary>
internal sealed class Auditor(MemoryJournal journal, IEventCodec codec, Catalogue catalogue, CoreLink link, Counter counter, Peeks peeks, PaymentAudit? payments, Tally tally)
{
    private readonly PriceBook prices = new(catalogue);

    /// <param name="rebuild">Another engine on what is durable, from checkpoints and what follows them.</param>
    /// <param name="isOver">Nothing happens any more: what is under way stays so.</param>
    public void Check(SteppedEngine live, Func<SteppedEngine> rebuild, bool isOver)
    {
        var entries = Enumerable.Range(0, journal.ShardCount).SelectMany(shard => journal.Read(shard, 0)).ToList();
        var lines = Books(entries);
        tally.Count("audit: events read", entries.Count);
        RequestAudit.Check(link.Asks, entries);
        OrderAudit.Check([.. counter.Wishes, .. OrderWishes.Of(entries)], entries);
        CheckMoney(lines.Values, entries);
        CheckPeeks(lines);
        StateAudit.CheckNumbers(live, counter.Wishes);
        var rebuilt = rebuild();
        StateAudit.Check(live, rebuilt, entries, lines, codec);
        if (payments is not null)
        {
            AccountStateAudit.Check(live, rebuilt, entries, codec);
            payments.Check(entries, isOver);
        }
    }

    public static void CheckNothingIsHeld(SteppedEngine live)
    {
        foreach (var line in live.Views.SelectMany(view => view.Lines))
        {
            Claim.Same(0, line.Sessions.Length, () => $"Line {line.Id}: open sessions at the end of the world");
            Claim.Same(Money.Zero, line.Reserved, () => $"Line {line.Id}: reserved at the end of the world");
            Claim.That(Array.TrueForAll(line.Buckets, bucket => bucket.Reserved == 0), () => $"Line {line.Id}: a bucket is reserved at the end of the world");
        }
    }

    private Dictionary<LineId, LineAccount> Books(List<JournalEntry> entries)
    {
        var lines = new Dictionary<LineId, LineAccount>();
        foreach (var entry in entries)
        {
            if (entry.Event is LineEvent happened)
            {
                var line = lines.TryGetValue(entry.Account, out var known) ? known : lines[entry.Account] = new LineAccount(entry.Account, prices);
                CountLimits(line, happened);
                line.Take(entry.Sequence, entry.At.UnixMilliseconds, happened);
                tally.Count(Name(happened));
            }
        }

        return lines;
    }

    private void CountLimits(LineAccount line, LineEvent happened)
    {
        if (happened is LineEvent.UsageCharged { Uncovered: > 0, Interval.Country: not 0 } && line.Roaming.IsLimited && line.Available > line.Roaming.Cap)
        {
            tally.Count("audit: use abroad, stopped by the cap");
        }

        if (happened is LineEvent.UsageCharged { Uncovered: > 0, Interval: { Country: 0, Start: var start } } && line.AutoPackStop.IsOn
            && line.Prices.PlanAt(line.Plan, start.UnixMilliseconds).AutoPack is { } pack && line.Available >= pack.Price.Kopeks && !line.IsCapped(pack))
        {
            tally.Count("audit: use at home, ended by the stop");
        }
    }

    private static string Name(LineEvent happened) => happened switch
    {
        LineEvent.FeeCharged e => $"audit: fee {e.Kind}{(e.Debt.IsZero ? "" : ", on credit")}",
        LineEvent.ArrearsSet e => $"audit: arrears {e.Arrears}",
        LineEvent.BarSet e => $"audit: bar {e.Reason}",
        LineEvent.BucketGranted e => $"audit: bucket {e.Kind}",
        LineEvent.LifeChanged e => $"audit: life {e.Life}",
        LineEvent.UsageCharged { Uncovered: > 0 } => "audit: use, partly uncovered",
        LineEvent.UsageCharged { PaidUnits: > 0 } => "audit: use, paid by volume",
        LineEvent.UsageCharged { Free: > 0 } => "audit: use, slowed and free",
        LineEvent.UsageCharged => "audit: use, from buckets or nothing",
        _ => $"audit: {happened.GetType().Name}",
    };

    /// <summary>In total: what was paid in and given is held, earned or given back.</summary>
    private static void CheckMoney(IEnumerable<LineAccount> lines, List<JournalEntry> entries)
    {
        var ledger = lines.SelectMany(line => line.Ledger).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        Claim.Same(0, ledger.Values.Sum(), () => "Sum of all accounts");
        Claim.Same(lines.Sum(line => line.Balance), -ledger.GetValueOrDefault(LedgerAccount.AdvancesHeld), () => "Advances held against the lines' balances");
        var paidIn = entries.Select(entry => entry.Event).OfType<OrderEvent.Settled>().Where(settled => settled.Outcome.IsDone).Select(settled => settled.Order).ToHashSet();
        var topUps = entries.Select(entry => entry.Event).OfType<OrderEvent.Placed>().Where(placed => paidIn.Contains(placed.Order))
            .Sum(placed => placed.Command is LineCommand.TopUp { Source: LedgerAccount.Receipts } topUp ? topUp.Amount.Kopeks : 0);
        Claim.Same(topUps, ledger.GetValueOrDefault(LedgerAccount.Receipts), () => "Receipts against the top-ups that were done");
    }

    private void CheckPeeks(Dictionary<LineId, LineAccount> lines)
    {
        foreach (var (line, shown, durableThrough) in peeks.All)
        {
            Claim.That(lines.TryGetValue(line, out var account) && account.Looks.TryGetValue(shown, out var since) && since <= durableThrough,
                () => $"Line {line}: {shown} was shown when its shard was durable through {durableThrough}, and the line did not look so by then.");
        }
    }
}
