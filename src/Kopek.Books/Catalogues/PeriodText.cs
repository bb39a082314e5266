using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>The files' words for a period: none, once, day, 30d.</summary>
internal static class PeriodText
{
    public static bool TryRead(string text, out Period period)
    {
        period = text switch
        {
            "once" => Period.Once,
            "day" => Period.Day,
            _ => Period.None,
        };
        if (period.Kind != PeriodKind.None || text == "none")
        {
            return true;
        }

        if (!text.EndsWith('d'))
        {
            return false;
        }

        var (days, fault) = WholeNumberText.Read(text[..^1], 1, CatalogueLimits.Days);
        period = fault is null ? Period.OfDays((int)days) : Period.None;
        return fault is null;
    }

    public static string Words(ReadOnlySpan<PeriodKind> kinds)
    {
        var words = new List<string>();
        foreach (var kind in kinds)
        {
            words.Add(kind switch
            {
                PeriodKind.None => "none",
                PeriodKind.Once => "once",
                PeriodKind.Day => "day",
                _ => $"a number of days from 1d to {CatalogueLimits.Days}d",
            });
        }

        return string.Join(", ", words);
    }
}
