using System.Globalization;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Mandates;
using Kopek.Core.TopUps;
using Kopek.Web.Api.Amounts;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>A line's automatic renewal as the API shows it. What is charged is only ever named by its label.</summary>
/// <param name="Status">active, paused, stopped.</param>
/// <param name="StoppedBecause">holder, line_closed; null while it is not stopped.</param>
/// <param name="UsedThisMonth">Of the cap, in the line's local month: paid, or on its way.</param>
/// <param name="Next">What is expected next as things stand; null for nothing.</param>
/// <param name="Attempts">The newest first.</param>
internal sealed record AutoRenewalView(string Status, string? StoppedBecause, AutoRenewalRulesView Rules, AmountView MonthlyCap, AmountView UsedThisMonth,
    AutoRenewalMethodView? Method, AutoRenewalNextView? Next, IReadOnlyList<AutoRenewalAttemptView> Attempts)
{
    /// <summary>More are on the statement, as top-ups.</summary>
    private const int MostAttempts = 20;

    public static AutoRenewalView Of(Mandate mandate, LineSight sight)
    {
        var settings = mandate.Settings;
        var currency = sight.Currency;
        var next = MandateCalendar.Expected(mandate, sight);
        var attempts = mandate.Occasions.SelectMany(occasion => occasion.Attempts.Select(attempt => (Occasion: occasion, Attempt: attempt)))
            .OrderByDescending(made => made.Attempt.StartedAt).Take(MostAttempts);
        return new AutoRenewalView(
            SnakeCase.Of(mandate.Status),
            mandate.Stopped == StopReason.None ? null : SnakeCase.Of(mandate.Stopped),
            AutoRenewalRulesView.Of(settings, currency),
            AmountView.Of(settings.MonthlyCap, currency),
            AmountView.Of(mandate.UseOf(MandateCalendar.MonthOf(mandate.TimeZone, sight.At)), currency),
            settings.Method is { } method ? AutoRenewalMethodView.Of(method) : null,
            next is null ? null : new AutoRenewalNextView(SnakeCase.Of(next.Rule), next.At.ToString(), AmountView.Of(next.Amount, currency)),
            [.. attempts.Select(made => AutoRenewalAttemptView.Of(mandate, made.Occasion, made.Attempt, currency))]);
    }
}

internal sealed record AutoRenewalRulesView(BelowBalanceView? BelowBalance, OnDayView? OnDay, BeforeRenewalView? BeforeRenewal)
{
    public static AutoRenewalRulesView Of(MandateSettings settings, string currency) => new(
        settings.BelowBalance is { } below ? new BelowBalanceView(AmountView.Of(below.Threshold, currency), AmountView.Of(below.Amount, currency)) : null,
        settings.OnDay is { } day ? new OnDayView(day.Day, AmountView.Of(day.Amount, currency)) : null,
        settings.BeforeRenewal is { } renewal ? new BeforeRenewalView((int)(renewal.Lead.Ticks / TimeSpan.TicksPerHour)) : null);
}

internal sealed record BelowBalanceView(AmountView Threshold, AmountView Amount);

internal sealed record OnDayView(int Day, AmountView Amount);

internal sealed record BeforeRenewalView(int Hours);

/// <param name="Expires">yyyy-MM, good to the end of that month; null where it does not expire.</param>
internal sealed record AutoRenewalMethodView(string Label, string? Expires)
{
    public static AutoRenewalMethodView Of(MandateMethod method) => new(
        method.Label, method.Expires ? string.Create(CultureInfo.InvariantCulture, $"{method.ExpiresYear:0000}-{method.ExpiresMonth:00}") : null);
}

/// <param name="Rule">below_balance, on_day, before_renewal.</param>
internal sealed record AutoRenewalNextView(string Rule, string At, AmountView Amount);

/// <param name="Order">Its top-up order.</param>
/// <param name="Status">open, paid, declined, expired, cancelled, refunded, not_placed.</param>
/// <param name="Reason">Why it brought nothing; null where it did, or nobody said.</param>
/// <param name="RetryAt">When it is tried again; null where it is not.</param>
internal sealed record AutoRenewalAttemptView(string Order, string Rule, AmountView Amount, string? Label, string Status, string? Reason, string At, string? RetryAt)
{
    public static AutoRenewalAttemptView Of(Mandate mandate, MandateOccasion occasion, MandateAttempt attempt, string currency)
    {
        var isRetried = occasion.IsOpen && ReferenceEquals(attempt, occasion.Attempts[^1]) && attempt.Outcome != AttemptOutcome.Open;
        return new AutoRenewalAttemptView(
            MandateKey.OrderOf(mandate.Key, occasion.Id, attempt.Number).Id.ToString(),
            SnakeCase.Of(occasion.Rule),
            AmountView.Of(attempt.Amount, currency),
            attempt.Label,
            SnakeCase.Of(attempt.Outcome),
            attempt.Reason == DeclineReason.None ? null : SnakeCase.Of(attempt.Reason),
            attempt.StartedAt.ToString(),
            isRetried ? occasion.NextAt.ToString() : null);
    }
}
