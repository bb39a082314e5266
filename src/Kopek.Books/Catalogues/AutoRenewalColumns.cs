using System.Globalization;
using Kopek.Core;
using Kopek.Core.Plans;

namespace Kopek.Books.Catalogues;

/// <summary>The columns of operators.csv with the limits of automatic renewal. Any of them may be missing or empty: then what is built in holds.</summary>
internal static class AutoRenewalColumns
{
    private const string LeastThreshold = "renewal_threshold_min_rub";
    private const string MostThreshold = "renewal_threshold_max_rub";
    private const string LeastAmount = "renewal_amount_min_rub";
    private const string MostAmount = "renewal_amount_max_rub";
    private const string MostCap = "renewal_cap_max_rub";
    private const string LeastLead = "renewal_lead_min_hours";
    private const string MostLead = "renewal_lead_max_hours";
    private const string ChargeHour = "renewal_charge_hour";
    private const string Notice = "renewal_notice_hours";
    private const string LeastNotice = "renewal_notice_min_hours";
    private const string Retries = "renewal_retry_hours";

    private const int LastHour = 23;

    /// <summary>A month: what is wished for further ahead is another renewal's.</summary>
    private const int MostHours = 720;

    /// <summary>A card that was declined so often is declined for good.</summary>
    private const int MostRetries = 10;

    private static readonly HashSet<string> names = [LeastThreshold, MostThreshold, LeastAmount, MostAmount, MostCap, LeastLead, MostLead, ChargeHour, Notice, LeastNotice, Retries];

    public static bool Knows(string column) => names.Contains(column);

    public static AutoRenewalTerms Read(CsvRow row)
    {
        var usual = AutoRenewalTerms.Default;
        var terms = new AutoRenewalTerms(
            Rubles(row, LeastThreshold) ?? usual.LeastThreshold,
            Rubles(row, MostThreshold) ?? usual.MostThreshold,
            Rubles(row, LeastAmount) ?? usual.LeastAmount,
            Rubles(row, MostAmount) ?? usual.MostAmount,
            Rubles(row, MostCap) ?? usual.MostCap,
            Hours(row, LeastLead) ?? usual.LeastLead,
            Hours(row, MostLead) ?? usual.MostLead,
            (int)(Whole(row, ChargeHour, 0, LastHour) ?? usual.ChargeHour),
            Hours(row, Notice) ?? usual.Notice,
            Hours(row, LeastNotice) ?? usual.LeastNotice,
            Gaps(row) ?? usual.Retries);
        if (row.IsSound)
        {
            InOrder(row, LeastThreshold, terms.LeastThreshold, MostThreshold, terms.MostThreshold);
            InOrder(row, LeastAmount, terms.LeastAmount, MostAmount, terms.MostAmount);
            InOrder(row, LeastAmount, terms.LeastAmount, MostCap, terms.MostCap);
            InOrder(row, LeastThreshold, terms.LeastThreshold, MostAmount, terms.MostAmount);
            InOrder(row, LeastLead, terms.LeastLead.TotalHours, MostLead, terms.MostLead.TotalHours);
            InOrder(row, LeastNotice, terms.LeastNotice.TotalHours, Notice, terms.Notice.TotalHours);
        }

        return terms;
    }

    /// <summary>The built-in limit counts where one of the two is left out.</summary>
    private static void InOrder<T>(CsvRow row, string leastColumn, T least, string mostColumn, T most)
        where T : IComparable<T>
    {
        if (least.CompareTo(most) > 0)
        {
            var column = IsSet(row, mostColumn) ? mostColumn : leastColumn;
            row.Refuse(column, string.Create(CultureInfo.InvariantCulture, $"{mostColumn} is {most}, which is less than {leastColumn}, {least}"), "Make it at least that; where one of the two is left out, what is built in holds");
        }
    }

    private static bool IsSet(CsvRow row, string column) => row.Has(column) && !row.IsEmpty(column);

    private static Money? Rubles(CsvRow row, string column)
    {
        if (!IsSet(row, column))
        {
            return null;
        }

        var amount = row.Money(column);
        if (row.IsSound && amount.IsZero)
        {
            row.Refuse(column, "zero is no limit", "Write at least 0.01, or leave the field empty");
        }

        return amount;
    }

    private static long? Whole(CsvRow row, string column, long least, long most) => IsSet(row, column) ? row.Whole(column, least, most) : null;

    private static TimeSpan? Hours(CsvRow row, string column) => Whole(row, column, 1, MostHours) is { } hours ? TimeSpan.FromHours(hours) : null;

    /// <summary>After each attempt the hours until the next, with bars between them: 6|18|24.</summary>
    private static List<TimeSpan>? Gaps(CsvRow row)
    {
        if (!IsSet(row, Retries))
        {
            return null;
        }

        var gaps = new List<TimeSpan>();
        foreach (var part in row[Retries].Split('|'))
        {
            var read = WholeNumberText.Read(part, 1, MostHours);
            if (read.Fault is not null || gaps.Count == MostRetries)
            {
                row.Refuse(Retries, read.Fault ?? $"there are more than {MostRetries}", $"Write at most {MostRetries} numbers of hours from 1 to {MostHours} with bars between them: 6|18|24");
                break;
            }

            gaps.Add(TimeSpan.FromHours(read.Value));
        }

        return gaps;
    }
}
