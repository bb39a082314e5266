using System.Diagnostics;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Planning;

/// <summary>Makes a choice out of a sum that is needed: bounds, how long it lasts, what is left over, and why.</summary>
internal sealed class ChoiceMaking(Catalogue catalogue, Line line, UseOutlook outlook, Moment now, Moment until, AmountBounds bounds, NeedsUntil whole)
{
    /// <summary>How far beyond the last day it is looked when a choice ends: enough to see that it does last.</summary>
    private static readonly TimeSpan Beyond = TimeSpan.FromDays(14);

    /// <param name="end">Until when the sum is meant to last.</param>
    public AmountChoice Make(ChoiceKind kind, Money needed, Moment end, bool isRecommended)
    {
        var amount = bounds.For(needed);
        var trials = outlook.Paths.Select(path => LineTrial.Run(catalogue, line, path, now, until + Beyond, amount, until)).ToList();
        var ends = Band.Of(trials.Select(trial => trial.EndsAt));
        var left = trials.Select(trial => trial.Left).Order().ToList();
        var middle = LineTrial.Run(catalogue, line, Path(kind), now, end, LineTrial.Ample);
        return new AmountChoice(kind, amount, ends, left[Spread.Place(Band.MiddlePermille, left.Count)], left[Spread.Place(Band.LatePermille, left.Count)],
            Payments(kind, amount, needed), Reasons(kind, needed, middle, end), isRecommended);
    }

    private UsePath Path(ChoiceKind kind) => whole.Paths[Spread.Place(kind == ChoiceKind.Safe ? Band.LatePermille : Band.MiddlePermille, whole.Paths.Count)];

    private int Payments(ChoiceKind kind, Money amount, Money needed)
    {
        if (amount.IsZero)
        {
            return 0;
        }

        var sum = kind == ChoiceKind.Stage ? Money.Max(needed, whole.At(Band.MiddlePermille)) : needed;
        return (int)Math.Max(1, (sum.Kopeks + amount.Kopeks - 1) / amount.Kopeks);
    }

    private List<AdviceReason> Reasons(ChoiceKind kind, Money needed, TrialResult middle, Moment end)
    {
        var costs = middle.Costs;
        var reasons = new List<AdviceReason> { AdviceReason.Of(BasisOf(outlook.Basis), count: outlook.DaysKnown, octets: outlook.DailyOctets) };
        Part(AdviceCode.PartFees, costs.Fees, costs.FeeCount);
        Part(AdviceCode.PartConnection, costs.Connection);
        Part(AdviceCode.PartDailyFallback, costs.FallbackFees, costs.FallbackCount);
        Part(AdviceCode.PartPacks, costs.Packs, costs.PackCount);
        Part(AdviceCode.PartUse, costs.Use);
        Part(AdviceCode.PartUseAbroad, costs.UseAbroad);
        Part(AdviceCode.PartInactivity, costs.Inactivity);
        Part(AdviceCode.PartDebt, costs.Debt);
        Part(AdviceCode.PartPromisedFee, costs.PromisedFee);
        Part(AdviceCode.PartBalance, Money.Max(Money.Zero, line.Available));
        if (needed > Money.Zero && needed < bounds.Least)
        {
            reasons.Add(AdviceReason.Of(AdviceCode.LeastPayment, bounds.Least));
        }

        if (needed > bounds.Most)
        {
            reasons.Add(AdviceReason.Of(AdviceCode.MostPayment, bounds.Most));
        }

        if (kind == ChoiceKind.Stage)
        {
            reasons.Add(AdviceReason.Of(AdviceCode.StageOnly, at: end));
        }

        if (middle.Why is RunOut.DataUsedUp or RunOut.NoService)
        {
            reasons.Add(AdviceReason.Of(middle.Why == RunOut.DataUsedUp ? AdviceCode.DataEnds : AdviceCode.NoService, at: middle.EndsAt));
        }

        return reasons;

        void Part(AdviceCode code, Money amount, int count = 0)
        {
            if (!amount.IsZero)
            {
                reasons.Add(AdviceReason.Of(code, amount, count));
            }
        }
    }

    private static AdviceCode BasisOf(UseBasis basis) => basis switch
    {
        UseBasis.None => AdviceCode.BasisNone,
        UseBasis.ShortHistory => AdviceCode.BasisShortHistory,
        UseBasis.History => AdviceCode.BasisHistory,
        UseBasis.Stated => AdviceCode.BasisStated,
        _ => throw new UnreachableException($"{basis} has no reason."),
    };
}
