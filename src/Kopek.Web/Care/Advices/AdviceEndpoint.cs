using System.Globalization;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Planning.Texts;
using Kopek.Core.Lines;
using Kopek.Core.Planning;
using Kopek.Core.Plans;
using Kopek.Web.Api.Planning;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;
using Kopek.Web.Care.TopUps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;
using PlannedChoice = Kopek.Core.Planning.AmountChoice;

namespace Kopek.Web.Care.Advices;

/// <summary>What to pay so that the line lasts until a day and little is left over: the planner's choices, each a button into the top-up.</summary>
internal static class AdviceEndpoint
{
    public const string Path = CareSite.Root + "/advice";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, Show)).ExcludeFromDescription();

    private static async Task Show(OwnLine line)
    {
        var query = line.Call.Http.Request.Query;
        var (typedDay, typedUse) = (query["until"].ToString(), query["mb"].ToString());
        var isUseRead = TryReadUse(typedUse, out var stated);
        var isDayRead = TryReadDay(line, typedDay, out var day);
        var wrong = !isDayRead ? "advice.bad_day" : !isUseRead ? "advice.bad_use" : line.Facts.Line.Life == LineLife.Closed ? "home.reason.line_closed" : null;
        var advice = wrong is null ? (await line.Api.Planner.Advise(line.Id, day, stated))?.Plan : null;
        var view = new AdviceView(line.Msisdn, Iso(day), Iso(line.Today), Iso(line.Today.PlusDays(AmountAdvice.MostDays)), isUseRead ? typedUse : "",
            advice is null ? null : line.Call.T("advice.until", ("until", line.DayOf(day))), advice is null ? [] : [.. advice.Choices.Select(choice => View(line, choice))],
            wrong is null ? null : line.Call.T(wrong));
        await line.Call.Page<AdvicePage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static ChoiceView View(OwnLine line, PlannedChoice choice)
    {
        var (call, words) = (line.Call, line.Words);
        var lasts = choice.Ends.Middle.IsNever ? call.T("advice.to_the_end")
            : call.T("advice.about", ("middle", words.Time(choice.Ends.Middle)), ("early", words.Time(choice.Ends.Early)));
        return new ChoiceView(PlanningTexts.Of(choice.Kind, call.Language), choice.IsRecommended, words.Amount(choice.Amount), choice.Amount.IsZero ? null : TopUpAmounts.Written(choice.Amount),
            [
                new NamedValue(call.T("advice.lasts"), lasts),
                new NamedValue(call.T("advice.left"), call.T("advice.left_most", ("amount", words.Amount(choice.LeftOver)), ("most", words.Amount(choice.LeftOverMost)))),
                new NamedValue(call.T("advice.payments"), NoticeWords.Number(choice.Payments)),
            ],
            [.. choice.Reasons.Select(reason => PlanningTexts.Of(reason, call.Language, line.Currency, line.Facts.Line.TimeZone))]);
    }

    /// <summary>A local day from today on, as far as the planner looks; the usual one where none was chosen.</summary>
    private static bool TryReadDay(OwnLine line, string typed, out LocalDate day)
    {
        day = line.Today.PlusDays(TopUpAmounts.PlannedDays);
        if (typed.Length == 0)
        {
            return true;
        }

        if (!LocalDatePattern.Iso.Parse(typed).TryGetValue(default, out var read) || read < line.Today || read > line.Today.PlusDays(AmountAdvice.MostDays))
        {
            return false;
        }

        day = read;
        return true;
    }

    /// <summary>Null octets where nothing was stated: the line's own use.</summary>
    private static bool TryReadUse(string typed, out long? octets)
    {
        var isRead = PlanningQuery.TryReadUse(typed, out var stated);
        octets = isRead ? stated : null;
        return isRead || typed.Length == 0;
    }

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
