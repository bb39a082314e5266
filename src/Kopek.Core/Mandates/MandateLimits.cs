namespace Kopek.Core.Mandates;

public enum MandateFaultKind
{
    TooSmall,
    TooLarge,

    /// <summary>No multiple of the limit.</summary>
    NotInSteps,
    Missing,
}

/// <summary>What of the wished settings cannot be, where it stands in the API's words, and the limit that says why.</summary>
public sealed record MandateFault(string Member, MandateFaultKind Kind, Money Limit);

/// <summary>The bounds of settings: the operator's terms, and what the line's plan takes at a time.</summary>
public static class MandateLimits
{
    public const int FirstDay = 1;

    /// <summary>Every month has it.</summary>
    public const int LastDay = 28;

    /// <summary>The first fault; null where the settings may be.</summary>
    public static MandateFault? FaultOf(MandateSettings settings, LineSight sight)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(sight);
        if (settings is { BelowBalance: null, OnDay: null, BeforeRenewal: null })
        {
            return new MandateFault("rules", MandateFaultKind.Missing, Money.Zero);
        }

        return FaultOf(settings.BelowBalance, sight)
            ?? FaultOf(settings.OnDay, sight)
            ?? FaultOf(settings.BeforeRenewal, sight)
            ?? FaultOfCap(settings, sight);
    }

    private static MandateFault? FaultOf(BelowBalanceRule? rule, LineSight sight)
    {
        if (rule is null)
        {
            return null;
        }

        var least = Money.Max(rule.Threshold, LeastAmount(sight));
        return Between("rules.belowBalance.threshold", rule.Threshold, sight.Terms.LeastThreshold, sight.Terms.MostThreshold)
            ?? FaultOfAmount("rules.belowBalance.amount", rule.Amount, least, sight);
    }

    private static MandateFault? FaultOf(OnDayRule? rule, LineSight sight) => rule switch
    {
        null => null,
        { Day: < FirstDay } => new MandateFault("rules.onDay.day", MandateFaultKind.TooSmall, Money.Zero),
        { Day: > LastDay } => new MandateFault("rules.onDay.day", MandateFaultKind.TooLarge, Money.Zero),
        _ => FaultOfAmount("rules.onDay.amount", rule.Amount, LeastAmount(sight), sight),
    };

    private static MandateFault? FaultOf(BeforeRenewalRule? rule, LineSight sight) =>
        rule is null ? null
        : rule.Lead < sight.Terms.LeastLead ? new MandateFault("rules.beforeRenewal.hours", MandateFaultKind.TooSmall, Money.Zero)
        : rule.Lead > sight.Terms.MostLead ? new MandateFault("rules.beforeRenewal.hours", MandateFaultKind.TooLarge, Money.Zero)
        : null;

    /// <summary>A cap that has no room for one payment would only ever disappoint.</summary>
    private static MandateFault? FaultOfCap(MandateSettings settings, LineSight sight)
    {
        if (settings.Method is null && settings.MonthlyCap.IsZero)
        {
            return null;
        }

        var least = Money.Max(new Money(1), Money.Max(settings.BelowBalance?.Amount ?? Money.Zero, settings.OnDay?.Amount ?? Money.Zero));
        return Between("monthlyCap", settings.MonthlyCap, least, sight.Terms.MostCap);
    }

    private static MandateFault? FaultOfAmount(string member, Money amount, Money least, LineSight sight)
    {
        var step = Math.Max(1, sight.Payments.TopUpStep.Kopeks);
        return Between(member, amount, least, Money.Min(sight.Terms.MostAmount, sight.MostTopUp))
            ?? (amount.Kopeks % step == 0 ? null : new MandateFault(member, MandateFaultKind.NotInSteps, sight.Payments.TopUpStep));
    }

    private static Money LeastAmount(LineSight sight) => Money.Max(sight.Terms.LeastAmount, sight.LeastTopUp);

    private static MandateFault? Between(string member, Money value, Money least, Money most) =>
        value < least ? new MandateFault(member, MandateFaultKind.TooSmall, least)
        : value > most ? new MandateFault(member, MandateFaultKind.TooLarge, most)
        : null;
}
