using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using NodaTime;

namespace Kopek.Core.Planning;

/// <summary>
/// Lives ahead on a copy of a line, by the very rules that charge it: what falls due is advanced, use is charged, a payment is added. No tariff is worked out
/// here a second time. A plan that ends is renewed where the money is there, as its holder would.
/// </summary>
internal sealed class LineTrial
{
    /// <summary>More than any line spends: with it nothing is ever refused for money, and what lacks can be read off the lowest point.</summary>
    public static readonly Money Ample = Money.FromRubles(10_000_000);

    /// <summary>Local hours at which a quarter of a day's use is charged each. A network reports far more often; rounding is in the octets already.</summary>
    private static readonly int[] Hours = [9, 13, 17, 21];

    private readonly Line line;
    private readonly Decision decision;
    private readonly TrialResult result = new();

    private readonly Queue<(Moment At, Money Amount)> later;

    private LineTrial(Catalogue catalogue, Line line, IReadOnlyList<(Moment At, Money Amount)> later)
    {
        this.later = new(later);
        this.line = LineCopy.WithoutSessions(line);
        decision = new Decision(catalogue, QuotaPolicy.Default, new EndedSessions(1));
    }

    /// <param name="from">Now: use of today's hours that are over is past.</param>
    /// <param name="until">The trial ends here.</param>
    /// <param name="paid">Money paid in now; zero for none.</param>
    /// <param name="leaving">When it is looked what is left over; the end where nothing is said.</param>
    /// <param name="later">Further payments, in the order of time.</param>
    public static TrialResult Run(Catalogue catalogue, Line line, UsePath path, Moment from, Moment until, Money paid, Moment? leaving = null,
        IReadOnlyList<(Moment At, Money Amount)>? later = null)
    {
        var trial = new LineTrial(catalogue, line, later ?? []);
        trial.Pay(from, paid);
        trial.Live(path, from, until, leaving ?? until);
        return trial.result;
    }

    /// <summary>The hours of a local day at which use is charged.</summary>
    public static IEnumerable<Moment> MomentsOf(string zone, LocalDate day)
    {
        var local = LineCalendar.Zone(zone) ?? DateTimeZone.Utc;
        foreach (var hour in Hours)
        {
            yield return Moment.FromInstant(day.At(new LocalTime(hour, 0)).InZoneLeniently(local).ToInstant());
        }
    }

    /// <summary>What of a day's octets is used at the given of its hours: quarters that add up to the octet.</summary>
    public static long PartOf(long octets, int hour) => octets * (hour + 1) / Hours.Length - octets * hour / Hours.Length;

    private void Pay(Moment at, Money paid)
    {
        decision.Begin(line, at);
        LineRules.Advance(decision);
        Count();
        result.Costs = new TrialCosts();
        if (!paid.IsZero && line.Life != LineLife.Closed)
        {
            var owed = TakeBackRules.Debt(line);
            decision.Begin(line, at);
            TopUpRules.Add(decision, paid, at, OrderId.None, LedgerAccount.PaymentsInTransit);
            Count();
            result.Costs.Debt += owed - TakeBackRules.Debt(line);
        }

        result.Lowest = line.Available;
    }

    private void Live(UsePath path, Moment from, Moment until, Moment leaving)
    {
        var zone = LineCalendar.Zone(line.TimeZone) ?? DateTimeZone.Utc;
        var today = from.ToInstant().InZone(zone).Date;
        var hasLeft = false;
        for (var day = 0; ; day++)
        {
            var hour = 0;
            foreach (var at in MomentsOf(line.TimeZone, today.PlusDays(day)))
            {
                if (!hasLeft && at >= leaving)
                {
                    hasLeft = true;
                    Leave(leaving);
                }

                if (at >= until)
                {
                    LookBefore(until);
                    return;
                }

                var octets = PartOf(path.On(day), hour++);
                if (at >= from)
                {
                    Use(at, octets, path.Country, new SessionKey((ulong)day + 1, (ulong)hour));
                }
            }
        }
    }

    private void Leave(Moment at)
    {
        LookBefore(at);
        result.Left = Money.Max(Money.Zero, line.Available);
    }

    /// <summary>What falls due at the end itself is not part of it any more.</summary>
    private void LookBefore(Moment end)
    {
        Begin(end + TimeSpan.FromMilliseconds(-1));
        Look(0);
    }

