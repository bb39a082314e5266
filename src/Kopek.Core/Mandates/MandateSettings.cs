using Kopek.Core.Orders;

namespace Kopek.Core.Mandates;

/// <summary>What a holder wants done by itself. At least one of the rules is set.</summary>
/// <param name="MonthlyCap">Never more in one calendar month of the line's time zone; zero only without a method.</param>
/// <param name="Method">What is charged; null: nothing is, the holder is only told what the balance will not cover.</param>
public sealed record MandateSettings(BelowBalanceRule? BelowBalance, OnDayRule? OnDay, BeforeRenewalRule? BeforeRenewal, Money MonthlyCap, MandateMethod? Method);

/// <summary>The balance fell below the threshold.</summary>
/// <param name="Amount">Not less than the threshold, so that one payment brings a balance that is not negative above it.</param>
public sealed record BelowBalanceRule(Money Threshold, Money Amount);

/// <param name="Day">1-28: every month has it.</param>
public sealed record OnDayRule(int Day, Money Amount);

/// <summary>Ahead of the plan's fee, exactly what the balance lacks for it, and at least what the plan takes at a time.</summary>
public sealed record BeforeRenewalRule(TimeSpan Lead);

/// <param name="Provider">Stable code of the payment provider.</param>
/// <param name="Id">The provider's id of what is bound. Shown to nobody.</param>
/// <param name="Label">What people recognise: "Mir •• 4417".</param>
/// <param name="ExpiresYear">0 where it does not expire; else it is good to the end of that month.</param>
public sealed record MandateMethod(string Provider, string Id, string Label, int ExpiresYear, int ExpiresMonth)
{
    public bool Expires => ExpiresYear > 0;
}

/// <summary>Who asked for a change: the caller's key and what was asked for, so that the same again changes nothing.</summary>
public sealed record MandateChange(OrderId Id, ulong DigestHigh, ulong DigestLow);

/// <summary>Which rule an occasion follows from. Numbers are stored and never reused.</summary>
public enum MandateRule : byte
{
    BelowBalance = 1,
    OnDay = 2,
    BeforeRenewal = 3,
}

/// <summary>Numbers are stored and never reused.</summary>
public enum MandateStatus : byte
{
    Active = 1,

    /// <summary>Nothing new is begun; what is on its way comes to its end.</summary>
    Paused = 2,

    /// <summary>Over, and what was bound is forgotten. New settings begin it anew.</summary>
    Stopped = 3,
}

/// <summary>Numbers are stored and never reused.</summary>
public enum StopReason : byte
{
    None = 0,
    Holder = 1,
    LineClosed = 2,
}
