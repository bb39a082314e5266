using System.Collections.Frozen;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core.Notices;

namespace Kopek.Web.Pages;

/// <summary>Words of a site's pages in one language, from JSON files that are built in, one a language; all have the same keys and the same places to fill.</summary>
internal sealed class PageTexts
{
    private readonly FrozenDictionary<string, string> texts;

    private PageTexts(FrozenDictionary<string, string> texts) => this.texts = texts;

    public IReadOnlyDictionary<string, string> All => texts;

    /// <param name="name">Of the resources, before the language's tag.</param>
    public static FrozenDictionary<NoticeLanguage, PageTexts> Load(string name) =>
        BuiltInFile.WordsByLanguage(typeof(PageTexts).Assembly, name).ToFrozenDictionary(words => words.Key, words => new PageTexts(words.Value));

    /// <summary>A text that is missing is shown by its key: a word too few must not keep a payer waiting. A test finds it before.</summary>
    public string Of(string key, (string Name, string Value)[] values)
    {
        var text = texts.GetValueOrDefault(key) ?? key;
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>All sets of a site in one: a page asks by the key alone. A key that two sets have is a fault.</summary>
    /// <param name="folder">Of the resources, with the dot at its end; each is called SET.TAG.json there.</param>
    public static FrozenDictionary<NoticeLanguage, PageTexts> LoadAll(string folder)
    {
        var assembly = typeof(PageTexts).Assembly;
        return Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => new PageTexts(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith($".{NoticeTexts.Tag(language)}.json", StringComparison.Ordinal))
            .SelectMany(name => BuiltInFile.Words(assembly, name)).ToDictionary().ToFrozenDictionary()));
    }
}
