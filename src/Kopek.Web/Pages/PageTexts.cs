using System.Collections.Frozen;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
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
        Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => new PageTexts(Load(name, language)));

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
    public static FrozenDictionary<NoticeLanguage, PageTexts> LoadAll(string folder) =>
        Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => new PageTexts(typeof(PageTexts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith($".{NoticeTexts.Tag(language)}.json", StringComparison.Ordinal))
            .SelectMany(Read).ToFrozenDictionary(text => text.Key, text => text.Value)));

    private static FrozenDictionary<string, string> Load(string name, NoticeLanguage language) => Read($"{name}.{NoticeTexts.Tag(language)}.json").ToFrozenDictionary();

    private static Dictionary<string, string> Read(string resource)
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not built in.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
    }
}
