using System.Text.Json;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests;

/// <summary>What holds for every line at every moment, recomputed by other means than the rules'.</summary>
internal static class LineChecks
{
    public static void Check(Line line, IReadOnlyList<DecidedEvent> log)
    {
        var lots = line.Lots.Sum(lot => lot.Amount.Kopeks);
        Assert.Equal(line.Balance.Kopeks, lots);
        Assert.Equal(lots, AdvancesHeld(log));
        Assert.All(line.Lots, lot => Assert.True(lot.Kind == LotKind.Debt ? lot.Amount.IsNegative : lot.Amount > Money.Zero, $"a lot of {lot.Kind} holds {lot.Amount}"));

        var grants = line.Sessions.SelectMany(session => session.Grants).ToList();
        Assert.All(grants, grant => Assert.True(grant.Octets > 0 && grant.ReservedMoney >= Money.Zero));
        Assert.Equal(line.Reserved.Kopeks, grants.Sum(grant => grant.ReservedMoney.Kopeks));
        foreach (var bucket in line.Buckets)
        {
            var held = grants.SelectMany(grant => grant.ReservedBuckets ?? []).Where(part => part.Bucket == bucket.Number).Sum(part => part.Octets);
            Assert.Equal(held, bucket.Reserved);
            Assert.InRange(bucket.Reserved, 0, bucket.Rest);
            Assert.InRange(bucket.Rest, 0, bucket.Granted);
        }

        var debt = line.Lots.Where(lot => lot.Kind == LotKind.Debt).Sum(lot => lot.Amount.Kopeks);
        Assert.True(line.Available.Kopeks >= debt, $"available {line.Available} with debt {debt}");
        // One fee of grace beyond what is free; a debt of before may stand beside money that a grant held. A chargeback goes as far as it goes.
        var owed = SampleCatalogue.Plan("LED-D40").Fee.Kopeks + Math.Abs(Account(log, LedgerAccount.ChargebacksReceivable));
        Assert.True(line.Available.Kopeks >= -owed, $"available {line.Available}, debt {debt}");
        foreach (var interval in line.Intervals)
        {
            Assert.True(interval.Covered + interval.Uncovered >= interval.Used, $"{interval}");
            Assert.InRange(interval.Paid, 0, interval.Covered);
        }

        for (var i = 1; i < log.Count; i++)
        {
            Assert.True(log[i].At >= log[i - 1].At, "time runs back");
        }

        CheckSums(line, log);
        CheckRoaming(line, log);
        AutoPackChecks.Check(line, log);
    }

    /// <summary>Every field of a line, an event or an answer, in text that can be compared.</summary>
    public static string Text(object whole) => JsonSerializer.Serialize(whole);

    public static long AdvancesHeld(IReadOnlyList<DecidedEvent> log) => Account(log, LedgerAccount.AdvancesHeld);

    /// <summary>Credits less debits of an account.</summary>
    public static long Account(IReadOnlyList<DecidedEvent> log, LedgerAccount account) => log
        .SelectMany(decided => Postings.Of(decided.Event))
        .Sum(posting => (posting.Credit == account ? posting.Amount.Kopeks : 0) - (posting.Debit == account ? posting.Amount.Kopeks : 0));

    /// <summary>What counts for the cap on roaming, from the events alone: never more than the cap, but for what was taken before it was lowered.</summary>
    private static void CheckRoaming(Line line, IReadOnlyList<DecidedEvent> log)
    {
        var (isCounted, cap, taken, most) = (false, (Money?)null, 0L, 0L);
        foreach (var (_, happened) in log)
        {
            switch (happened)
            {
                case LineEvent.RoamingCapSet e: (isCounted, cap, most) = (true, e.Cap, Math.Max(taken, e.Cap?.Kopeks ?? long.MaxValue)); break;
                case LineEvent.RoamingMonthBegun e: (isCounted, taken, most) = (!e.Ends.IsNever, 0, cap?.Kopeks ?? long.MaxValue); break;
                case LineEvent.UsageCharged e when isCounted && e.Interval.Country != 0: taken += e.Charged.Kopeks; break;
                case LineEvent.DirectDebited e when isCounted && e.Country != 0: taken += e.Amount.Kopeks; break;
            }

            Assert.True(!isCounted || taken <= most, $"roaming took {taken} kopeks, past {most}: {happened}");
        }

        Assert.Equal((isCounted, cap, taken), (line.Roaming is not null, line.Roaming?.Cap, line.Roaming?.Charged.Kopeks ?? 0));
        if (line.Roaming is { } spending)
        {
            var held = line.Sessions.Where(session => session.Country != 0).SelectMany(session => session.Grants).Sum(grant => grant.ReservedMoney.Kopeks);
            Assert.Equal(held, spending.Reserved.Kopeks);
            Assert.True(cap is null || held == 0 || taken + held <= cap.Value.Kopeks, $"roaming took {taken} and holds {held} kopeks of a cap of {cap}");
        }
    }

    private static void CheckSums(Line line, IReadOnlyList<DecidedEvent> log)
    {
        var used = log.Select(decided => decided.Event).OfType<LineEvent.UsageCharged>().ToList();
        Assert.Equal(line.TotalOctets, used.Sum(e => e.Reported));
        Assert.Equal(line.UncoveredOctets, used.Sum(e => e.Uncovered));
        Assert.Equal(line.UncoveredValue.Kopeks, used.Sum(e => e.UncoveredValue.Kopeks));
        Assert.All(used, e => Assert.True(e.Reported >= 0 && e.Covered >= 0 && e.Uncovered >= 0 && e.PaidUnits >= 0 && e.Free >= 0));
        Assert.All(used, e => Assert.Equal(e.Covered, e.Buckets.Sum(part => part.Octets) + e.PaidUnits + e.Free));
        Assert.Equal(-Account(log, LedgerAccount.UncoveredUse), line.UncoveredValue.Kopeks);
        Assert.All(log, decided => Assert.All(Postings.Of(decided.Event), posting => Assert.True(posting.Amount > Money.Zero)));
    }
}
