using CsvHelper;

namespace Kopek.Books.Catalogues;

/// <summary>The columns of one file: all of <paramref name="Columns"/> must be there, and no others but those that <paramref name="AlsoAllowed"/> accepts.</summary>
internal sealed record CsvLayout(string Name, IReadOnlyList<string> Columns, Func<string, bool>? AlsoAllowed = null)
{
    /// <summary>A header without rows says that there is nothing of the kind, which may well be so.</summary>
    public bool MayBeEmpty { get; init; }
}

/// <summary>
/// One CSV file as rows of text (RFC 4180 with commas, no line breaks in fields), header and shape checked. What a
/// field means is for <see cref="CsvRow"/>; a file that fails here gives no rows or only its sound ones.
/// </summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> indexOfColumn;

    private CsvTable(string name, ErrorList errors, Dictionary<string, int> indexOfColumn)
    {
        Name = name;
        Errors = errors;
        this.indexOfColumn = indexOfColumn;
    }

    /// <summary>Path below the catalogue folder.</summary>
    public string Name { get; }

    public ErrorList Errors { get; }

    private int FieldCount { get; init; }

    public IReadOnlyCollection<string> Columns => indexOfColumn.Keys;

    public int IndexOf(string column) => indexOfColumn[column];

    /// <summary>The rows of a file in its order, or null after errors that leave no row worth reading.</summary>
    public static IReadOnlyList<CsvRow>? Read(string path, string name, CsvLayout layout, ErrorList errors)
    {
        if (CsvSource.Read(path, name, errors) is not { } bytes)
        {
            return null;
        }

        using var reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            // One forgotten quote must cost one line, not the rest of the file.
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => errors.Add(
                name, (int)record.LineNumber, "", "the quotes of this line do not match", "Put quotes around the whole field and double each quote inside it"),
        });
        if (!reader.Read() || ReadHeader(reader, name, layout, errors) is not { } table)
        {
            return null;
        }

        var rows = new List<CsvRow>();
        while (reader.Read())
        {
            if (rows.Count == CatalogueLimits.Rows)
            {
                errors.Add(name, (int)reader.LineNumber, "", $"the file has more than {CatalogueLimits.Rows} rows", "Check that it is the right file");
                return null;
            }

            if (table.ReadRow(reader) is { } row)
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0 && !layout.MayBeEmpty)
        {
            errors.Add(name, 0, "", "the file has a header and no sound row", "Write at least one row");
        }

        return rows;
    }

    private static CsvTable? ReadHeader(CsvReader reader, string name, CsvLayout layout, ErrorList errors)
    {
        var line = (int)reader.LineNumber;
        var header = Fields(reader);
        if (header is [var only] && only.Contains(';'))
        {
            errors.Add(name, line, "", "the columns are separated by semicolons", "Save the file as CSV with commas");
            return null;
        }

        var indexOfColumn = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < header.Length; index++)
        {
            var column = header[index];
            if (!layout.Columns.Contains(column) && layout.AlsoAllowed?.Invoke(column) != true)
            {
                errors.Add(name, line, Shown(column), "the column is not known", $"Remove or rename it; the columns are {string.Join(", ", layout.Columns)}");
            }
            else if (!indexOfColumn.TryAdd(column, index))
            {
                errors.Add(name, line, column, "the column is there twice", "Remove one of the two");
            }
        }

        var missing = layout.Columns.Where(column => !indexOfColumn.ContainsKey(column)).ToList();
        foreach (var column in missing)
        {
            errors.Add(name, line, column, "the column is missing", "Add it to the header and to every row");
        }

        return missing.Count > 0 ? null : new CsvTable(name, errors, indexOfColumn) { FieldCount = header.Length };
    }

    private CsvRow? ReadRow(CsvReader reader)
    {
        var line = (int)reader.LineNumber;
        if (reader.FieldCount != FieldCount)
        {
            Errors.Add(Name, line, "", $"the row has {reader.FieldCount} fields and the header has {FieldCount}", "Put quotes around a text that holds a comma, and keep empty fields");
            return null;
        }

        var row = new CsvRow(this, line, Fields(reader));
        row.CheckShape();
        return row;
    }

    private static string[] Fields(CsvReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = reader.GetString(index);
        }

        return fields;
    }

    /// <summary>A column name from the file, short enough for an error text.</summary>
    private static string Shown(string column) => column.Length <= CatalogueLimits.CodeCharacters ? column : column[..CatalogueLimits.CodeCharacters] + "…";
}
