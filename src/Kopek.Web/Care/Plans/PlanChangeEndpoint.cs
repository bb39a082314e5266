using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Plans;

/// <summary>Changing the plan of the holder's line: to which, what it does, and the form, once however often it is sent.</summary>
internal static class PlanChangeEndpoint
{
    public const string Path = PlansEndpoint.Path + "/change";
    private const string Now = "now";
    private const string PeriodEnd = "period_end";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, OwnLine.Open(parts, All)).ExcludeFromDescription();
        to.MapGet(PlansEndpoint.Path + "/{code}/change", OwnLine.Open(parts, line => With(line, line.Call.Http.Request.RouteValues["code"] as string ?? "", change => Show(change, null)))).ExcludeFromDescription();
        to.MapPost(Path, OwnLine.OpenForm(parts, Change)).ExcludeFromDescription();
    }

    public static string PathOf(string code) => $"{PlansEndpoint.Path}/{code}/change";

    private static async Task All(OwnLine line)
    {
        var words = new PlanWords(line.Call, line.Version);
        var changes = new List<PlanChange>();
        foreach (var plan in line.Version.Plans.Where(plan => plan.Operator == line.Facts.Line.Operator))
        {
            if (await PlanChange.Of(line, plan.Code) is { } change)
            {
                changes.Add(change);
            }
        }

        var offered = changes.Where(change => change.IsOffered && !change.TakesBack).Select(change => PlansEndpoint.Entry(words, change.Plan)).ToList();
        var refused = offered.Count == 0 ? changes.Find(change => change.Plan.Code != line.Facts.Line.Plan)?.Reason : null;
        await line.Call.Page<PlanChangesPage>(new PlanChangesView(line.NameOf(line.Facts.Line.Plan), line.Facts.Line.Plan, line.Facts.Line.NextPlan is { } next ? line.NameOf(next) : null,
            refused, offered));
    }

    private static async Task With(OwnLine line, string code, Func<PlanChange, Task> handle) =>
        await (await PlanChange.Of(line, code) is { } change ? handle(change) : line.Call.Message(StatusCodes.Status404NotFound, "change.unknown"));

    private static Task Show(PlanChange change, string? wrong)
    {
        var (line, words) = (change.Line, new PlanWords(change.Line.Call, change.Line.Version));
        var view = new PlanChangeView(line.Msisdn, PlansEndpoint.Entry(words, change.Plan), line.NameOf(line.Facts.Line.Plan), words.UsedUp(change.Plan),
            change.IsOffered ? null : change.Reason, change.IsOffered ? [.. change.Notes()] : [], change.AtOnce(), change.AtPeriodEnd(), wrong);
        return line.Call.Page<PlanChangePage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Task Change(OwnLine line, OrderId wish) => line.Call.Form.Text("when") is (Now or PeriodEnd) and var when
        ? With(line, line.Call.Form.Text("plan"), change => line.Place(wish, $"1\ncare-plan\n{line.Id}\n{change.Plan.Code}\n{when}", new LineCommand.ChangePlan(change.Plan.Code, when == PeriodEnd),
            _ => line.Call.Redirect(DoneEndpoint.PathOf(wish)), _ => Show(change, line.Call.T("change.not_done"))))
        : line.Call.Message(StatusCodes.Status400BadRequest, "error.form");
}
