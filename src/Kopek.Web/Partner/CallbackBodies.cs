using System.Buffers;
using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Web.Partner.Dvs;
using Kopek.Web.Partner.Own;

namespace Kopek.Web.Partner;

/// <summary>The JSON of callbacks: the transaction as DVS shows it for a callback_url, our own event for a partner's endpoint. As of the outcome that is told.</summary>
internal static class CallbackBodies
{
    public static ReadOnlyMemory<byte>? Of(PartnerParts parts, Callback callback)
    {
        var shape = callback.Kind == CallbackKind.Transaction ? TransactionShape.Dvs : (TransactionShape?)null;
        var stored = parts.Store.Read(reader => shape is { } only
            ? reader.Find(callback.Partner, only, callback.Transaction)
            : reader.Find(callback.Partner, TransactionShape.Dvs, callback.Transaction) ?? reader.Find(callback.Partner, TransactionShape.Own, callback.Transaction));
        if (stored is null || parts.Shelf.Known is not { } products)
        {
            return null;
        }

        var sale = new Sale(stored with { Outcome = callback.Outcome }, null, IsNew: false);
        return callback.Kind == CallbackKind.Transaction ? DvsTransactionJson.Bytes(sale, products) : Event(sale, callback);
    }

    private static ReadOnlyMemory<byte> Event(Sale sale, Callback callback)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, $"top_up.{TransactionStatuses.ClassNameOf(sale.Status).ToLowerInvariant()}");
        json.WriteString("timestamp"u8, callback.MadeAt.ToString());
        json.WritePropertyName("data"u8);
        OwnTopUps.Write(json, sale);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
