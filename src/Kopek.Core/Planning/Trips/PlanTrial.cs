using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Planning.Trips;

/// <summary>One plan on one trip: a new line of it lives through the days.</summary>
internal sealed class PlanTrial(Catalogue catalogue, Plan plan, TripDays days)
{
    /// <summary>Who would have to pay more often has the wrong plan; it also bounds the answer.</summary>
    private const int MostPayments = 60;

    /// <summary>Null where the plan cannot carry the trip.</summary>
    public TripChoice? Choice()
    {
        if (Ahead(TripUse.Likely, days.End, LineTrial.Ample, []) is not { } ample || Payments() is not { } payments || Ahead(TripUse.Low, days.End, LineTrial.Ample, []) is not { } low)
        {
            return null;
        }

        var paid = Ahead(TripUse.Likely, days.End, Money.Zero, payments);
        var stops = days.Trip.Stops.Where(stop => (stop.Region.CoverageOf(plan.Operator) & (RadioTechnologies.ThirdGeneration | RadioTechnologies.FourthGeneration)) == 0).ToList();
        return paid is null ? null : new TripChoice(plan, Total(ample), Total(low), Ahead(TripUse.High, days.End, LineTrial.Ample, []) is { } high ? Total(high) : null, Parts(ample.Costs), payments,
            paid.Left, plan.Overuse == OveruseRule.Throttle ? days.DayOf(ample.BundleOutAt) : null, days.DayOf(ample.EndsAt), stops, Abroad());
    }

    /// <summary>For each stage what its end needs beyond what was paid before: on the first day, later on the day before the stage begins.</summary>
    private List<TripPayment>? Payments()
    {
        var bounds = AmountBounds.Of(plan, catalogue.At(days.Start).FindOperator(plan.Operator)?.Payments.TopUpStep ?? new Money(1));
        var (payments, paid, day) = (new List<TripPayment>(), Money.Zero, days.Trip.FirstDay);
        foreach (var end in days.StageEnds())
        {
            if (Ahead(TripUse.Likely, days.Midnight(end), LineTrial.Ample, []) is not { } stage)
            {
                return null;
            }

            for (var lacks = LineTrial.Ample - stage.Lowest - paid; lacks > Money.Zero; lacks = LineTrial.Ample - stage.Lowest - paid)
            {
                if (payments.Count == MostPayments)
                {
                    return null;
                }

                payments.Add(new TripPayment(day, bounds.For(lacks)));
                paid += payments[^1].Amount;
            }

            day = end.PlusDays(-1);
        }

        return payments;
    }

    /// <summary>Null where money ends good service.</summary>
    private TrialResult? Ahead(TripUse use, Moment until, Money first, IReadOnlyList<TripPayment> payments)
    {
        var line = new Line(new LineId(1));
        var decision = new Decision(catalogue, QuotaPolicy.Default, new EndedSessions(1));
        decision.Begin(line, days.Start);
        ActivationRules.Open(decision, new LineCommand.Open(plan.Code, days.TimeZone, Money.Zero, Sold: false), OrderId.None);
        var path = new UsePath([days.Trip.OctetsADay(use)], 0);
        var result = LineTrial.Run(catalogue, line, path, days.Start, until, first, later: [.. payments.Select(payment => (days.PaidAt(payment), payment.Amount))]);
        return result.MoneyOutAt.IsNever ? result : null;
    }

    private List<RoamingAnswer> Abroad() =>
        [.. days.Trip.Countries.Select(country => RoamingAnswers.For(catalogue.At(days.Start), plan, country.Iso2, RoamingWish.Typical with { Days = 1 }))];

    private static Money Total(TrialResult result) => LineTrial.Ample - result.Left;

    private static TripCosts Parts(TrialCosts costs) =>
        new(costs.Connection, costs.Fees, costs.Packs, costs.Use, costs.FallbackFees + costs.Inactivity + costs.UseAbroad + costs.Debt + costs.PromisedFee);
}
