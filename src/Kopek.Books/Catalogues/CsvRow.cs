using System.Globalization;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>
/// One row, read field by field. A reader that does not like its field lists an error with file, line and column and
/// answers a harmless default; the caller asks <see cref="IsSound"/> at the end and drops a row that is not.
/// </summary>
internal sealed class CsvRow(CsvTable table, int line, string[] fields)
{
    private const int ShownCharacters = 40;

    public int Line => line;

    public string File => table.Name;

    public bool IsSound { get; private set; } = true;

    public IReadOnlyCollection<string> Columns => table.Columns;

    public string this[string column] => fields[table.IndexOf(column)];

    /// <summary>The file has the column: one that may be missing is asked for first.</summary>
    public bool Has(string column) => Columns.Contains(column);

    public bool IsEmpty(string column) => this[column].Length == 0;

    public void Refuse(string column, string reason, string remedy)
    {
        IsSound = false;
        table.Errors.Add(File, Line, column, reason, remedy);
    }

    /// <summary>What holds for every field of every file: length, no stray spaces, nothing unprintable.</summary>
    public void CheckShape()
    {
        foreach (var column in Columns)
        {
            var text = this[column];
            if (text.Length > CatalogueLimits.FieldCharacters)
            {
                Refuse(column, $"the text has {text.Length} characters, the limit is {CatalogueLimits.FieldCharacters}", "Shorten it");
            }
            else if (text.Any(char.IsControl))
            {
                Refuse(column, "the text holds a control character", "Type the field again");
            }
            else if (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            {
                Refuse(column, $"{Quoted(text)} begins or ends with a space", "Remove the space");
            }
        }
    }

    public string Text(string column)
    {
        if (IsEmpty(column))
        {
            Refuse(column, "the field is empty", "Write a text");
        }

        return this[column];
    }

    public LocalizedText Name() => new(Text("name_zh"), Text("name_en"), Text("name_ru"));

    /// <summary>Capital letters, digits and dashes: a code is typed, read aloud and put into addresses.</summary>
    public string Code(string column)
    {
        var code = this[column];
        if (code.Length is 0 or > CatalogueLimits.CodeCharacters || !code.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            Refuse(column, $"{Quoted(code)} is no code", $"Write 1 to {CatalogueLimits.CodeCharacters} capital letters A-Z, digits and dashes");
        }

        return code;
    }

    public long Whole(string column, long minimum, long maximum)
    {
        var read = WholeNumberText.Read(this[column], minimum, maximum);
        return read.Fault is null ? read.Value : Fault(column, read.Fault, $"Write a whole number from {minimum} to {maximum}");
    }

    public long? OptionalWhole(string column, long minimum, long maximum) => IsEmpty(column) ? null : Whole(column, minimum, maximum);

    /// <summary>Rubles with a point and at most two decimals, never negative.</summary>
    public Money Money(string column)
    {
        var read = MoneyText.Read(this[column]);
        return new Money(read.Fault is null ? read.Kopeks : Fault(column, read.Fault, $"Write rubles from 0 to {CatalogueLimits.Rubles}, with a point and two decimals: 25.00"));
    }

    public Money? OptionalMoney(string column) => IsEmpty(column) ? null : Money(column);

    public long Octets(string column, long minimumMegabytes) => Whole(column, minimumMegabytes, CatalogueLimits.Megabytes) * DataVolume.OctetsPerMegabyte;

    public bool YesNo(string column) => Choice(column, Words.YesNo);

    public TValue Choice<TValue>(string column, IReadOnlyList<(string Word, TValue Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word == this[column])
            {
                return value;
            }
        }

        Refuse(column, $"{Quoted(this[column])} is not one of the allowed words", $"Write one of: {string.Join(", ", words.Select(pair => pair.Word))}");
        return words[0].Value;
    }

    /// <summary>none, once, day or a number of days such as 30d; only the kinds that the column may have.</summary>
    public Period Period(string column, params ReadOnlySpan<PeriodKind> allowed)
    {
        if (PeriodText.TryRead(this[column], out var period) && allowed.Contains(period.Kind))
        {
            return period;
        }

        Refuse(column, $"{Quoted(this[column])} is no period that can stand here", $"Write one of: {PeriodText.Words(allowed)}");
        return default;
    }

    /// <summary>Zone numbers with bars between them: 0|1|2.</summary>
    public RoamingZoneSet Zones(string column)
    {
        var zones = default(RoamingZoneSet);
        foreach (var part in this[column].Split('|'))
        {
            var read = WholeNumberText.Read(part, 0, RoamingZoneSet.ZoneLimit - 1);
            if (read.Fault is not null || zones.Contains((int)read.Value))
            {
                Refuse(column, read.Fault is null ? $"zone {part} is there twice" : $"zone {read.Fault}", "Write zone numbers with bars between them: 0|1|2");
                return zones;
            }

            zones = zones.With((int)read.Value);
        }

        return zones;
    }

    public void MustBeEmpty(string column, string because)
    {
        if (!IsEmpty(column))
        {
            Refuse(column, $"{Quoted(this[column])} has no meaning {because}", "Leave the field empty");
        }
    }

    /// <summary>A value from the file as it appears in an error text: quoted and short.</summary>
    public static string Quoted(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{(text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…")}\"");

    private long Fault(string column, string reason, string remedy)
    {
        Refuse(column, reason, remedy);
        return 0;
    }
}
