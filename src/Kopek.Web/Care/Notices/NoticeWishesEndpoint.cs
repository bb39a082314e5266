using Kopek.Books.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Web.Api.Notices;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.TopUps;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Notices;

/// <summary>Thresholds, quiet hours and language of the notices of a line. Its e-mail address is not changed here: that one has to be confirmed.</summary>
internal static class NoticeWishesEndpoint
{
    public const string Path = CareSite.Root + "/notices";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, OwnLine.Open(parts, line => line.Call.Page<NoticeWishesPage>(ViewOf(line, line.Api.Notices.Preferences(line.Id), false)))).ExcludeFromDescription();
        to.MapPost(Path, OwnLine.Open(parts, Change)).ExcludeFromDescription();
    }

    private static async Task Change(OwnLine line)
    {
        var call = line.Call;
        if (line.WishOfForm is not { } id || NoticeTexts.Language(call.Form.Text("language")) is not { } language)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        if (!line.IsFormOfThisLine)
        {
            await call.Message(StatusCodes.Status409Conflict, "held.other_line");
            return;
        }

        var wanted = line.Api.Notices.Preferences(line.Id) with { Language = language, WakesForService = call.Form.IsTicked("wakes"), Sms = call.Form.IsTicked("sms") };
        if ((ReadThresholds(call.Form, ref wanted) ?? ReadQuiet(call.Form, ref wanted)) is { } wrong)
        {
            await call.Page<NoticeWishesPage>(Typed(line, wanted, call.T(wrong)), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var change = line.Api.Notices.Change(line.Id, wanted, id, NoticePreferencesEndpoint.Digest(line.Id, wanted), line.Facts.Now);
        await (change == PreferenceChange.Conflict ? call.Message(StatusCodes.Status409Conflict, "error.conflict") : call.Page<NoticeWishesPage>(ViewOf(line, wanted, true)));
    }

    private static string? ReadThresholds(PostedForm form, ref NoticePreferences wanted)
    {
        var thresholds = new SortedSet<Money>();
        for (var place = 1; place <= NoticePreferences.MostThresholds; place++)
        {
            var text = form.Text(Field(place));
            if (text.Length == 0)
            {
                continue;
            }

            if (!TypedAmount.TryRead(text, out var amount))
            {
                return "notices.bad_threshold";
            }

            thresholds.Add(amount);
        }

        wanted = wanted with { LowBalance = [.. thresholds.Reverse()] };
        return null;
    }

    /// <summary>Both empty: no quiet hours.</summary>
    private static string? ReadQuiet(PostedForm form, ref NoticePreferences wanted)
    {
        var (from, until) = (form.Text("from"), form.Text("until"));
        if (from.Length == 0 && until.Length == 0)
        {
            wanted = wanted with { Quiet = null };
            return null;
        }

        var quiet = new QuietHours(QuietHoursView.Minute(from) ?? -1, QuietHoursView.Minute(until) ?? -1);
        wanted = wanted with { Quiet = quiet };
        return quiet.IsValid ? null : "notices.bad_quiet";
    }

    public static string Field(int place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"low{place}");

    private static NoticeWishesView ViewOf(OwnLine line, NoticePreferences wishes, bool isSaved)
    {
        var quiet = wishes.Quiet is { } hours ? QuietHoursView.Of(hours) : null;
        var thresholds = wishes.LowBalance.Select(TopUpAmounts.Written).Concat(Enumerable.Repeat("", NoticePreferences.MostThresholds)).Take(NoticePreferences.MostThresholds);
        return new NoticeWishesView(line.Msisdn, wishes.Language, [.. thresholds], quiet?.From ?? "", quiet?.Until ?? "", wishes.WakesForService, wishes.Sms, PostedForm.NewOrder(), isSaved, null);
    }

    /// <summary>What was typed again, to be put right.</summary>
    private static NoticeWishesView Typed(OwnLine line, NoticePreferences wanted, string wrong)
    {
        var form = line.Call.Form;
        return new NoticeWishesView(line.Msisdn, wanted.Language, [.. Enumerable.Range(1, NoticePreferences.MostThresholds).Select(place => form.Text(Field(place)))], form.Text("from"),
            form.Text("until"), wanted.WakesForService, wanted.Sms, PostedForm.NewOrder(), false, wrong);
    }
}
