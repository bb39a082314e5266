using System.Diagnostics;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Web.Care.Plans;

/// <summary>A plan's terms as people say them, in the visitor's language.</summary>
internal sealed class PlanWords(CareCall call, CatalogueVersion version)
{
    public NoticeWords Of(string operatorCode) => call.Words(version.FindOperator(operatorCode));

    public string Name(LocalizedText name) => Of("").Name(name);

    public string Operator(Plan plan) => version.FindOperator(plan.Operator) is { } terms ? Name(terms.Name) : plan.Operator;

    public string Fee(Plan plan)
    {
        var amount = Of(plan.Operator).Amount(plan.Fee);
        return plan.FeePeriod.Kind switch
        {
            PeriodKind.None => call.T("plans.fee.none"),
            PeriodKind.Once => call.T("plans.fee.once", ("amount", amount)),
            PeriodKind.Day => call.T("plans.fee.day", ("amount", amount)),
            PeriodKind.Days => call.T("plans.fee.days", ("amount", amount), ("days", NoticeWords.Number(plan.FeePeriod.Days))),
            _ => throw new UnreachableException(),
        };
    }

    public string Included(Plan plan) => plan.BundleOctets == 0 ? call.T("plans.included.none") : Lasting(Of("").Volume(plan.BundleOctets), plan.BundlePeriod);

    public string Pack(DataPack pack) => Lasting(Of("").Volume(pack.Octets), pack.Validity);

    /// <summary>What happens when the data of the period is used up.</summary>
    public string UsedUp(Plan plan)
    {
        var words = Of(plan.Operator);
        return plan.Overuse switch
        {
            OveruseRule.Block => call.T("plans.used.block"),
            OveruseRule.PerMegabyte => call.T("plans.used.per_megabyte", ("amount", plan.PricePerMegabyte is { } price ? words.Amount(price) : "")),
            OveruseRule.Throttle => call.T("plans.used.throttle", ("kbps", Speed(plan))),
            OveruseRule.AutoPack when plan.AutoPack is { } pack => call.T("plans.used.auto_pack", ("volume", words.Volume(pack.Octets)), ("amount", words.Amount(pack.Price)))
                + (pack.MaxPerPeriod == 0 ? "" : " " + call.T("plans.used.most", ("count", NoticeWords.Number(pack.MaxPerPeriod)))),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Fee, data that is included and what happens beyond it, in one breath.</summary>
    public string Sentence(Plan plan) => plan.BundleOctets == 0
        ? call.T("plans.sentence.by_volume", ("fee", Fee(plan)), ("used",
            plan is { Overuse: OveruseRule.PerMegabyte, PricePerMegabyte: { } price } ? call.T("plans.used.by_volume", ("amount", Of(plan.Operator).Amount(price))) : UsedUp(plan)))
        : call.T("plans.sentence", ("fee", Fee(plan)), ("included", Included(plan)), ("used", UsedUp(plan)));

    /// <summary>What happens when the money does not cover the fee; without a fee, when the money is used up.</summary>
    public string Unpaid(Plan plan)
    {
        if (plan.FeePeriod.Kind == PeriodKind.None)
        {
            return call.T("plans.unpaid.no_fee");
        }

        var words = Of(plan.Operator);
        return call.T($"plans.unpaid.{SnakeCase.Of(plan.UnpaidFee)}", ("kbps", Speed(plan)),
            ("fee", plan.DailyFallback is { } day ? words.Amount(day.Fee) : ""), ("volume", plan.DailyFallback is { } data ? words.Volume(data.Octets) : ""));
    }

    /// <summary>The label of a plan: whether it roams.</summary>
    public string Abroad(Plan plan) => call.T(Roams(plan) ? "plans.abroad.yes" : "plans.abroad.no");

    public IEnumerable<string> Zones(Plan plan) =>
        version.Zones.Where(zone => zone.Number != CatalogueVersion.HomeZone && plan.RoamingZones.Contains(zone.Number)).Select(zone => Name(zone.Name));

    public static bool Roams(Plan plan) => plan.RoamingZones.Bits > RoamingZoneSet.Home.Bits;

    private static string Speed(Plan plan) => NoticeWords.Number(plan.ThrottleKbps ?? 0);

    private string Lasting(string volume, Period period) => period.Kind switch
    {
        PeriodKind.Day => call.T("plans.lasting.day", ("volume", volume)),
        PeriodKind.Days => call.T("plans.lasting.days", ("volume", volume), ("days", NoticeWords.Number(period.Days))),
        _ => call.T("plans.lasting.once", ("volume", volume)),
    };
}
