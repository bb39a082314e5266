using System.Text.Json;
using Kopek.Books.Statements;
using Kopek.Core;

namespace Kopek.Books.Receipts.Forms;

/// <summary>
/// A receipt in JSON, version 1: what can be kept, sent on and checked without us. Names and their meaning never change. The members are described in
/// docs/receipts.md; opened is only there for those who may see the line and the balance.
/// </summary>
public static class ReceiptJson
{
    public const int Version = 1;
    public const string ContentType = "application/json";

    /// <param name="opened">What the seal closes over; null where it is not for the reader.</param>
    /// <param name="url">Address of the public page. Its host is not signed, because a deployment may move; its token is.</param>
    public static byte[] Of(PublicReceipt receipt, SealedPart? opened, Uri url)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, receipt, opened, url);
        }

        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter json, PublicReceipt receipt, SealedPart? opened, Uri url)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(url);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("receipt", receipt.Name);
        json.WriteString("operator", receipt.Operator);
        json.WriteNumber("number", receipt.Number);
        json.WriteString("kind", SnakeCase.Of(receipt.Kind));
        json.WriteString("order", receipt.Order.ToString());
        if (receipt.RefersTo is { } refers)
        {
            json.WriteNumber("refersTo", refers);
        }

        json.WriteNumber("issuedAtMilliseconds", receipt.IssuedAt.UnixMilliseconds);
        json.WriteString("issuedAt", receipt.IssuedAt.ToString());
        json.WriteString("method", SnakeCase.Of(receipt.Method));
        json.WriteString("provider", receipt.Provider);
        WriteAmount(json, "paid", receipt.Paid);
        WriteAmount(json, "fee", receipt.Fee);
        WriteAmount(json, "debtRepaid", receipt.DebtRepaid);
        WriteAmount(json, "bonus", receipt.Bonus);
        WriteAmount(json, "received", receipt.Received);
        json.WriteString("currency", receipt.Currency);
        if (receipt.Pack is not null)
        {
            json.WriteString("pack", receipt.Pack);
        }

        json.WriteString("seal", receipt.Seal);
        if (opened is not null)
        {
            json.WriteStartObject("opened");
            json.WriteString("salt", opened.Salt);
            json.WriteString("line", opened.Line.ToString());
            WriteAmount(json, "balanceAfter", opened.BalanceAfter);
            json.WriteEndObject();
        }

        json.WriteString("token", receipt.Token.ToString());
        json.WriteString("url", url.OriginalString);
        json.WriteString("keyId", receipt.KeyId);
        json.WriteString("signature", receipt.Signature);
        json.WriteEndObject();
    }

    /// <summary>Whole kopeks of the receipt's one currency.</summary>
    private static void WriteAmount(Utf8JsonWriter json, string name, Money amount) => json.WriteNumber(name, amount.Kopeks);
}
