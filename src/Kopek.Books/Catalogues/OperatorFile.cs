using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Books.Catalogues;

/// <summary>operators.csv: the brands and what holds for every line of each.</summary>
internal static class OperatorFile
{
    private const int LargestCurrencyNumber = 999;
    private const int CurrencyLetters = 3;
    private const string AnswerHours = "support_answer_hours";
    private const string SupportHours = "support_hours";

    /// <summary>A month: who promises more promises nothing.</summary>
    private const int MostAnswerHours = 720;

    public static readonly CsvLayout Layout = new("operators.csv",
    [
        "sample_data", "operator_code", "name_zh", "name_en", "name_ru", "currency_code", "currency_number", "home_networks", "hotline",
        "promised_max_rub", "promised_fee_rub", "promised_days", "grace_days_at_zero", "default_time_zone",
    ], static column => column is AnswerHours or SupportHours || AutoRenewalColumns.Knows(column));

    public static ParsedFile<OperatorTerms> Read(string path, string name, ErrorList errors) =>
        ParsedFile<OperatorTerms>.Read(Layout, path, name, errors, Parse, terms => terms.Code, "operator_code");

    private static OperatorTerms Parse(CsvRow row)
    {
        row.Choice("sample_data", Words.SampleMark);
        return new OperatorTerms(
            Code: row.Code("operator_code"),
            Name: row.Name(),
            CurrencyCode: CurrencyCode(row),
            CurrencyNumber: (int)row.Whole("currency_number", 1, LargestCurrencyNumber),
            HomeNetworks: HomeNetworks(row),
            Hotline: row.Text("hotline"),
            PromisedPayment: PromisedPayment(row),
            GraceDaysAtZero: (int)row.Whole("grace_days_at_zero", 0, CatalogueLimits.Days),
            DefaultTimeZone: TimeZone(row, "default_time_zone"))
        {
            Support = Support(row),
            Payments = PaymentTerms.Default with { AutoRenewal = AutoRenewalColumns.Read(row) },
        };
    }

    /// <summary>An IANA zone that the time-zone data of this build knows.</summary>
    public static string TimeZone(CsvRow row, string column)
    {
        var zone = row[column];
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            row.Refuse(column, $"{CsvRow.Quoted(zone)} is not a time zone of the IANA database {DateTimeZoneProviders.Tzdb.VersionId}", "Write a name such as Europe/Moscow or Asia/Yekaterinburg");
        }

        return zone;
    }

    /// <summary>Both columns may be missing or empty.</summary>
    private static SupportTerms Support(CsvRow row)
    {
        var terms = SupportTerms.Default;
        if (row.Has(AnswerHours) && row.OptionalWhole(AnswerHours, 1, MostAnswerHours) is { } hours)
        {
            terms = terms with { AnswerWithin = TimeSpan.FromHours(hours) };
        }

        if (row.Has(SupportHours) && !row.IsEmpty(SupportHours))
        {
            var text = row[SupportHours];
            if (text.Split('-') is not [var from, var until] || !IsTime(from) || !IsTime(until) || from == until)
            {
                row.Refuse(SupportHours, $"{CsvRow.Quoted(text)} is no span of a day", "Write from when to when, such as 09:00-21:00");
            }

            terms = terms with { Hours = text };
        }

        return terms;
    }

    private static bool IsTime(string text) => TimeOnly.TryParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    private static string CurrencyCode(CsvRow row)
    {
        var code = row["currency_code"];
        if (code.Length != CurrencyLetters || !code.All(char.IsAsciiLetterUpper))
        {
            row.Refuse("currency_code", $"{CsvRow.Quoted(code)} is no currency code", "Write the three capital letters of ISO 4217, such as RUB");
        }

        return code;
    }

    private static List<string> HomeNetworks(CsvRow row)
    {
        var networks = new List<string>();
        foreach (var text in row["home_networks"].Split('|'))
        {
            if (!NetworkCode.TryParse(text, out var network) || networks.Contains(network.ToString()))
            {
                row.Refuse("home_networks", $"{CsvRow.Quoted(text)} is no network code or is there twice", "Write MCC-MNC with bars between them: 001-01|001-02");
            }
            else
            {
                networks.Add(network.ToString());
            }
        }

        return networks;
    }

    /// <summary>All three fields, or none where the brand gives no promised payment.</summary>
    private static PromisedPaymentTerms? PromisedPayment(CsvRow row)
    {
        if (row.IsEmpty("promised_max_rub"))
        {
            row.MustBeEmpty("promised_fee_rub", "without promised_max_rub");
            row.MustBeEmpty("promised_days", "without promised_max_rub");
            return null;
        }

        return new PromisedPaymentTerms(row.Money("promised_max_rub"), row.Money("promised_fee_rub"), (int)row.Whole("promised_days", 1, CatalogueLimits.Days));
    }
}
