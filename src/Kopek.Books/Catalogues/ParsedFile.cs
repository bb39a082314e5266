namespace Kopek.Books.Catalogues;

/// <summary>A value and the row that it came from, so that a later check can name file and line.</summary>
internal sealed record Sourced<TValue>(TValue Value, CsvRow Row);

/// <summary>One file after reading. Others are checked against it only if it is whole: a bad row must not make the rows that name it look bad.</summary>
internal sealed record ParsedFile<TValue>(IReadOnlyList<Sourced<TValue>> Rows, bool IsWhole)
{
    public IReadOnlyList<TValue> Values => [.. Rows.Select(row => row.Value)];

    /// <summary>Reads, parses each row, and refuses a second row with the same key.</summary>
    public static ParsedFile<TValue> Read(
        CsvLayout layout, string path, string name, ErrorList errors, Func<CsvRow, TValue> parse, Func<TValue, string> key, string keyColumn)
    {
        var errorsBefore = errors.Listed.Count + errors.Unlisted;
        if (CsvTable.Read(path, name, layout, errors) is not { } rows)
        {
            return new ParsedFile<TValue>([], false);
        }

        var sound = new List<Sourced<TValue>>(rows.Count);
        var lineOfKey = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var value = parse(row);
            if (key(value).Length > 0 && lineOfKey.TryGetValue(key(value), out var line))
            {
                row.Refuse(keyColumn, $"{CsvRow.Quoted(key(value))} is already on line {line}", "Give every row its own, or remove one");
            }

            lineOfKey.TryAdd(key(value), row.Line);

            if (row.IsSound)
            {
                sound.Add(new Sourced<TValue>(value, row));
            }
        }

        return new ParsedFile<TValue>(sound, sound.Count > 0 && sound.Count == rows.Count && errors.Listed.Count + errors.Unlisted == errorsBefore);
    }
}
