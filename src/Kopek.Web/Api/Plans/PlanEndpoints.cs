using Kopek.Books.Statements;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Packs;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Plans;

/// <summary>The plans in force, and changing a line's plan.</summary>
internal static class PlanEndpoints
{
    private const string Now = "now";
    private const string PeriodEnd = "period_end";
    private const string OperatorQuery = "operator";
    private static readonly OrderRoute Route = new("plan", StatusCodes.Status200OK, BodyMembers.Plan | BodyMembers.When, BodyMembers.Plan, Command);

    private static readonly ApiOperation Change = new("PUT", "/api/v1/lines/{msisdn}/plan", "Change the plan")
    {
        Description = "now: the old bundle ends and the new plan's fee is taken. period_end: when the paid period ends; the present plan again takes the wish back.",
        Request = """{"plan":"KDR-PAYGO","when":"period_end"}""",
        Optional = ["when"],
        Answer = ApiExamples.Receipt("plan", 0),
        IsChange = true,
    };

    private static readonly ApiOperation List = new("GET", "/api/v1/plans", "Plans in force")
    {
        Query = [(OperatorQuery, "code of one operator")],
        Answer = """
            {"plans":[{"plan":"KDR-PAYGO","operator":"KDR","name":{"zh":"随用随付","en":"Pay as you go","ru":"По факту"},"billing":"per_volume","fee":{"value":0,"currency":"RUB"},"feePeriod":"none","connectionFee":{"value":0,"currency":"RUB"},"bundleOctets":0,"bundlePeriod":"none","pricePerMegabyte":{"value":200,"currency":"RUB"},"roundingOctets":1048576,"ratingInterval":"hour","validityDays":0,"overuse":"per_megabyte","throttleKbps":64,"unpaidFee":"block","zones":[0],"leastTopUp":{"value":10000,"currency":"RUB"},"mostTopUp":{"value":1500000,"currency":"RUB"},"promisedPayment":true,"vatPercent":22}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Change.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, Route)));
        (Change with { Method = "POST", Summary = "Change the plan (the same as PUT)" }).Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, Route)));
        List.Map(to, ApiEndpoint.For(parts, InForce));
    }

    private static LineCommand.ChangePlan? Command(in CommandBody body, out Problem? problem)
    {
        problem = body.When is null or Now or PeriodEnd ? null : new Problem(ProblemKinds.MemberInvalid, $"It is \"{Now}\" or \"{PeriodEnd}\".") { Member = "when" };
        return problem is null ? new LineCommand.ChangePlan(body.Plan!, body.When == PeriodEnd) : null;
    }

    private static async Task<Problem?> InForce(HttpContext http, ApiParts parts)
    {
        var version = parts.Engine.Catalogue.At(parts.Now);
        var only = http.Request.Query[OperatorQuery].ToString();
        var plans = version.Plans.Where(plan => only.Length == 0 || plan.Operator == only).Select(plan => PlanView.Of(plan, parts.CurrencyOf(plan.Operator) ?? ""));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new PlanList([.. plans]), ApiJson.Default.PlanList);
        return null;
    }
}

internal sealed record PlanList(IReadOnlyList<PlanView> Plans);

/// <param name="FeePeriod">none, once, day, or local days ("30d").</param>
/// <param name="PricePerMegabyte">For 1,048,576 octets beyond the bundle; null where there is no such price.</param>
internal sealed record PlanView(string Plan, string Operator, LocalizedText Name, string Billing, AmountView Fee, string FeePeriod, AmountView ConnectionFee,
    long BundleOctets, string BundlePeriod, AmountView? PricePerMegabyte, long RoundingOctets, string RatingInterval, int ValidityDays, string Overuse,
    int? ThrottleKbps, string UnpaidFee, IReadOnlyList<int> Zones, AmountView LeastTopUp, AmountView MostTopUp, bool PromisedPayment, int VatPercent)
{
    public static PlanView Of(Plan plan, string currency) => new(plan.Code, plan.Operator, plan.Name, Word(plan.BillingMode), AmountView.Of(plan.Fee, currency),
        plan.FeePeriod.ToString(), AmountView.Of(plan.ConnectionFee, currency), plan.BundleOctets, plan.BundlePeriod.ToString(),
        plan.PricePerMegabyte is { } price ? AmountView.Of(price, currency) : null, plan.RoundingOctets, Word(plan.RatingInterval), plan.ValidityDays,
        Word(plan.Overuse), plan.ThrottleKbps, Word(plan.UnpaidFee), ZoneNumbers.Of(plan.RoamingZones), AmountView.Of(plan.MinTopUp, currency),
        AmountView.Of(plan.MaxTopUp, currency), plan.PromisedPaymentAllowed, plan.VatPercent);

    private static string Word<T>(T value)
        where T : struct, Enum => SnakeCase.Of(value);
}
