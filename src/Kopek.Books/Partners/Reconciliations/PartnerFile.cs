using Kopek.Core;

namespace Kopek.Books.Partners.Reconciliations;

/// <summary>One transaction as a partner's own books have it.</summary>
/// <param name="Line">Of the file, from 1.</param>
public sealed record PartnerFileRow(int Line, string ExternalId, Money Amount, string Status);

/// <summary>
/// Reads a partner's file: CSV with a header that has at least external_id, amount and status; other columns are not looked at, rows of totals are passed
/// over. Our own file is read as well.
/// </summary>
public static class PartnerFile
{
    /// <summary>Throws <see cref="InvalidDataException"/> with the line that cannot be understood.</summary>
    public static IEnumerable<PartnerFileRow> Read(TextReader from)
    {
        using var records = CsvRecords.Read(from).GetEnumerator();
        if (!records.MoveNext())
        {
            throw new InvalidDataException("The file is empty. Its first line must name the columns external_id, amount and status.");
        }

        var header = records.Current.Fields;
        var (external, amount, status) = (Column(header, "external_id"), Column(header, "amount"), Column(header, "status"));
        while (records.MoveNext())
        {
            var (line, fields) = records.Current;
            if (fields[0] == ReconciliationFile.Total)
            {
                continue;
            }

            if (fields.Count != header.Count)
            {
                throw new InvalidDataException($"Line {line}: it has {fields.Count} fields, the header has {header.Count}.");
            }

            yield return fields[external].Length == 0 ? throw new InvalidDataException($"Line {line}: external_id is empty.")
                : !MoneyWords.TryRead(fields[amount], out var money) ? throw new InvalidDataException($"Line {line}: amount is no sum such as 500.00.")
                : new PartnerFileRow(line, fields[external], money, fields[status].ToUpperInvariant());
        }
    }

    private static int Column(IReadOnlyList<string> header, string name)
    {
        for (var column = 0; column < header.Count; column++)
        {
            if (header[column] == name)
            {
                return column;
            }
        }

        throw new InvalidDataException($"The file has no column {name}.");
    }
}
