using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Mandates;
using Kopek.Web.Care.Held;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.Subscriptions;

/// <summary>Automatic renewal in sentences.</summary>
internal static class RenewalWords
{
    public static RenewalView Of(OwnLine line, Mandate mandate)
    {
        var (call, words, settings) = (line.Call, line.Words, mandate.Settings);
        var rules = new List<string>();
        if (settings.BelowBalance is { } below)
        {
            rules.Add(call.T("subscriptions.below", ("threshold", words.Amount(below.Threshold)), ("amount", words.Amount(below.Amount))));
        }

        if (settings.OnDay is { } day)
        {
            rules.Add(call.T("subscriptions.on_day", ("day", NoticeWords.Number(day.Day)), ("amount", words.Amount(day.Amount))));
        }

        if (settings.BeforeRenewal is { } renewal)
        {
            rules.Add(call.T("subscriptions.before", ("hours", NoticeWords.Number(renewal.Lead.Ticks / TimeSpan.TicksPerHour))));
        }

        var used = mandate.UseOf(MandateCalendar.MonthOf(mandate.TimeZone, line.Facts.Now));
        return new RenewalView(call.T($"subscriptions.status.{SnakeCase.Of(mandate.Status)}"), rules,
            call.T("subscriptions.month_limit", ("limit", words.Amount(settings.MonthlyCap)), ("used", words.Amount(used))), settings.Method?.Label,
            mandate.Status switch { MandateStatus.Active => true, MandateStatus.Paused => false, _ => null }, PostedForm.NewOrder());
    }
}
