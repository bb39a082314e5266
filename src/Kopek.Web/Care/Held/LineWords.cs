using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;

namespace Kopek.Web.Care.Held;

/// <summary>What the pages of a line say in more than one place.</summary>
internal static class LineWords
{
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
}
