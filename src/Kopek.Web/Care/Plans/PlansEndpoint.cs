using Kopek.Books.Statements;
using Kopek.Core.Plans;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Plans;

/// <param name="Kinds">In the order of the enumeration; a kind that no plan has is left out.</param>
public sealed record PlansView(IReadOnlyList<PlanKindView> Kinds);

/// <param name="Kind">daily, monthly, hybrid, per_volume.</param>
public sealed record PlanKindView(string Kind, IReadOnlyList<PlanEntry> Plans);

/// <param name="Abroad">The label that says whether it roams.</param>
public sealed record PlanEntry(string Code, string Name, string Operator, string Fee, string Included, string Abroad);

/// <param name="Zones">Abroad; empty where it works at home only.</param>
/// <param name="Change">Where the line of who is signed in changes to it; null where nobody is, or the rules refuse it.</param>
public sealed record PlanPageView(PlanEntry Plan, string Kind, string Connection, string UsedUp, string Unpaid, string? Validity, IReadOnlyList<string> Zones, string TopUps,
    bool IsPromised, string Hotline, string? Change);

/// <summary>The plans in force in plain words, for everybody: so that a holder learns which kind he has. One page for all, one for each.</summary>
internal static class PlansEndpoint
{
    public const string Path = CareSite.Root + "/plans";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, CareEndpoint.Open(parts, All)).ExcludeFromDescription();
        to.MapGet(Path + "/{code}", CareEndpoint.Open(parts, One)).ExcludeFromDescription();
    }

    private static Task All(CareCall call)
    {
        var version = call.Parts.Version;
        var words = new PlanWords(call, version);
        var kinds = version.Plans.GroupBy(plan => plan.BillingMode).OrderBy(group => group.Key)
            .Select(group => new PlanKindView(SnakeCase.Of(group.Key), [.. group.Select(plan => Entry(words, plan))]));
        return call.Page<PlansPage>(new PlansView([.. kinds]));
    }

    private static async Task One(CareCall call)
    {
        var version = call.Parts.Version;
        if (version.FindPlan(call.Http.Request.RouteValues["code"] as string ?? "") is not { } plan)
        {
            await call.Message(StatusCodes.Status404NotFound, "plans.unknown");
            return;
        }

        var words = new PlanWords(call, version);
        var money = words.Of(plan.Operator);
        var change = await OwnLine.Of(call) is { } line && await PlanChange.Of(line, plan.Code) is { IsOffered: true } ? PlanChangeEndpoint.PathOf(plan.Code) : null;
        await call.Page<PlanPage>(new PlanPageView(Entry(words, plan), SnakeCase.Of(plan.BillingMode), money.Amount(plan.ConnectionFee), words.UsedUp(plan), words.Unpaid(plan),
            plan.ValidityDays == 0 ? null : call.T("plans.validity.days", ("days", Books.Notices.Texts.NoticeWords.Number(plan.ValidityDays))), [.. words.Zones(plan)],
            call.T("plans.top_ups.bounds", ("least", money.Amount(plan.MinTopUp)), ("most", money.Amount(plan.MaxTopUp))), plan.PromisedPaymentAllowed,
            version.FindOperator(plan.Operator)?.Hotline ?? "", change));
    }

    public static PlanEntry Entry(PlanWords words, Plan plan) =>
        new(plan.Code, words.Name(plan.Name), words.Operator(plan), words.Fee(plan), words.Included(plan), words.Abroad(plan));
}
