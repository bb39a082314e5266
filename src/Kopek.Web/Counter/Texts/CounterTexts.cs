using System.Collections.Frozen;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;

namespace Kopek.Web.Counter.Texts;

/// <summary>Words of the counter in one language, from the counter.*.json beside this file; they have the same keys and the same places to fill.</summary>
internal sealed class CounterTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, CounterTexts> languages =
        Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => new CounterTexts(Load(language)));

    private readonly FrozenDictionary<string, string> texts;

    private CounterTexts(FrozenDictionary<string, string> texts) => this.texts = texts;

    public IReadOnlyDictionary<string, string> All => texts;

    public static CounterTexts Of(NoticeLanguage language) => languages[language];

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

    private static FrozenDictionary<string, string> Load(NoticeLanguage language)
    {
        var name = $"Kopek.Web.Counter.Texts.counter.{NoticeTexts.Tag(language)}.json";
        using var stream = typeof(CounterTexts).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(member => member.Name, member => member.Value.GetString()!);
    }
}