    private void Use(Moment at, long octets, ushort country, SessionKey session)
    {
        Begin(at);
        if (Look(octets) || octets == 0)
        {
            return;
        }

        if (country != 0 && !ServiceRules.GoesTo(decision, country))
        {
            End(RunOut.NoService);
            return;
        }

        var plan = RenewalRules.PlanOf(decision);
        var tariff = Tariff.Of(decision, plan, country, session, at, at);
        var uncovered = line.UncoveredOctets;
        ChargeRules.Charge(decision, session, default, octets, tariff);
        SeeBundle(tariff);
        Count();
        if (plan.RatingInterval == RatingInterval.Session)
        {
            // The session is over with its report, and its sums with it.
            line.Intervals = Array.FindAll(line.Intervals, sums => sums.Key.Session != Tariff.IntervalSession(session));
        }

        if (line.UncoveredOctets > uncovered)
        {
            // Abroad the holder's cap may end it while there is money: no payment changes that.
            var isCapped = country != 0 && line.Roaming?.Left is { } left && left < line.Available;
            End(isCapped ? RunOut.NoService : tariff.Overuse == OveruseRule.PerMegabyte || PackCouldCome(tariff) ? RunOut.NoMoneyForData : RunOut.DataUsedUp);
        }
    }

    private bool PackCouldCome(in Tariff tariff) => tariff.Overuse == OveruseRule.AutoPack && tariff.Plan.AutoPack is { } pack
        && (pack.MaxPerPeriod == 0 || line.AutoPacks < pack.MaxPerPeriod);

    private void Begin(Moment at)
    {
        while (later.TryPeek(out var payment) && payment.At <= at)
        {
            later.Dequeue();
            decision.Begin(line, payment.At);
            LineRules.Advance(decision);
            Count();
            TopUpRules.Add(decision, payment.Amount, payment.At, OrderId.None, LedgerAccount.PaymentsInTransit);
            Count();
        }

        decision.Begin(line, at);
        LineRules.Advance(decision);
        if (line.Arrears == Arrears.PlanExpired)
        {
            PlanChangeRules.Change(decision, new LineCommand.ChangePlan(line.Plan, AtPeriodEnd: false), OrderId.None);
        }
    }

    /// <summary>Is good service over before any use? A line that was never used starts only with use.</summary>
    private bool Look(long octets)
    {
        var reason = line switch
        {
            { Life: LineLife.Closed or LineLife.Grace } or { Bar: not BarReason.None } => RunOut.NoService,
            { Arrears: Arrears.PlanExpired } => RunOut.PlanEnds,
            { Arrears: not Arrears.None } => RunOut.FeeUnpaid,
            { Life: LineLife.Stocked } when octets > 0 && !ActivationRules.TryFirstUse(decision) => RunOut.FeeUnpaid,
            _ => RunOut.None,
        };
        Count();
        if (reason != RunOut.None)
        {
            End(reason);
        }

        // Slow data and data by the day are used all the same.
        return reason != RunOut.None && line.Arrears is not (Arrears.Throttled or Arrears.DailyFallback);
    }

    private void End(RunOut why)
    {
        if (result.EndsAt.IsNever)
        {
            (result.EndsAt, result.Why) = (decision.Now, why);
        }

        // Data that no money brings back is told, and the money goes on being looked at.
        if (why != RunOut.DataUsedUp && result.MoneyOutAt.IsNever)
        {
            result.MoneyOutAt = decision.Now;
        }
    }

    private void SeeBundle(in Tariff tariff)
    {
        var allowance = false;
        foreach (ref readonly var bucket in line.Buckets.AsSpan())
        {
            if (bucket.Kind != BucketKind.AutoPack && BucketSet.Serves(bucket, tariff.Country, tariff.Zone))
            {
                allowance = true;
                if (bucket.Rest > 0)
                {
                    return;
                }
            }
        }

        if (allowance && result.BundleOutAt.IsNever)
        {
            result.BundleOutAt = decision.Now;
        }
    }

    private void Count()
    {
        foreach (var (_, happened) in decision.Events)
        {
            result.Costs.Add(happened);
        }

        result.Lowest = Money.Min(result.Lowest, line.Available);
        decision.Begin(line, decision.Now);
    }
}
