using System.Globalization;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>You pay, debt repaid, bonus, you receive; and whether it brings data back. Asked before any money moves.</summary>
internal static class TopUpQuoteEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/top-up-quote", "What a payment would do")
    {
        Description = "Nothing is changed. helps is whether data works after it and did not before; where it would not, reason and cure say what would.",
        Query = [("amount", "Whole kopeks."), ("pack", "A pack to be bought with it."), ("renewPlan", "true: a plan that is over begins anew.")],
        Answer = """
            {"recipient":{"msisdn":"*******0000","operator":"KDR"},"pay":{"value":50000,"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"bonus":{"value":0,"currency":"RUB"},"receive":{"value":50000,"currency":"RUB"},"availableAfter":{"value":99000,"currency":"RUB"},"dataWorksBefore":false,"dataWorksAfter":true,"helps":true,"reason":"none","cure":"none","needed":{"value":0,"currency":"RUB"},"minimum":{"value":10000,"currency":"RUB"},"maximum":{"value":1500000,"currency":"RUB"},"step":{"value":1,"currency":"RUB"}}
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
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new TopUpQuoteView(new RecipientView(RecipientView.Masked(parts, line), quote.Line.Operator), Of(quote.Pay), Of(outcome.DebtRepaid),
            Of(quote.Line.Bonus), Of(quote.Pay - outcome.DebtRepaid + quote.Line.Bonus), Of(outcome.AvailableAfter), before.DataWorks, after.DataWorks, !before.DataWorks && after.DataWorks,
            after.Reason, after.Cure, Of(after.Needed), Of(quote.Least), Of(quote.Most), Of(quote.Step)), ApiJson.Default.TopUpQuoteView);
        return null;
    }
}
