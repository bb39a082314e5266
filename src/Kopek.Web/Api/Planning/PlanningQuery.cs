using System.Globalization;
using Kopek.Core.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Plans;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace Kopek.Web.Api.Planning;

/// <summary>What forecast and advice are asked with.</summary>
internal readonly record struct PlanningQuery(long? StatedOctetsPerDay, NodaTime.LocalDate? Until, NoticeLanguage Language)
{
    public const string MegabytesPerDay = "mbPerDay";
    public const string UntilName = "until";
    public const string LanguageName = "language";

    /// <summary>A terabyte a day: beyond it somebody mistyped.</summary>
    public const int MostMegabytes = 1_000_000;

    public static readonly (string Name, string Meaning) Megabytes = (MegabytesPerDay, "Use a day that the holder states, whole megabytes (1,048,576 octets), 0 to 1,000,000; left out: the line's own use.");
    public static readonly (string Name, string Meaning) InLanguage = (LanguageName, "zh-CN, en (if left out) or ru.");

    public static Problem? Read(HttpRequest request, out PlanningQuery query)
    {
        query = new PlanningQuery(null, null, NoticeLanguage.English);
        var stated = request.Query[MegabytesPerDay].ToString();
        if (stated.Length > 0)
        {
            if (!TryReadUse(stated, out var octets))
            {
                return new Problem(ProblemKinds.QueryInvalid, "It is a whole number of megabytes, 0 to 1,000,000.") { Member = MegabytesPerDay };
            }

            query = query with { StatedOctetsPerDay = octets };
        }

        var until = request.Query[UntilName].ToString();
        if (until.Length > 0)
        {
            if (!LocalDatePattern.Iso.Parse(until).TryGetValue(default, out var day))
            {
                return NotADay();
            }

            query = query with { Until = day };
        }

        var language = request.Query[LanguageName].ToString();
        if (language.Length > 0)
        {
            if (NoticeTexts.Language(language) is not { } known)
            {
                return new Problem(ProblemKinds.QueryInvalid, "It is zh-CN, en or ru.") { Member = LanguageName };
            }

            query = query with { Language = known };
        }

        return null;
    }

    /// <summary>Whole megabytes a day, as somebody states them, in octets.</summary>
    public static bool TryReadUse(string typed, out long octets)
    {
        var isRead = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes <= MostMegabytes;
        octets = isRead ? megabytes * DataVolume.OctetsPerMegabyte : 0;
        return isRead;
    }

    public static Problem NotADay() => new(ProblemKinds.QueryInvalid, "It is a day of the line's time zone (2026-12-20), today or up to 366 days ahead.") { Member = UntilName };
}
