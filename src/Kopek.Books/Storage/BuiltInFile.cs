using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;

namespace Kopek.Books.Storage;

/// <summary>Files that are built into an assembly: texts, fonts, what pages are made of. One that is missing is a fault of the build.</summary>
public static class BuiltInFile
{
    public static byte[] Bytes(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Without a mark of the byte order at its beginning.</summary>
    public static string Text(Assembly assembly, string name) => Encoding.UTF8.GetString(Bytes(assembly, name)).TrimStart('\uFEFF');

    public static JsonElement Json(Assembly assembly, string name)
    {
        using var document = JsonDocument.Parse(Bytes(assembly, name));
        return document.RootElement.Clone();
    }

    /// <summary>Words by their keys: a flat JSON object of texts.</summary>
    public static Dictionary<string, string> Words(Assembly assembly, string name) =>
        Json(assembly, name).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);

    /// <summary>Words in every language, from NAME.TAG.json.</summary>
    public static FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> WordsByLanguage(Assembly assembly, string name) =>
        Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, language => Words(assembly, $"{name}.{NoticeTexts.Tag(language)}.json").ToFrozenDictionary());
}
