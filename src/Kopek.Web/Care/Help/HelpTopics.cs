using System.Collections.Frozen;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core.Notices;

namespace Kopek.Web.Care.Help;

/// <summary>
/// The topics, from the files in Topics: topics.json has their order, sections and links, help.TAG.json the words of a language. Read once; a topic without words
/// in a language is a fault of the build, which a test finds.
/// </summary>
internal static class HelpTopics
{
    private const string Folder = "Kopek.Web.Care.Help.";
    private static readonly FrozenDictionary<NoticeLanguage, IReadOnlyList<HelpTopic>> topics = Load();

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<HelpTopic> Of(NoticeLanguage language) => topics[language];

    public static HelpTopic? Find(NoticeLanguage language, string id) => Of(language).FirstOrDefault(topic => topic.Id == id);

    /// <summary>The ids that a language's file has words for.</summary>
    public static IReadOnlyList<string> Worded(NoticeLanguage language) => [.. Read($"help.{NoticeTexts.Tag(language)}.json").EnumerateObject().Select(topic => topic.Name)];

    private static FrozenDictionary<NoticeLanguage, IReadOnlyList<HelpTopic>> Load()
    {
        var listed = Read("topics.json").EnumerateArray().ToList();
        return Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => In(language, listed));
    }

    private static IReadOnlyList<HelpTopic> In(NoticeLanguage language, List<JsonElement> listed)
    {
        var words = Read($"help.{NoticeTexts.Tag(language)}.json");
        return [.. listed.Select(topic =>
        {
            var id = topic.GetProperty("id").GetString()!;
            var own = words.GetProperty(id);
            return new HelpTopic(id, topic.GetProperty("section").GetString()!, own.GetProperty("question").GetString()!, Texts(own.GetProperty("answer")),
                own.GetProperty("words").GetString()!, Texts(topic.GetProperty("links")));
        })];
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private static JsonElement Read(string name) => BuiltInFile.Json(typeof(HelpTopics).Assembly, Folder + name);
}
