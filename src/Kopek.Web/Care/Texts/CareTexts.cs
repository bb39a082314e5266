using System.Collections.Frozen;
using Kopek.Core.Notices;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.Texts;

/// <summary>Words of the holder's pages, from the care.*.json beside this file.</summary>
internal static class CareTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, PageTexts> languages = PageTexts.Load("Kopek.Web.Care.Texts.care");

    public static PageTexts Of(NoticeLanguage language) => languages[language];
}
