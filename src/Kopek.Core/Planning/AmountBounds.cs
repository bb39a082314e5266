using Kopek.Core.Plans;

namespace Kopek.Core.Planning;

/// <summary>What a payment may be: the plan's least and most, and steps of the operator, of which people are told whole tens of rubles.</summary>
public sealed record AmountBounds(Money Least, Money Most, Money Step)
{
    /// <summary>Nobody types 437.13: amounts are advised in whole tens of rubles, or in the operator's steps where those are greater.</summary>
    private static readonly Money Coarse = Money.FromRubles(10);

    public static AmountBounds Of(Plan plan, Money operatorStep)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var step = UpTo(Coarse, operatorStep);
        return new AmountBounds(UpTo(plan.MinTopUp, step), DownTo(plan.MaxTopUp, step), step);
    }

    /// <summary>The smallest payment that brings at least <paramref name="needed"/>, cut to the most; zero where nothing is needed.</summary>
    public Money For(Money needed) => needed <= Money.Zero ? Money.Zero : Money.Min(Most, Money.Max(Least, UpTo(needed, Step)));

    internal static Money UpTo(Money amount, Money step) => new((amount.Kopeks + step.Kopeks - 1) / step.Kopeks * step.Kopeks);

    private static Money DownTo(Money amount, Money step) => new(amount.Kopeks / step.Kopeks * step.Kopeks);
}
