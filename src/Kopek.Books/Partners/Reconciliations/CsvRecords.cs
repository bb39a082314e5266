using System.Text;

namespace Kopek.Books.Partners.Reconciliations;

/// <summary>Records of a CSV text (RFC 4180), one at a time, so that a day of any length is read in little memory.</summary>
internal static class CsvRecords
{
    /// <summary>Characters of one record; more is a quote that never ends.</summary>
    public const int LongestRecord = 65_536;

    /// <summary>Each record with the line that it begins on. Throws <see cref="InvalidDataException"/> on a quote that never ends.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader from)
    {
        var line = 0;
        while (from.ReadLine() is { } text)
        {
            var began = ++line;
            while (text.AsSpan().Count('"') % 2 != 0)
            {
                var more = text.Length > LongestRecord ? null : from.ReadLine();
                text = more is null ? throw new InvalidDataException($"Line {began}: a quote begins and does not end.") : $"{text}\n{more}";
                line++;
            }

            if (text.Length > 0)
            {
                yield return (began, Split(began == 1 ? text.TrimStart('\uFEFF') : text));
            }
        }
    }

    private static List<string> Split(string record)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < record.Length; at++)
        {
            var character = record[at];
            if (character == '"' && isQuoted && at + 1 < record.Length && record[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == ',' && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
