using System.Collections.Frozen;
using Kopek.Core.Notices;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.Texts;

/// <summary>Words of the holder's pages, from the files beside this one: care.*.json for what every page says, and a set for each part of the site.</summary>
internal static class CareTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, PageTexts> languages = PageTexts.LoadAll("Kopek.Web.Care.Texts.");

    public static PageTexts Of(NoticeLanguage language) => languages[language];
}
