using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Notices;
using NodaTime;

namespace Kopek.Books.Receipts.Texts;

/// <summary>The words of receipts in the three languages, from the receipts.*.json beside this file, which have the same keys.</summary>
public static class ReceiptTexts
{
    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> Texts =
        BuiltInFile.WordsByLanguage(typeof(ReceiptTexts).Assembly, "Kopek.Books.Receipts.Texts.receipts");

    /// <summary>The text of a key. A key that is not there is a bug and throws.</summary>
    public static string Of(NoticeLanguage language, string key) => Texts[language][key];

    /// <summary>One line for an SMS or a mail that leads to a receipt. <paramref name="name"/>: KDR-0000123.</summary>
    public static string Link(string name, NoticeLanguage language, Uri url)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        return Of(language, "link").Replace("{number}", name, StringComparison.Ordinal).Replace("{url}", url.OriginalString, StringComparison.Ordinal);
    }

    internal static IReadOnlyDictionary<string, string> All(NoticeLanguage language) => Texts[language];

    /// <summary>Day and time in a zone, with its offset: a receipt is read far away and years later.</summary>
    internal static string Time(Moment moment, string zone, NoticeLanguage language)
    {
        var local = moment.ToInstant().InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{local.Hour:00}:{local.Minute:00}");
        var offset = NodaTime.Text.OffsetPattern.CreateWithInvariantCulture("+HH:mm").Format(local.Offset);
        var day = language switch
        {
            NoticeLanguage.Chinese => string.Create(CultureInfo.InvariantCulture, $"{local.Year}年{local.Month}月{local.Day}日"),
            NoticeLanguage.Russian => string.Create(CultureInfo.InvariantCulture, $"{local.Day:00}.{local.Month:00}.{local.Year}"),
            NoticeLanguage.English => string.Create(CultureInfo.InvariantCulture, $"{local.Day} {EnglishMonths[local.Month - 1]} {local.Year}"),
            _ => throw new UnreachableException($"{language} has no dates."),
        };
        return $"{day} {clock} (UTC{offset})";
    }
}
