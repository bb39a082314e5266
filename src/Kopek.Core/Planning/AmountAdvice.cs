using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Planning;

/// <summary>Amounts that keep a line online until a day, neither too low nor too high, as one to three choices.</summary>
/// <param name="Until">The end of the last day that is needed, local midnight.</param>
public sealed record AmountAdvice(UseOutlook Outlook, Moment Until, AmountBounds Bounds, IReadOnlyList<AmountChoice> Choices)
{
    /// <summary>Farther ahead than a year nobody plans a SIM.</summary>
    public const int MostDays = 366;

    /// <summary>How many days may be paid ahead at a time, the longest first: by then more is known of what is really used.</summary>
    private static readonly int[] StageDays = [14, 7, 3];

    /// <summary>The longest stage is taken whose need is known that well: the figure bounds what may be paid in vain.</summary>
    private static readonly Money MostUncertain = Money.FromRubles(300);

    /// <summary>A stage is enough in four cases of five: less is asked for again too soon, more is money that waits.</summary>
    private const int StagePermille = 800;

    /// <summary>Pure; changes nothing on <paramref name="line"/>.</summary>
    /// <param name="lastDay">Local; today or later, at most <see cref="MostDays"/> ahead.</param>
    public static AmountAdvice Of(Catalogue catalogue, Line line, UseOutlook outlook, Moment now, LocalDate lastDay)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(line);
        var zone = LineCalendar.Zone(line.TimeZone) ?? DateTimeZone.Utc;
        var today = now.ToInstant().InZone(zone).Date;
        var until = Midnight(zone, lastDay.PlusDays(1));
        var version = catalogue.At(now);
        var plan = version.FindPlan(line.Plan) ?? catalogue.Versions.Select(known => known.FindPlan(line.Plan)).Last(known => known is not null)!;
        var bounds = AmountBounds.Of(plan, version.FindOperator(line.Operator)?.Payments.TopUpStep ?? new Money(1));
        var needs = new AmountNeeds(catalogue, line, outlook, now, bounds.Step);
        var whole = needs.Until(until);
        var choices = new ChoiceMaking(catalogue, line, outlook, now, until, bounds, whole);
        if (whole.At(Band.LatePermille) <= Money.Zero)
        {
            return new AmountAdvice(outlook, until, bounds, [choices.Make(ChoiceKind.Nothing, Money.Zero, until, isRecommended: true)]);
        }

        var made = new List<AmountChoice>();
        var stageDays = LongestStage(needs, zone, today);
        var stageEnd = Midnight(zone, today.PlusDays(stageDays));
        // With not much more than a stage to go, a stage would leave a second payment for a few days.
        var isLong = Period.Between(today, lastDay, PeriodUnits.Days).Days > stageDays + stageDays / 2;
        if (isLong)
        {
            var ofStage = needs.Until(stageEnd);
            var stage = Money.Max(ofStage.At(StagePermille), ofStage.At(Band.LatePermille) > Money.Zero ? bounds.Least : Money.Zero);
            made.Add(choices.Make(stage.IsZero ? ChoiceKind.Nothing : ChoiceKind.Stage, stage, stageEnd, isRecommended: true));
        }

        var likely = whole.At(Band.MiddlePermille);
        var safe = whole.At(Band.LatePermille);
        if (likely > Money.Zero && bounds.For(likely) < bounds.For(safe))
        {
            made.Add(choices.Make(ChoiceKind.Likely, likely, until, isRecommended: made.Count == 0));
        }

        made.Add(choices.Make(ChoiceKind.Safe, safe, until, isRecommended: made.Count == 0));
        return new AmountAdvice(outlook, until, bounds, made);
    }

    private static int LongestStage(AmountNeeds needs, DateTimeZone zone, LocalDate today)
    {
        foreach (var days in StageDays)
        {
            var need = needs.Until(Midnight(zone, today.PlusDays(days)));
            if (need.At(Band.LatePermille) - need.At(Band.EarlyPermille) <= MostUncertain)
            {
                return days;
            }
        }

        return StageDays[^1];
    }

    private static Moment Midnight(DateTimeZone zone, LocalDate day) => Moment.FromInstant(zone.AtStartOfDay(day).ToInstant());
}
