using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using NodaTime;

namespace Kopek.Books.Notices.Texts;

/// <summary>Amounts, volumes, names and times as people of a language write them. No culture of the machine is asked.</summary>
public sealed class NoticeWords(NoticeLanguage language, string currency, string zone)
{
    private const string Ruble = "RUB";
    private const long Megabyte = 1 << 20;
    private const long Gigabyte = 1 << 30;
    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>For a voice that reads it out: units and months are words.</summary>
    public bool IsSpoken { get; init; }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>1,650.00 RUB; 1 650,00 ₽; 1,650.00卢布.</summary>
    public string Amount(Money amount)
    {
        if (IsSpoken)
        {
            return SpokenWords.Amount(language, currency, amount);
        }

        var kopeks = Int128.Abs(amount.Kopeks);
        var text = (amount.IsNegative ? "-" : "") + Grouped((kopeks / 100).ToString(CultureInfo.InvariantCulture)) + Point
            + (kopeks % 100).ToString("00", CultureInfo.InvariantCulture);
        return (language, currency) switch
        {
            (NoticeLanguage.Russian, Ruble) => $"{text}\u00A0₽",
            (NoticeLanguage.Chinese, Ruble) => $"{text}卢布",
            _ => $"{text} {currency}",
        };
    }

    /// <summary>With one digit after the point, rounded down: never more than there is. 1 MB = 1,048,576 octets.</summary>
    public string Volume(long octets)
    {
        if (IsSpoken)
        {
            return SpokenWords.Volume(language, octets);
        }

        var (unit, size) = octets >= Gigabyte ? ('G', Gigabyte) : ('M', Megabyte);
        var tenths = (Int128)octets * 10 / size;
        var text = $"{Number((long)(tenths / 10))}{Point}{Number((long)(tenths % 10))}";
        return language == NoticeLanguage.Russian ? $"{text} {(unit == 'G' ? "ГБ" : "МБ")}" : $"{text} {unit}B";
    }

    public string Name(LocalizedText name) => language switch
    {
        NoticeLanguage.Chinese => name.Zh,
        NoticeLanguage.Russian => name.Ru,
        _ => name.En,
    };

    /// <summary>The local time; midnight is the end of the day before it, as people say it. No year: it is always near.</summary>
    public string Time(Moment moment)
    {
        if (moment.IsNever)
        {
            return "";
        }

        var local = moment.ToInstant().InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).LocalDateTime;
        var isMidnight = local.TimeOfDay == LocalTime.Midnight;
        var day = isMidnight ? local.Date.PlusDays(-1) : local.Date;
        var time = isMidnight ? "24:00" : string.Create(CultureInfo.InvariantCulture, $"{local.Hour:00}:{local.Minute:00}");
        return IsSpoken ? SpokenWords.Time(language, day, time) : language switch
        {
            NoticeLanguage.Chinese => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日{time}"),
            NoticeLanguage.Russian => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00}.{day.Month:00} {time}"),
            NoticeLanguage.English => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {EnglishMonths[day.Month - 1]} {time}"),
            _ => throw new UnreachableException($"{language} has no dates."),
        };
    }

    private char Point => language == NoticeLanguage.Russian ? ',' : '.';

    private string Grouped(string digits)
    {
        var text = new StringBuilder(digits);
        for (var place = digits.Length - 3; place > 0; place -= 3)
        {
            text.Insert(place, language == NoticeLanguage.Russian ? '\u00A0' : ',');
        }

        return text.ToString();
    }
}
