using System.Globalization;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Diagnosis;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>You pay, debt repaid, bonus, you receive; and whether it brings data back. Asked before any money moves.</summary>
internal static class TopUpQuoteEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/top-up-quote", "What a payment would do")
    {
        Description = "Nothing is changed. helps is whether data works after it and did not before; where it would not, reason and cure say what would. blockedBy is what keeps the line offline whatever is paid, by the diagnosis; null where nothing does.",
        Query = [("amount", "Whole kopeks."), ("pack", "A pack to be bought with it."), ("renewPlan", "true: a plan that is over begins anew."),
            ("region", "Where the line is, ISO 3166-2: shutdowns and outages there are told."), (PageLanguage.Parameter, "Language of the texts: zh-CN, en or ru.")],
        Answer = """
            {"recipient":{"msisdn":"••• 0000","operator":"KDR"},"pay":{"value":50000,"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"bonus":{"value":0,"currency":"RUB"},"receive":{"value":50000,"currency":"RUB"},"availableAfter":{"value":99000,"currency":"RUB"},"dataWorksBefore":false,"dataWorksAfter":true,"helps":true,"reason":"none","cure":"none","needed":{"value":0,"currency":"RUB"},"minimum":{"value":10000,"currency":"RUB"},"maximum":{"value":1500000,"currency":"RUB"},"step":{"value":1,"currency":"RUB"},"blockedBy":{"cause":"area_shutdown","verdict":"likely","title":"Mobile internet is cut in the area","fix":"use_wifi_and_wait","todo":"Use Wi-Fi and wait.","until":"2026-11-27T09:00:00Z"}}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        var query = http.Request.Query;
        if (!long.TryParse(query["amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var kopeks) || kopeks == 0)
        {
            return new Problem(ProblemKinds.QueryInvalid, "It is a whole number of kopeks, more than zero.") { Member = "amount" };
        }

        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        if (DiagnosisQuery.Read(http.Request, parts.Engine.Catalogue.At(parts.Now), out var question) is { } wrong)
        {
            return wrong;
        }

        var pack = query["pack"].ToString();
        if (await parts.Payments.Desk.Quote(line, new Money(kopeks), pack.Length == 0 ? null : pack, query["renewPlan"] == "true") is not { } quote)
        {
            return ApiParts.UnknownLine();
        }

        if (quote.Line.WhyNot != RefusalCode.None)
        {
            return RuleProblems.Of(quote.Line.Outcome with { Refused = quote.Line.WhyNot }, quote.Currency, null);
        }

        AmountView Of(Money amount) => AmountView.Of(amount, quote.Currency);
        var (before, after, outcome) = (quote.Line.Before, quote.Line.After, quote.Line.Outcome);
        var diagnosis = await parts.Diagnosis.Of(line, question);
        var blocker = diagnosis?.LeftAfterPaying(after.DataWorks, withPack: pack.Length > 0);
        var blocked = blocker is null ? null : BlockedByView.Of(blocker, parts.Diagnosis.Texts(diagnosis!, PageLanguage.Of(http.Request)));
        var helps = !before.DataWorks && after.DataWorks && blocker is not { Verdict: Verdict.Certain };
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new TopUpQuoteView(new RecipientView(parts.MaskedNumber(line), quote.Line.Operator), Of(quote.Pay), Of(outcome.DebtRepaid),
            Of(quote.Line.Bonus), Of(quote.Pay - outcome.DebtRepaid + quote.Line.Bonus), Of(outcome.AvailableAfter), before.DataWorks, after.DataWorks, helps,
            after.Reason, after.Cure, Of(after.Needed), Of(quote.Least), Of(quote.Most), Of(quote.Step), blocked), ApiJson.Default.TopUpQuoteView);
        return null;
    }
}
