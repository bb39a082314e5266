using System.Globalization;
using System.Text.Json;
using Kopek.Books.Disputes;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Statements;
using Kopek.Web.Receipts;

namespace Kopek.Web.Api.Receipts;

/// <summary>A receipt as the operator sees it: with what the seal closes over, who it is for (masked), and what hangs on it.</summary>
internal static class ReceiptViews
{
    /// <summary>The receipt itself, as it can be handed on and checked.</summary>
    public static void Write(Utf8JsonWriter json, Receipt receipt, ReceiptDesk desk) => ReceiptJson.Write(json, receipt.Public, receipt.Private, desk.UrlOf(receipt.Public.Token));

    public static void Write(Utf8JsonWriter json, Receipt receipt, ReceiptDesk desk, string? maskedNumber)
    {
        json.WriteStartObject();
        json.WritePropertyName("receipt");
        Write(json, receipt, desk);
        json.WriteString("verdict", SnakeCase.Of(ReceiptVerification.Check(receipt, desk.Keys)));
        json.WriteString("msisdn", maskedNumber);
        json.WritePropertyName("fiscal");
        Write(json, desk.Store.Fiscal.Find(receipt.Public.Operator, receipt.Public.Number));
        json.WriteStartArray("disputes");
        foreach (var dispute in desk.Cases.OfReceipt(receipt.Public.Operator, receipt.Public.Number))
        {
            Write(json, dispute);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FiscalRecord? fiscal)
    {
        if (fiscal is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("state", SnakeCase.Of(fiscal.State));
        json.WriteNumber("attempts", fiscal.Attempts);
        json.WriteString("reason", fiscal.Reason);
        json.WriteString("changedAt", fiscal.Changed.ToString());
        if (fiscal.Registration is { } made)
        {
            json.WriteString("drive", made.Drive);
            json.WriteString("register", made.Register);
            json.WriteString("document", made.Document);
            json.WriteString("sign", made.Sign);
            json.WriteNumber("shift", made.Shift);
            json.WriteNumber("numberInShift", made.NumberInShift);
            json.WriteString("registeredAt", made.At.ToString());
            json.WriteString("qr", fiscal.Qr);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Dispute dispute)
    {
        json.WriteStartObject();
        json.WriteString("dispute", dispute.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("state", SnakeCase.Of(dispute.State));
        json.WriteEndObject();
    }
}
