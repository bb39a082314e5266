using System.Collections.Frozen;
using Kopek.Core.Notices;
using Kopek.Web.Pages;

namespace Kopek.Web.Counter.Texts;

/// <summary>Words of the counter, from the counter.*.json beside this file.</summary>
internal static class CounterTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, PageTexts> languages = PageTexts.Load("Kopek.Web.Counter.Texts.counter");

    public static PageTexts Of(NoticeLanguage language) => languages[language];
}
