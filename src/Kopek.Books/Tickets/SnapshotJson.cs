using System.Text;
using System.Text.Json;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Plans;

namespace Kopek.Books.Tickets;

/// <summary>
/// The stored form of a diagnosis, version 1: stable codes, whole kopeks, milliseconds since 1970. A code that this version does not know (written by a newer one)
/// is left out: the rest is still worth reading.
/// </summary>
internal static class SnapshotJson
{
    private const int Version = 1;

    public static string Write(DiagnosisSnapshot snapshot)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, Version);
            json.WriteNumber("at"u8, snapshot.At.UnixMilliseconds);
            json.WriteString("plan"u8, snapshot.Plan);
            json.WriteString("zone"u8, snapshot.Zone);
            json.WriteBoolean("works"u8, snapshot.DataWorks);
            json.WriteBoolean("helps"u8, snapshot.TopUpHelps);
            json.WriteNumber("needed"u8, snapshot.Needed.Kopeks);
            if (snapshot.HoldHours is { } hours)
            {
                json.WriteNumber("hold"u8, hours);
            }

            Text(json, "region", snapshot.Region);
            Text(json, "apn", snapshot.AccessPoint);
            json.WriteStartArray("findings"u8);
            foreach (var finding in snapshot.Findings)
            {
                Write(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static DiagnosisSnapshot Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new DiagnosisSnapshot(new Moment(root.GetProperty("at"u8).GetInt64()), root.GetProperty("plan"u8).GetString()!, root.GetProperty("zone"u8).GetString()!,
            root.GetProperty("works"u8).GetBoolean(), root.GetProperty("helps"u8).GetBoolean(), new Money(root.GetProperty("needed"u8).GetInt64()),
            root.TryGetProperty("hold"u8, out var hold) ? hold.GetInt32() : null, Text(root, "region"), Text(root, "apn"),
            [.. root.GetProperty("findings"u8).EnumerateArray().Select(ReadFinding).OfType<Finding>()]);
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("cause"u8, SnakeCase.Of(finding.Cause));
        json.WriteString("verdict"u8, SnakeCase.Of(finding.Verdict));
        json.WriteString("fix"u8, SnakeCase.Of(finding.Fix));
        json.WriteBoolean("helps"u8, finding.TopUpHelps);
        json.WriteNumber("needed"u8, finding.Needed.Kopeks);
        if (!finding.Until.IsNever)
        {
            json.WriteNumber("until"u8, finding.Until.UnixMilliseconds);
        }

        if (finding.Note is { } note)
        {
            json.WriteStartArray("note"u8);
            json.WriteStringValue(note.Zh);
            json.WriteStringValue(note.En);
            json.WriteStringValue(note.Ru);
            json.WriteEndArray();
        }

        json.WriteStartArray("evidence"u8);
        foreach (var one in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, SnakeCase.Of(one.Code));
            if (one.Amount is { } amount)
            {
                json.WriteNumber("amount"u8, amount.Kopeks);
            }
            else if (one.At is { } at)
            {
                json.WriteNumber("at"u8, at.UnixMilliseconds);
            }
            else
            {
                Text(json, "word", one.Word);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Finding? ReadFinding(JsonElement read)
    {
        if (Word<Cause>(read, "cause") is not { } cause || Word<Verdict>(read, "verdict") is not { } verdict)
        {
            return null;
        }

        return new Finding(cause, verdict, Word<Fix>(read, "fix") ?? Fix.None, read.GetProperty("helps"u8).GetBoolean(), new Money(read.GetProperty("needed"u8).GetInt64()),
            [.. read.GetProperty("evidence"u8).EnumerateArray().Select(ReadEvidence).OfType<Evidence>()])
        {
            Until = read.TryGetProperty("until"u8, out var until) ? new Moment(until.GetInt64()) : Moment.Never,
            Note = read.TryGetProperty("note"u8, out var note) ? new LocalizedText(note[0].GetString()!, note[1].GetString()!, note[2].GetString()!) : null,
        };
    }

    private static Evidence? ReadEvidence(JsonElement read) => Word<EvidenceCode>(read, "code") is not { } code ? null
        : read.TryGetProperty("amount"u8, out var amount) ? Evidence.Of(code, new Money(amount.GetInt64()))
        : read.TryGetProperty("at"u8, out var at) ? Evidence.Of(code, new Moment(at.GetInt64()))
        : Evidence.Of(code, Text(read, "word") ?? "");

    private static TWord? Word<TWord>(JsonElement read, string name)
        where TWord : struct, Enum
    {
        foreach (var word in Enum.GetValues<TWord>())
        {
            if (read.GetProperty(name).ValueEquals(SnakeCase.Of(word)))
            {
                return word;
            }
        }

        return null;
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? Text(JsonElement read, string name) => read.TryGetProperty(name, out var text) ? text.GetString() : null;
}
