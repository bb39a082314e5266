using System.Globalization;
using System.Text;
using Kopek.Books.Numbers;
using Kopek.Core;

namespace Kopek.Books.Partners.Reconciliations;

/// <summary>
/// A partner's transactions of one day (UTC, by when they were created) as CSV: a row each, then a row of totals for each status. UTF-8, commas, CRLF (RFC 4180).
/// Amounts are rubles with two decimals; numbers are masked; rows stand in the order of their ids.
/// </summary>
public static class ReconciliationFile
{
    public const string ContentType = "text/csv; charset=utf-8";
    public const string Header = "transaction_id,external_id,number,product,amount,currency,commission,price,status,created_at,finished_at,returned";
    public const string Total = "TOTAL";

    private const int RowsAtOnce = 1_000;

    /// <summary>The rows in portions, each ready to be sent: a day may be long.</summary>
    public static IEnumerable<string> Write(TransactionBooks books, string partner, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(books);
        yield return Header + "\r\n";
        var totals = new SortedDictionary<string, (long Count, Money Amount, Money Commission)>(StringComparer.Ordinal);
        foreach (var portion in Portions(books, partner, day))
        {
            var text = new StringBuilder();
            foreach (var row in portion)
            {
                var status = StatusOf(row);
                text.Append(CultureInfo.InvariantCulture, $"{row.Id},{Quoted(row.ExternalId)},{Masked(row.Msisdn)},{Quoted(row.Product)},{row.Amount},{row.Currency},{row.Commission},{row.Price},");
                text.Append(CultureInfo.InvariantCulture, $"{status},{row.CreatedAt},{(row.FinishedAt.IsNever ? "" : row.FinishedAt.ToString())},{row.Returned}\r\n");
                var (count, amount, commission) = totals.GetValueOrDefault(status);
                totals[status] = (count + 1, amount + row.Amount, commission + row.Commission);
            }

            yield return text.ToString();
        }

        foreach (var (status, (count, amount, commission)) in totals)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Total},{count},,,{amount},,{commission},{amount - commission},{status},,,\r\n");
        }
    }

    /// <summary>The transactions of a day, as both the file and the comparison have them.</summary>
    public static IEnumerable<PartnerTransaction> Rows(TransactionBooks books, string partner, DateOnly day) => Portions(books, partner, day).SelectMany(rows => rows);

    /// <summary>What is not over yet is on its way.</summary>
    public static string StatusOf(PartnerTransaction row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Outcome is { } outcome ? TransactionStatuses.NameOf(outcome) : "OPEN";
    }

    private static IEnumerable<IReadOnlyList<PartnerTransaction>> Portions(TransactionBooks books, string partner, DateOnly day)
    {
        var from = new Moment(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds());
        var until = from + TimeSpan.FromDays(1);
        long after = 0;
        while (true)
        {
            var rows = books.Read(reader => reader.Between(partner, from, until, after, RowsAtOnce));
            if (rows.Count == 0)
            {
                yield break;
            }

            yield return rows;
            after = rows[^1].Id;
        }
    }

    /// <summary>
    /// In ASCII, unlike on pages: a spreadsheet takes a file without a byte order mark for one of its machine's own encoding, and with one a program that reads
    /// columns by name does not find the first.
    /// </summary>
    private static string Masked(string msisdn) => MaskedDigits.Of(msisdn).Replace('•', '*');

    /// <summary>What a spreadsheet would take for a formula gets a space before it, which readers of CSV drop.</summary>
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? $" {text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
