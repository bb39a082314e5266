using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Books.Statements;

namespace Kopek.Web.Partner.Own;

/// <summary>What became of callbacks, the newest first.</summary>
internal static class CallbackJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Callback> callbacks)
    {
        json.WriteStartObject();
        json.WriteStartArray("callbacks"u8);
        foreach (var callback in callbacks)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, callback.MessageId);
            json.WriteNumber("transaction"u8, callback.Transaction);
            json.WriteString("outcome"u8, TransactionStatuses.NameOf(callback.Outcome));
            json.WriteString("url"u8, callback.Url);
            json.WriteString("state"u8, SnakeCase.Of(callback.State));
            json.WriteNumber("attempts"u8, callback.Attempts);
            json.WriteString("answer"u8, callback.Answer);
            json.WriteString("madeAt"u8, callback.MadeAt.ToString());
            json.WriteString("nextAt"u8, callback.State == CallbackState.Waiting ? callback.NotBefore.ToString() : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
