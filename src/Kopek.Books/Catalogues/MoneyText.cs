namespace Kopek.Books.Catalogues;

/// <summary>Rubles as people write them in the files, digit by digit into kopeks: no floating point on the way.</summary>
internal static class MoneyText
{
    private const int Decimals = 2;
    private const int KopeksPerRuble = 100;

    /// <summary>"25", "25.5" and "25.50" are amounts; a sign, a comma, a space or a third decimal is a fault.</summary>
    public static (long Kopeks, string? Fault) Read(string text)
    {
        if (text.Contains(','))
        {
            return (0, $"{CsvRow.Quoted(text)} has a comma");
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (rubles, fault) = WholeNumberText.Read(point < 0 ? text : text[..point], 0, CatalogueLimits.Rubles);
        if (fault is not null)
        {
            return (0, text.Length > 0 && fault.EndsWith("whole number", StringComparison.Ordinal) ? $"{CsvRow.Quoted(text)} is no amount of money" : fault);
        }

        var decimals = point < 0 ? "" : text[(point + 1)..];
        if (point >= 0 && (decimals.Length == 0 || !decimals.All(char.IsAsciiDigit)))
        {
            return (0, $"{CsvRow.Quoted(text)} is no amount of money");
        }

        if (decimals.Length > Decimals)
        {
            return (0, $"{CsvRow.Quoted(text)} has more than two decimals");
        }

        var kopeks = decimals.PadRight(Decimals, '0').Aggregate(0, (sum, digit) => sum * 10 + (digit - '0'));
        var total = rubles * KopeksPerRuble + kopeks;
        return total > CatalogueLimits.Rubles * KopeksPerRuble ? (0, $"{CsvRow.Quoted(text)} is more than {CatalogueLimits.Rubles}") : (total, null);
    }
}
