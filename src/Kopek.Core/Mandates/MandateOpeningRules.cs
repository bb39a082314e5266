using System.Globalization;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>When something is a new occasion. An id is opened again only after the holder changed something, and never once it was paid.</summary>
internal static class MandateOpeningRules
{
    /// <summary>The balance may be answered anew: it was above, or a paid answer of another day, or a cap of another month, did not bring it above.</summary>
    public static void Rearm(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        var last = mandate.Occasions.LastOrDefault(occasion => occasion.Rule == MandateRule.BelowBalance);
        if (!mandate.IsBelow || mandate.Settings.BelowBalance is not { } rule || last is { IsOpen: true })
        {
            return;
        }

        var zone = mandate.TimeZone;
        var again = sight.Balance >= rule.Threshold
            || (last is { End: OccasionEnd.Paid } && MandateCalendar.DayOf(zone, last.EndedAt) < MandateCalendar.DayOf(zone, d.Now))
            || (last is { IsCapped: true, End: OccasionEnd.GivenUp } && MandateCalendar.MonthOf(zone, last.EndedAt) < MandateCalendar.MonthOf(zone, d.Now));
        if (again)
        {
            d.Emit(new MandateEvent.Rearmed(sight.At));
        }
    }

    public static void Open(AccountDecision d, LineSight sight)
    {
        // Money would not help, or must not be asked for: nothing is announced.
        if (!sight.CanPay)
        {
            return;
        }

        OpenBelowBalance(d, sight);
        OpenOnDay(d, sight);
        OpenBeforeRenewal(d, sight);
    }

    public static string NameOf(Moment renewal) => string.Create(CultureInfo.InvariantCulture, $"renewal:{renewal.UnixMilliseconds}");

    /// <summary>It is new; or it brought nothing, and the holder changed something since.</summary>
    public static bool MayOpen(Mandate mandate, string occasion) =>
        mandate.Find(occasion) is not { } known || (!known.IsOpen && known.End != OccasionEnd.Paid && known.EndedAt <= mandate.ActiveSince);

    /// <summary>A date that is not past what the holder changed last, and was not answered; one that was withdrawn before its hour may be announced again.</summary>
    public static bool IsToCome(Mandate mandate, int day, Moment at) =>
        at > mandate.ActiveSince && (day > mandate.LastDay || (day == mandate.LastDay && mandate.Find(NameOf(day)) is not null && MayOpen(mandate, NameOf(day))));

    private static string NameOf(int day) => string.Create(CultureInfo.InvariantCulture, $"day:{day}");

    private static void OpenBelowBalance(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        if (mandate.Settings.BelowBalance is { } rule && !mandate.IsBelow && sight.Balance < rule.Threshold)
        {
            Open(d, sight, string.Create(CultureInfo.InvariantCulture, $"below:{mandate.Crossings + 1}"), MandateRule.BelowBalance, rule.Amount, d.Now, Moment.Never);
        }
    }

    private static void OpenOnDay(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        if (mandate.Settings.OnDay is not { } rule)
        {
            return;
        }

        foreach (var (day, at) in MandateCalendar.Dates(mandate.TimeZone, rule.Day, sight.Terms.ChargeHour, d.Now))
        {
            if (IsToCome(mandate, day, at) && d.Now >= at + -sight.Terms.Notice && d.Now < at + MandateCalendar.DateLasts)
            {
                Open(d, sight, NameOf(day), MandateRule.OnDay, rule.Amount, Moment.Max(at, d.Now + sight.Terms.LeastNotice), at);
                return;
            }
        }
    }

    private static void OpenBeforeRenewal(AccountDecision d, LineSight sight)
    {
        var mandate = (Mandate)d.Account!;
        if (mandate.Settings.BeforeRenewal is not { } rule || sight.RenewalAt.IsNever || d.Now >= sight.RenewalAt
            || d.Now < sight.RenewalAt + -rule.Lead + -sight.Terms.Notice)
        {
            return;
        }

        var name = NameOf(sight.RenewalAt);
        var amount = sight.Renewal();
        if (amount.IsZero || !MayOpen(mandate, name))
        {
            return;
        }

        var soonest = Moment.Max(d.Now, Moment.Min(d.Now + sight.Terms.LeastNotice, sight.RenewalAt + -MandateCalendar.AheadOfFee));
        Open(d, sight, name, MandateRule.BeforeRenewal, amount, Moment.Max(sight.RenewalAt + -rule.Lead, soonest), sight.RenewalAt);
    }

    private static void Open(AccountDecision d, LineSight sight, string name, MandateRule rule, Money amount, Moment chargeAt, Moment dueAt)
    {
        var method = ((Mandate)d.Account!).Settings.Method;
        d.Emit(new MandateEvent.OccasionOpened(name, rule, amount, chargeAt, dueAt, chargeAt + sight.Terms.GivenUpAfter, sight.At, method?.Label));
        if (method is null)
        {
            d.Emit(new MandateEvent.OccasionEnded(name, OccasionEnd.Told, DeclineReason.None, amount, null));
        }
    }
}
