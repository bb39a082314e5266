using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Engine.Lines;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.Plans;

/// <summary>What becomes of a line that changes its plan, read off trials of the very command: at once, and at the end of the paid period where the rules wait for it.</summary>
/// <param name="Later">Null where the rules do not wait.</param>
internal sealed record PlanChange(OwnLine Line, Plan Plan, DryRunResult Now, DryRunResult? Later)
{
    private CareCall Call => Line.Call;

    /// <summary>Money aside, the rules let the line change.</summary>
    public bool IsOffered => Now.Outcome.Refused is RefusalCode.None or RefusalCode.InsufficientFunds || Later is not null;

    /// <summary>The present plan again: it takes a change back that was set.</summary>
    public bool TakesBack => Later is not null && Plan.Code == Line.Facts.Line.Plan;

    public string Reason => Call.T($"change.refused.{Books.Statements.SnakeCase.Of(Now.Outcome.Refused)}", ("amount", Line.Words.Amount(Now.Outcome.Limit)), ("hotline", Line.Hotline));

    /// <summary>Null where the catalogue has no such plan, another operator sells it, or the line is gone.</summary>
    public static async Task<PlanChange?> Of(OwnLine line, string code)
    {
        if (line.Version.FindPlan(code) is not { } plan || plan.Operator != line.Facts.Line.Operator || await line.Try(new LineCommand.ChangePlan(plan.Code, AtPeriodEnd: false)) is not { } now)
        {
            return null;
        }

        var later = await line.Try(new LineCommand.ChangePlan(plan.Code, AtPeriodEnd: true));
        return new PlanChange(line, plan, now, later is { Outcome.IsDone: true } && later.Events.Any(happened => happened is LineEvent.PlanChangeScheduled) ? later : null);
    }

    public ChangeOption? AtOnce() => Now.Outcome.Refused is RefusalCode.None or RefusalCode.InsufficientFunds
        ? new ChangeOption([.. RowsAtOnce()], Now.Outcome.IsDone ? null : Reason, Now.Outcome.IsDone, PostedForm.NewOrder()) : null;

    public ChangeOption? AtPeriodEnd() => Later is null ? null : new ChangeOption([.. RowsLater()], TakesBack ? null : Covered(), true, PostedForm.NewOrder());

    public IEnumerable<string> Notes()
    {
        var (facts, words) = (Line.Facts, Line.Words);
        if (TakesBack)
        {
            yield break;
        }

        yield return Call.T("change.packs_stay");
        foreach (var bucket in facts.Buckets.Where(bucket => bucket is { Kind: BucketKind.Pack, Rest: > 0 } && !bucket.Zones.Overlaps(Plan.RoamingZones)))
        {
            yield return Call.T("change.pack_useless", ("name", Line.NameOf(bucket.Name)), ("rest", words.Volume(bucket.Rest)));
        }

        if (Line.Plan is { } own && PlanWords.Roams(own) && !PlanWords.Roams(Plan))
        {
            yield return Call.T("change.roams_no_more");
        }
    }

    private IEnumerable<NamedValue> RowsAtOnce()
    {
        var (facts, words) = (Line.Facts, Line.Words);
        NamedValue Row(string key, string value) => new(Call.T(key), value);
        yield return Row("change.row.fee_now", words.Amount(facts.Line.Life == LineLife.Stocked ? Money.Zero : Plan.Fee));
        yield return Row("packs.row.before", words.Amount(facts.Available));
        if (!Now.Outcome.IsDone)
        {
            yield break;
        }

        yield return Row("packs.row.after", words.Amount(Now.Outcome.AvailableAfter));
        var lost = Now.Events.OfType<LineEvent.BucketExpired>().Sum(expired => expired.Lost);
        if (lost > 0)
        {
            yield return Row("change.row.lost", words.Volume(lost));
        }

        if (Now.Events.OfType<LineEvent.BucketGranted>().LastOrDefault() is { } granted)
        {
            yield return Row("change.row.data", words.Volume(granted.Octets));
            yield return Row("change.row.data_until", words.Time(granted.ExpiresAt));
        }

        if (facts.Line is { Arrears: Arrears.None, FeePaidUntil: { IsNever: false } paid } && paid > facts.Now)
        {
            yield return Row("change.row.paid_lost", words.Time(paid));
        }

        if (Now.Events.OfType<LineEvent.PeriodSet>().LastOrDefault() is { FeePaidUntil: { IsNever: false } next } && Plan.FeePeriod.Kind != PeriodKind.Once)
        {
            yield return Row("change.row.next_fee", words.Time(next));
        }
    }

    private IEnumerable<NamedValue> RowsLater()
    {
        var facts = Line.Facts.Line;
        yield return new(Call.T("change.row.when"), TakesBack ? Call.T("held.now") : Line.Words.Time(Moment.Min(facts.FeePaidUntil, facts.PlanValidUntil)));
        if (!TakesBack)
        {
            yield return new(Call.T("change.row.fee_then"), Line.Words.Amount(Plan.Fee));
        }
    }

    private string? Covered()
    {
        var lacks = Plan.Fee - Line.Facts.Available;
        return lacks > Money.Zero ? Call.T("change.lacks_then", ("amount", Line.Words.Amount(lacks))) : null;
    }
}
