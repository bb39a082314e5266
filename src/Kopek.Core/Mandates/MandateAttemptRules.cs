using Kopek.Core.Accounts;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>Attempts: one at a time for a mandate, never over the cap, the next one only when the last is surely over.</summary>
internal static class MandateAttemptRules
{
    public static void Start(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        if (mandate.UnderWay is not null || mandate.Settings.Method is not { } method || !sight.CanPay)
        {
            return;
        }

        foreach (var occasion in mandate.Occasions.Where(occasion => occasion.IsOpen && d.Now >= occasion.NextAt).OrderBy(occasion => occasion.ChargeAt))
        {
            var amount = MandateSightRules.NeedOf(occasion, mandate, sight);
            if (amount.IsZero)
            {
                continue;
            }

            if (Hindrance(mandate, method, amount, sight, d.Now) is { } reason)
            {
                d.Emit(new MandateEvent.OccasionEnded(occasion.Id, OccasionEnd.Failed, reason, amount, method.Label));
                continue;
            }

            var used = mandate.UseOf(MandateCalendar.MonthOf(mandate.TimeZone, d.Now));
            if (used + amount <= mandate.Settings.MonthlyCap)
            {
                d.Emit(new MandateEvent.AttemptStarted(occasion.Id, occasion.Rule, occasion.Attempts.Count + 1, amount, method.Label));
                return;
            }

            if (!occasion.IsCapped)
            {
                d.Emit(new MandateEvent.CapReached(occasion.Id, amount, mandate.Settings.MonthlyCap, used));
            }
        }
    }

    public static AccountAnswer Ended(AccountDecision d, Mandate mandate, MandateCommand.AttemptEnded c)
    {
        if (mandate.Find(c.Occasion) is not { } occasion || occasion.Attempts.FirstOrDefault(attempt => attempt.Number == c.Attempt) is not { } told)
        {
            return d.Refused(AccountRefusal.Unknown);
        }

        if (told.Outcome != AttemptOutcome.Open)
        {
            return told.Outcome == c.Outcome ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (c.Outcome == AttemptOutcome.Open)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        var tries = told.Number - occasion.AttemptsBefore;
        var mayRetry = mandate.Status == MandateStatus.Active && mandate.Settings.Method is not null && tries <= c.Terms.Retries.Count && IsWorthAnother(c.Outcome, c.Reason);
        d.Emit(new MandateEvent.AttemptEnded(c.Occasion, c.Attempt, told.Amount, c.Outcome, c.Reason, mayRetry ? d.Now + c.Terms.Retries[tries - 1] : Moment.Never, told.Label));
        return d.Done();
    }

    /// <summary>Tomorrow there may be money on it. What needs its holder, or was called fraud, stays as it is.</summary>
    private static bool IsWorthAnother(AttemptOutcome outcome, DeclineReason reason) => outcome switch
    {
        AttemptOutcome.Declined => reason is not (DeclineReason.ExpiredMethod or DeclineReason.ConfirmationNeeded or DeclineReason.Fraud),
        AttemptOutcome.Expired or AttemptOutcome.NotPlaced => true,
        _ => false,
    };

    /// <summary>Why it is not even tried: the payer would pay for nothing, or be declined for sure.</summary>
    private static DeclineReason? Hindrance(Mandate mandate, MandateMethod method, Money amount, LineSight sight, Moment now) =>
        now >= MandateCalendar.EndOf(mandate.TimeZone, method) ? DeclineReason.ExpiredMethod
        : amount < sight.LeastTopUp || amount > sight.MostTopUp ? DeclineReason.Misconfigured
        : null;
}
