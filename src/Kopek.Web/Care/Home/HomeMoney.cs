using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Web.Care.Held;

namespace Kopek.Web.Care.Home;

/// <summary>Money that is not simply there: set aside, given, promised, owed.</summary>
internal static class HomeMoney
{
    public static IEnumerable<NamedValue> Of(OwnLine line)
    {
        var facts = line.Facts;
        NamedValue Named(string key, Money amount) => new(line.Call.T(key), line.Words.Amount(amount));
        if (!facts.Reserved.IsZero)
        {
            yield return Named("home.reserved", facts.Reserved);
        }

        foreach (var kind in (LotKind[])[LotKind.Bonus, LotKind.Promised, LotKind.Debt])
        {
            var sum = new Money(facts.Line.Lots.Where(lot => lot.Kind == kind).Sum(lot => lot.Amount.Kopeks));
            if (!sum.IsZero)
            {
                yield return Named($"home.lot.{SnakeCase.Of(kind)}", kind == LotKind.Debt ? -sum : sum);
            }
        }

        var owed = facts.Line.PromisedDebt + facts.Line.PromisedFee;
        if (!owed.IsZero)
        {
            yield return Named("home.promised_owed", owed);
        }
    }
}

/// <summary>What happens by itself, and when.</summary>
internal static class HomeDates
{
    public static IEnumerable<NamedValue> Of(OwnLine line)
    {
        var facts = line.Facts.Line;
        if (LineWords.NextFee(line) is { } fee)
        {
            yield return new NamedValue(line.Call.T("home.next_fee"), $"{fee.Amount} · {fee.When}");
        }

        if (facts.NextPlan is { } next)
        {
            yield return new NamedValue(line.Call.T("home.next_plan"), line.NameOf(next));
        }

        foreach (var (key, at) in ((string, Moment)[])[("home.bundle_until", facts.BundleUntil), ("home.plan_until", facts.PlanValidUntil), ("home.promised_due", facts.PromisedDueAt),
            ("home.grace_until", facts.Life == LineLife.Grace ? facts.GraceUntil : Moment.Never)])
        {
            if (!at.IsNever && at != Moment.Beginning)
            {
                yield return new NamedValue(line.Call.T(key), line.Words.Time(at));
            }
        }
    }
}
