using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Plans;
using Kopek.Web.Api.AutoRenewal;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Plans;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Subscriptions;

/// <summary>Every paid service in one list, with its price and its stop.</summary>
internal static class ServicesEndpoint
{
    public const string Path = CareSite.Root + "/services";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, line => Show(line, null))).ExcludeFromDescription();

    /// <param name="wrong">What is to be said of a form that was sent; null for none.</param>
    public static async Task Show(OwnLine line, string? wrong)
    {
        var mandate = await AutoRenewalAnswers.Find(line.Api, line.Id);
        var spending = line.Facts.Line.Roaming;
        var cap = spending?.Cap is not { } most ? null : line.Call.T("subscriptions.cap", ("cap", line.Words.Amount(most)), ("charged", line.Words.Amount(spending.Charged)),
            ("until", line.Words.Time(spending.MonthEnds)));
        var view = new ServicesView(line.Msisdn, [.. Rows(line)], mandate is null ? null : RenewalWords.Of(line, mandate),
            new RoamingView(cap, line.Call.Form.Text("amount"), PostedForm.NewOrder(), PostedForm.NewOrder()), wrong);
        await line.Call.Page<ServicesPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IEnumerable<ServiceRow> Rows(OwnLine line)
    {
        var (call, words, facts) = (line.Call, line.Words, line.Facts);
        var plan = line.Version.FindPlan(facts.Line.Plan);
        yield return new ServiceRow($"{call.T("home.plan")}: {line.NameOf(facts.Line.Plan)}", plan is null ? "" : new PlanWords(call, line.Version).Sentence(plan),
            facts.Line.PlanValidUntil.IsNever ? call.T("subscriptions.plan_stop", ("hotline", line.Hotline)) : call.T("subscriptions.plan_ends", ("until", words.Time(facts.Line.PlanValidUntil))));
        if (plan?.AutoPack is { } pack)
        {
            var isStopped = facts.Line.HasAutoPackStop;
            yield return new ServiceRow(call.T("subscriptions.auto_pack", ("volume", words.Volume(pack.Octets))),
                pack.MaxPerPeriod == 0 ? words.Amount(pack.Price) : call.T("subscriptions.auto_pack_most", ("amount", words.Amount(pack.Price)),
                    ("bought", Books.Notices.Texts.NoticeWords.Number(facts.Line.AutoPacks)), ("most", Books.Notices.Texts.NoticeWords.Number(pack.MaxPerPeriod))),
                call.T(isStopped ? "subscriptions.auto_pack_stopped" : "subscriptions.auto_pack_stop"), new AutoPackButton(isStopped, PostedForm.NewOrder()));
        }

        foreach (var bucket in facts.Buckets.Where(bucket => bucket.Kind == BucketKind.Pack))
        {
            yield return new ServiceRow(line.NameOf(bucket.Name), line.Version.FindPack(bucket.Name) is { } bought ? words.Amount(bought.Price) : "",
                bucket.ExpiresAt.IsNever ? call.T("subscriptions.pack_used") : call.T("subscriptions.pack_ends", ("until", words.Time(bucket.ExpiresAt))));
        }

        var owed = facts.Line.PromisedDebt + facts.Line.PromisedFee;
        if (!owed.IsZero)
        {
            yield return new ServiceRow(call.T("subscriptions.promised"), words.Amount(owed), call.T("subscriptions.promised_stop", ("until", words.Time(facts.Line.PromisedDueAt))));
        }

        if (plan is { InactivityDays: > 0 } && !plan.InactivityFeePerDay.IsZero)
        {
            yield return new ServiceRow(call.T("subscriptions.idle"), call.T("subscriptions.idle_price", ("amount", words.Amount(plan.InactivityFeePerDay)),
                ("days", Books.Notices.Texts.NoticeWords.Number(plan.InactivityDays))), call.T("subscriptions.idle_stop"));
        }
    }
}
