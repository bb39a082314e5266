using Kopek.Core.Accounts;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>
/// What follows from how a line looks: occasions end, are opened, are charged. All of it from the mandate's own state, so that a sight that comes twice or
/// late changes nothing.
/// </summary>
internal static class MandateSightRules
{
    /// <summary>A sight that waited longer says nothing of now.</summary>
    private static readonly TimeSpan sightLasts = TimeSpan.FromMinutes(5);

    private static readonly int[] warnings = [7, 30];

    public static AccountAnswer Look(AccountDecision d, Mandate mandate, LineSight sight)
    {
        if (mandate.Status == MandateStatus.Stopped || sight.At < mandate.SeenAt || sight.At + sightLasts < d.Now)
        {
            return d.Done();
        }

        if (sight.IsClosed)
        {
            d.Emit(new MandateEvent.StatusChanged(null, MandateStatus.Stopped, StopReason.LineClosed));
            return d.Done();
        }

        if (mandate.Status == MandateStatus.Active)
        {
            WarnOfExpiry(d);
            EndWhatIsOver(d, sight);
            MandateOpeningRules.Rearm(d, sight);
            MandateOpeningRules.Open(d, sight);
            MandateAttemptRules.Start(d, sight);
        }

        return d.Done();
    }

    /// <summary>What the occasion wants paid now; zero where the money came another way.</summary>
    public static Money NeedOf(MandateOccasion occasion, Mandate mandate, LineSight sight) => occasion.Rule switch
    {
        MandateRule.BelowBalance => mandate.Settings.BelowBalance is { } rule && sight.Balance < rule.Threshold ? occasion.Amount : Money.Zero,
        MandateRule.OnDay => occasion.Amount,
        _ => sight.InArrears || sight.RenewalAt == occasion.DueAt ? sight.Renewal() : Money.Zero,
    };

    private static void EndWhatIsOver(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        foreach (var occasion in mandate.Occasions.Where(occasion => occasion is { IsOpen: true, UnderWay: null }))
        {
            var isNeeded = !NeedOf(occasion, mandate, sight).IsZero;
            // A fee that is covered now may be wanting again before it comes due.
            var waits = occasion.Rule == MandateRule.BeforeRenewal && sight.RenewalAt == occasion.DueAt && d.Now < occasion.DueAt;
            if (!isNeeded && !waits)
            {
                d.Emit(new MandateEvent.OccasionEnded(occasion.Id, OccasionEnd.NotNeeded, DeclineReason.None, occasion.Amount, null));
            }
            else if (d.Now >= occasion.GiveUpAt)
            {
                d.Emit(new MandateEvent.OccasionEnded(occasion.Id, OccasionEnd.GivenUp, DeclineReason.None, occasion.Amount, occasion.IsCapped ? null : mandate.Settings.Method?.Label));
            }
        }
    }

    /// <summary>Thirty days ahead, and seven; where it is found out late only the nearer one. Once for what is bound.</summary>
    private static void WarnOfExpiry(AccountDecision d)
    {
        var mandate = (Mandate)d.Account!;
        if (mandate.Settings.Method is not { Expires: true } method)
        {
            return;
        }

        var end = MandateCalendar.EndOf(mandate.TimeZone, method);
        foreach (var days in warnings)
        {
            if (d.Now >= end + -TimeSpan.FromDays(days))
            {
                if (d.Now < end && (mandate.WarnedDays == 0 || days < mandate.WarnedDays))
                {
                    d.Emit(new MandateEvent.CardExpiryWarned(days, end, method.Label));
                }

                return;
            }
        }
    }
}
