using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kopek.Gateways.Webhooks;

/// <summary>Signs as Standard Webhooks wants it: v1 is HMAC-SHA256 over "id.timestamp.body"; with several secrets several signatures, apart by spaces.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <param name="unixSeconds">Receivers refuse what is more than five minutes off.</param>
    public static string Of(string messageId, long unixSeconds, ReadOnlySpan<byte> body, IEnumerable<ReadOnlyMemory<byte>> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{unixSeconds}."));
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret.Span, signed))}"));
    }
}
