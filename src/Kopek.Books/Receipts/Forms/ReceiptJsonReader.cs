using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Receipts.Forms;

/// <summary>
/// Reads the JSON of a receipt as <see cref="ReceiptJson"/> writes it, and nothing else: a member that is not known, twice, missing, spelled otherwise, or
/// that contradicts another, makes it no receipt. Only what is covered by the signature, or follows from it, is let through.
/// </summary>
internal static class ReceiptJsonReader
{
    private const int LongestName = 32;

    private static readonly HashSet<string> Required =
    [
        "version", "receipt", "operator", "number", "kind", "order", "issuedAtMilliseconds", "issuedAt", "method", "provider", "paid", "fee", "debtRepaid", "bonus",
        "received", "currency", "seal", "token", "url", "keyId", "signature",
    ];

    private static readonly HashSet<string> Optional = ["refersTo", "pack", "opened"];
    private static readonly HashSet<string> Opened = ["salt", "line", "balanceAfter"];

    /// <summary>Null where it is no receipt of this version; else what it says, which still has to be verified.</summary>
    public static (PublicReceipt Receipt, SealedPart? Opened)? Read(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray());
            return Members(document.RootElement, Required, Optional) is { } members ? Read(members) : null;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static (PublicReceipt, SealedPart?)? Read(Dictionary<string, JsonElement> members)
    {
        string Text(string name) => members[name].GetString()!;
        Money Amount(string name) => new(members[name].GetInt64());
        if (members["version"].GetInt32() != ReceiptJson.Version || Word<ReceiptKind>(Text("kind")) is not { } kind || Word<PaidBy>(Text("method")) is not { } method
            || !OrderId.TryParse(Text("order"), out var order) || order.ToString() != Text("order") || !ReceiptToken.TryParse(Text("token"), out var token)
            || !IsHex(Text("seal"), 64) || !IsHex(Text("signature"), 128))
        {
            return null;
        }

        long? refers = members.TryGetValue("refersTo", out var referred) ? referred.GetInt64() : null;
        var pack = members.TryGetValue("pack", out var bought) ? bought.GetString() : null;
        var receipt = new PublicReceipt(Text("operator"), members["number"].GetInt64(), kind, order, refers, new Moment(members["issuedAtMilliseconds"].GetInt64()), method,
            Text("provider"), Amount("paid"), Amount("fee"), Amount("debtRepaid"), Amount("bonus"), Amount("received"), pack, Text("currency"), token,
            Text("seal"), Text("keyId"), Text("signature"));
        SealedPart? opened = null;
        if (members.TryGetValue("opened", out var part) && (opened = Open(part)) is null)
        {
            return null;
        }

        var follows = receipt.Name == Text("receipt") && receipt.IssuedAt.ToString() == Text("issuedAt") && LeadsTo(Text("url"), token)
            && refers is null or > 0 && pack is null or not "";
        return follows ? (receipt, opened) : null;
    }

    private static SealedPart? Open(JsonElement element)
    {
        if (Members(element, Opened, []) is not { } members)
        {
            return null;
        }

        var line = members["line"].GetString()!;
        var id = new LineId(long.Parse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return id.ToString() == line && IsHex(members["salt"].GetString()!, 32)
            ? new SealedPart(members["salt"].GetString()!, id, new Money(members["balanceAfter"].GetInt64()))
            : null;
    }

    /// <summary>Every required member once, and no other than the optional ones.</summary>
    private static Dictionary<string, JsonElement>? Members(JsonElement element, HashSet<string> required, HashSet<string> optional)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.Length > LongestName || !(required.Contains(member.Name) || optional.Contains(member.Name)) || !members.TryAdd(member.Name, member.Value))
            {
                return null;
            }
        }

        return required.All(members.ContainsKey) ? members : null;
    }

    private static TWord? Word<TWord>(string text)
        where TWord : struct, Enum
    {
        foreach (var word in Enum.GetValues<TWord>())
        {
            if (SnakeCase.Of(word) == text)
            {
                return word;
            }
        }

        return null;
    }

    private static bool IsHex(string text, int digits) => text.Length == digits && !text.AsSpan().ContainsAnyExcept(ReceiptToken.HexDigits);

    private static bool LeadsTo(string url, ReceiptToken token) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && url.EndsWith($"/r/{token}", StringComparison.Ordinal);
}
