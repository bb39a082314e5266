using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner.Dvs;

/// <summary>A transaction as DVS shows it, in answers and in callbacks.</summary>
internal static class DvsTransactionJson
{
    public static void Write(Utf8JsonWriter json, Sale sale, ProductBook products)
    {
        var stored = sale.Stored;
        json.WriteStartObject();
        json.WriteNumber("id"u8, stored.Id);
        json.WriteString("external_id"u8, stored.ExternalId);
        Times(json, sale);
        Status(json, sale.Status);
        json.WriteString("operator_reference"u8, sale.Receipt > 0 ? sale.Receipt.ToString(CultureInfo.InvariantCulture) : null);
        DvsJson.Nothing(json, "pin", "sender", "beneficiary", "debit_party_identifier", "statement_identifier", "additional_identifier", "promotions");
        json.WriteStartObject("credit_party_identifier"u8);
        json.WriteString("mobile_number"u8, $"+{stored.Msisdn}");
        json.WriteEndObject();
        Product(json, sale, products);
        foreach (var name in (ReadOnlySpan<string>)["requested_values", "adjusted_values"])
        {
            json.WriteStartObject(name);
            DvsJson.Value(json, "source", stored.Amount, stored.Currency);
            DvsJson.Value(json, "destination", stored.Amount, stored.Currency);
            json.WriteEndObject();
        }

        json.WriteStartObject("prices"u8);
        Price(json, "wholesale", stored.Price, stored.Currency);
        Price(json, "retail", stored.Amount, stored.Currency);
        json.WriteEndObject();
        DvsJson.Rates(json, BasisPointsOf(stored));
        json.WriteEndObject();
    }

    /// <summary>The same as bytes, as a callback carries it.</summary>
    public static ReadOnlyMemory<byte> Bytes(Sale sale, ProductBook products)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer);
        Write(json, sale, products);
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Times(Utf8JsonWriter json, Sale sale)
    {
        var stored = sale.Stored;
        json.WriteString("creation_date"u8, stored.CreatedAt.ToString());
        json.WriteString("confirmation_expiration_date"u8, stored.ExpiresAt.ToString());
        if (sale.ConfirmedAt.IsNever)
        {
            json.WriteNull("confirmation_date"u8);
        }
        else
        {
            json.WriteString("confirmation_date"u8, sale.ConfirmedAt.ToString());
        }
    }

    private static void Status(Utf8JsonWriter json, TransactionStatus status)
    {
        var ofClass = TransactionStatuses.ClassOf(status);
        json.WriteStartObject("status"u8);
        json.WriteNumber("id"u8, (int)status);
        json.WriteString("message"u8, TransactionStatuses.NameOf(status));
        json.WriteStartObject("class"u8);
        json.WriteNumber("id"u8, ofClass);
        json.WriteString("message"u8, TransactionStatuses.ClassNameOf(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A product that the catalogue no longer has is shown by its code alone.</summary>
    private static void Product(Utf8JsonWriter json, Sale sale, ProductBook products)
    {
        if (products.Find(sale.Stored.Product) is not { } product)
        {
            json.WriteStartObject("product"u8);
            json.WriteString("name"u8, sale.Stored.Product);
            json.WriteEndObject();
            json.WriteNull("benefits"u8);
            return;
        }

        json.WriteStartObject("product"u8);
        DvsJson.ProductMembers(json, product);
        json.WriteEndObject();
        // Where the pack could not be had the money is there instead.
        DvsJson.Benefit(json, sale.PackDropped ? product with { Pack = null } : product, sale.Stored.Amount);
    }

    private static void Price(Utf8JsonWriter json, string name, Money amount, string currency)
    {
        json.WriteStartObject(name);
        DvsJson.Number(json, "amount", amount);
        json.WriteNumber("fee"u8, 0);
        DvsJson.Units(json, currency);
        json.WriteEndObject();
    }

    private static int BasisPointsOf(PartnerTransaction stored) => (int)((Int128)stored.Commission.Kopeks * 10_000 / Math.Max(1, stored.Amount.Kopeks));
}
