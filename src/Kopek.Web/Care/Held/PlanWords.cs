using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Web.Care.Held;

/// <summary>What a plan costs and gives, in sentences.</summary>
internal static class PlanWords
{
    /// <summary>Fee, data that is included, and what happens beyond it.</summary>
    public static string Of(OwnLine line, Plan plan)
    {
        var (call, words) = (line.Call, line.Words);
        var fee = plan.FeePeriod.Kind switch
        {
            PeriodKind.Day => call.T("held.plan.fee_day", ("amount", words.Amount(plan.Fee))),
            PeriodKind.Days => call.T("held.plan.fee_days", ("amount", words.Amount(plan.Fee)), ("days", Text(plan.FeePeriod.Days))),
            PeriodKind.Once => call.T("held.plan.fee_once", ("amount", words.Amount(plan.Fee))),
            _ => call.T("held.plan.no_fee"),
        };
        var bundle = plan.BundleOctets == 0 ? "" : plan.BundlePeriod.Kind switch
        {
            PeriodKind.Day => call.T("held.plan.bundle_day", ("volume", words.Volume(plan.BundleOctets))),
            PeriodKind.Days => call.T("held.plan.bundle_days", ("volume", words.Volume(plan.BundleOctets)), ("days", Text(plan.BundlePeriod.Days))),
            _ => call.T("held.plan.bundle_once", ("volume", words.Volume(plan.BundleOctets))),
        };
        return Joined(line, fee, bundle, Beyond(line, plan));
    }

    /// <summary>Sentences with a space between them; Chinese needs none.</summary>
    public static string Joined(OwnLine line, params IEnumerable<string> sentences) =>
        string.Join(line.Call.Language == Core.Notices.NoticeLanguage.Chinese ? "" : " ", sentences.Where(sentence => sentence.Length > 0));

    /// <summary>The fee that comes next, and when; null where none comes by itself.</summary>
    public static (string When, string Amount)? NextFee(OwnLine line)
    {
        var facts = line.Facts.Line;
        var plan = line.Version.FindPlan(facts.NextPlan ?? facts.Plan);
        return facts.Arrears is Arrears.Blocked or Arrears.DataSuspended or Arrears.Throttled ? (line.Call.T("held.now"), line.Words.Amount(facts.ArrearsDue))
            : plan is null || facts.Life != LineLife.Active || facts.FeePaidUntil.IsNever || plan.FeePeriod.Kind is PeriodKind.None or PeriodKind.Once ? null
            : (line.Words.Time(facts.FeePaidUntil), line.Words.Amount(facts.Arrears == Arrears.DailyFallback ? plan.DailyFallback?.Fee ?? plan.Fee : plan.Fee));
    }

    private static string Beyond(OwnLine line, Plan plan)
    {
        var (call, words) = (line.Call, line.Words);
        return plan.Overuse switch
        {
            OveruseRule.PerMegabyte when plan.PricePerMegabyte is { } price => call.T(plan.BundleOctets == 0 ? "held.plan.by_volume" : "held.plan.then_by_volume", ("amount", words.Amount(price))),
            OveruseRule.Throttle => call.T("held.plan.then_slow", ("speed", Text(plan.ThrottleKbps ?? 0))),
            OveruseRule.AutoPack when plan.AutoPack is { } pack => call.T("held.plan.then_pack", ("volume", words.Volume(pack.Octets)), ("amount", words.Amount(pack.Price))),
            OveruseRule.Block => call.T("held.plan.then_stop"),
            _ => "",
        };
    }

    private static string Text(int number) => Books.Notices.Texts.NoticeWords.Number(number);
}
