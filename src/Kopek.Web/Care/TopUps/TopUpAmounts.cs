using Kopek.Core;
using Kopek.Engine.Payments;
using NodaTime;

namespace Kopek.Web.Care.TopUps;

/// <param name="Value">As the form sends it.</param>
public sealed record AmountChoice(string Value, string Label);

/// <summary>Amounts to be chosen with one press.</summary>
internal static class TopUpAmounts
{
    /// <summary>For how long the planner is asked where nobody names a day: a short trip.</summary>
    public const int PlannedDays = 14;

    /// <summary>More is no choice any more on a narrow phone.</summary>
    private const int MostOwn = 5;

    /// <summary>Whole sums that people pay, in rubles.</summary>
    private static readonly long[] usual = [100, 300, 500, 1000];

    /// <summary>What a line is asked with before a sum is named.</summary>
    public static Money Probe { get; } = Money.FromRubles(usual[^1]);

    /// <summary>For anybody: the first is the least that helps, where something is needed.</summary>
    public static IEnumerable<Money> Of(TopUpQuote quote)
    {
        var needed = Money.Max(quote.Least, quote.Line.Before.Needed);
        var steps = (needed.Kopeks + quote.Step.Kopeks - 1) / quote.Step.Kopeks;
        return usual.Select(rubles => Money.FromRubles(rubles)).Where(amount => amount > needed && amount.Kopeks % quote.Step.Kopeks == 0)
            .Prepend(new Money(steps * quote.Step.Kopeks)).Where(amount => amount <= quote.Most);
    }

    /// <summary>For the line's holder: the planner's until the end of a day, which would tell others of his use, and the usual ones beside them.</summary>
    public static async Task<IEnumerable<Money>> OfOwn(CareParts parts, PaidLine line, LocalDate today)
    {
        var advice = (await parts.Api.Planner.Advise(line.Id, today.PlusDays(PlannedDays), null))?.Plan;
        var planned = advice?.Choices.Select(choice => choice.Amount).Where(amount => amount >= line.Quote.Least && amount <= line.Quote.Most && !amount.IsZero) ?? [];
        return planned.Concat(Of(line.Quote)).Distinct().Take(MostOwn).Order();
    }

    /// <summary>Rubles and kopeks as a form takes them.</summary>
    public static string Written(Money amount) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount.Kopeks / 100}.{amount.Kopeks % 100:00}");
}
