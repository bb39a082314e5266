using System.Collections.Frozen;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core.Notices;

namespace Kopek.Books.Menus.Texts;

/// <summary>Words of the menus in one language, from the menus.*.json beside this file; they have the same keys and the same places to fill.</summary>
public static class MenuTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> Texts =
        BuiltInFile.WordsByLanguage(typeof(MenuTexts).Assembly, "Kopek.Books.Menus.Texts.menus");

    /// <summary>A key that is not there is a fault of ours, and throws.</summary>
    public static string Of(NoticeLanguage language, string key, params (string Name, string Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var text = Texts[language][key];
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
    }

    internal static IReadOnlyDictionary<string, string> All(NoticeLanguage language) => Texts[language];
}
