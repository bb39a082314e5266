using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Show;

/// <summary>
/// An entry of the journal as people and their programs read it: one JSON object, names in camelCase, money in whole kopeks (…Kopeks), moments in ISO 8601
/// UTC, keys and digests in hexadecimal. For eyes and tools: nothing is ever read back from it.
/// </summary>
public static class EventJson
{
    private static readonly JsonSerializerOptions options = Options();

    /// <summary>One line, without the line's end.</summary>
    public static string Of(in JournalEntry entry)
    {
        using var bytes = new MemoryStream();
        Write(bytes, entry);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static void Write(Stream to, in JournalEntry entry)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("shard", entry.Shard);
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("at", entry.At.ToString());
        if (entry.Event is LineEvent)
        {
            json.WriteString("line", entry.Account.ToString());
        }

        var happened = entry.Event;
        if (happened is AccountEntry account)
        {
            json.WriteString("accountKey", account.Key.ToString());
            happened = account.Event;
        }

        json.WriteString("event", NameOf(happened));
        foreach (var property in JsonSerializer.SerializeToElement(happened, happened.GetType(), options).EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }

    internal static string NameOf(object happened) => JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name);

    private static JsonSerializerOptions Options()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(NameMoney);
        var made = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
        };
        made.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        foreach (var converter in JsonWords.All)
        {
            made.Converters.Add(converter);
        }

        return made;
    }

    private static void NameMoney(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(Money)))
        {
            property.Name += "Kopeks";
        }
    }
}
