using System.Globalization;
using Kopek.Core;
using Kopek.Core.Notices;
using NodaTime;

namespace Kopek.Books.Notices.Texts;

/// <summary>Amounts, volumes and times for a voice: whole numbers with the word of their unit after them, no signs and no grouping, which voices read wrongly.</summary>
internal static class SpokenWords
{
    private const string Ruble = "RUB";
    private const long Megabyte = 1 << 20;
    private const long Gigabyte = 1 << 30;

    private static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] RussianMonths =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    /// <summary>1650 rubles 50 kopeks; kopeks only where there are some.</summary>
    public static string Amount(NoticeLanguage language, string currency, Money amount)
    {
        var all = Int128.Abs(amount.Kopeks);
        var (whole, rest) = ((long)(all / 100), (int)(all % 100));
        var minus = !amount.IsNegative ? "" : language switch { NoticeLanguage.Chinese => "负", NoticeLanguage.Russian => "минус ", _ => "minus " };
        if (currency != Ruble)
        {
            return $"{minus}{Number(whole)}.{rest:00} {currency}";
        }

        return minus + language switch
        {
            NoticeLanguage.Chinese => $"{Number(whole)}卢布{(rest == 0 ? "" : $"{Number(rest)}戈比")}",
            NoticeLanguage.Russian => Russian(whole, "рубль", "рубля", "рублей") + (rest == 0 ? "" : $" {Russian(rest, "копейка", "копейки", "копеек")}"),
            _ => English(whole, "ruble") + (rest == 0 ? "" : $" {English(rest, "kopek")}"),
        };
    }

    /// <summary>In whole megabytes, from a gigabyte on in tenths of it, rounded down.</summary>
    public static string Volume(NoticeLanguage language, long octets)
    {
        if (octets < Gigabyte)
        {
            var megabytes = octets / Megabyte;
            return language switch
            {
                NoticeLanguage.Chinese => $"{Number(megabytes)}兆",
                NoticeLanguage.Russian => Russian(megabytes, "мегабайт", "мегабайта", "мегабайт"),
                _ => English(megabytes, "megabyte"),
            };
        }

        var tenths = (long)((Int128)octets * 10 / Gigabyte);
        var (whole, tenth) = (tenths / 10, tenths % 10);
        return language switch
        {
            NoticeLanguage.Chinese => $"{Number(whole)}{(tenth == 0 ? "" : $".{Number(tenth)}")}吉字节",
            NoticeLanguage.Russian => tenth == 0 ? Russian(whole, "гигабайт", "гигабайта", "гигабайт") : $"{Number(whole)},{Number(tenth)} гигабайта",
            _ => tenth == 0 ? English(whole, "gigabyte") : $"{Number(whole)}.{Number(tenth)} gigabytes",
        };
    }

    public static string Time(NoticeLanguage language, LocalDate day, string time) => language switch
    {
        NoticeLanguage.Chinese => $"{Number(day.Month)}月{Number(day.Day)}日{time}",
        NoticeLanguage.Russian => $"{Number(day.Day)} {RussianMonths[day.Month - 1]}, {time}",
        _ => $"{Number(day.Day)} {EnglishMonths[day.Month - 1]}, {time}",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string English(long count, string one) => $"{Number(count)} {one}{(count == 1 ? "" : "s")}";

    private static string Russian(long count, string one, string few, string many) =>
        $"{Number(count)} {(count % 100 is >= 11 and <= 14 ? many : (count % 10) switch { 1 => one, >= 2 and <= 4 => few, _ => many })}";
}
