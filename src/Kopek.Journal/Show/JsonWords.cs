using System.Text.Json;
using System.Text.Json.Serialization;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Show;

/// <summary>How the types of Core look in JSON. Written only.</summary>
internal static class JsonWords
{
    public static IReadOnlyList<JsonConverter> All =>
    [
        new Word<Money>((json, value) => json.WriteNumberValue(value.Kopeks)),
        new Word<Moment>((json, value) => json.WriteStringValue(value.ToString())),
        new Word<LineId>((json, value) => json.WriteStringValue(value.ToString())),
        new Word<OrderId>((json, value) => json.WriteStringValue(value.ToString())),
        new Word<AccountKey>((json, value) => json.WriteStringValue(value.ToString())),
        new Word<SessionKey>((json, value) => json.WriteStringValue(value.ToString())),
        new Word<RoamingZoneSet>((json, value) => json.WriteStringValue(value.ToString())),
        // The only numbers of these widths in events are countries, and hashes.
        new Word<ushort>((json, value) => json.WriteStringValue(CountryCode.Unpack(value))),
        new Word<ulong>((json, value) => json.WriteStringValue(value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture))),
        new CommandWord(),
    ];

    private sealed class Word<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Nothing is read from JSON.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }

    /// <summary>A command with its name beside its fields.</summary>
    private sealed class CommandWord : JsonConverter<LineCommand>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(LineCommand);

        public override LineCommand Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Nothing is read from JSON.");

        public override void Write(Utf8JsonWriter writer, LineCommand value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("command", EventJson.NameOf(value));
            foreach (var property in JsonSerializer.SerializeToElement(value, value.GetType(), options).EnumerateObject())
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }
}
