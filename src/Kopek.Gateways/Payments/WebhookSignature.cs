using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments;

/// <summary>
/// Stripe's signature of webhooks (https://docs.stripe.com/webhooks, "Verify webhook signatures manually"), which the sandbox uses too. The header is
/// <c>t=1764115200,v1=HEX[,v1=HEX]</c>: HMAC-SHA256 of the seconds, a full stop and the body, under a shared secret. Written here and not taken from
/// Stripe.net, because that one tells a replay from a forgery only in the words of its exception, and takes one secret.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>Older than this, or as far ahead, is a replay: our clock and theirs agree better.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>What a provider tells us at once; theirs have a few kilobytes.</summary>
    public const int MostBodyBytes = 256 * 1024;

    private const int MostHeaderLength = 1024;

    /// <summary>A provider signs with the old and the new secret while one is replaced by the other.</summary>
    private const int MostSignatures = 8;

    private const int MostDigits = 12;

    public static string Sign(string secret, Moment at, ReadOnlySpan<byte> body)
    {
        var seconds = (at.UnixMilliseconds / 1000).ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Compute(secret, seconds, body))}";
    }

    /// <summary>Genuine, <see cref="WebhookVerdict.Forged"/>, <see cref="WebhookVerdict.Stale"/>; too long a body is <see cref="WebhookVerdict.Malformed"/>.</summary>
    /// <param name="secrets">Any of them will do: two while one replaces the other.</param>
    public static WebhookVerdict Check(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, Moment now)
    {
        if (body.Length > MostBodyBytes)
        {
            return WebhookVerdict.Malformed;
        }

        if (header is null || header.Length > MostHeaderLength || !TryRead(header, out var seconds, out var signatures))
        {
            return WebhookVerdict.Forged;
        }

        if (!IsSigned(secrets, seconds, signatures, body))
        {
            return WebhookVerdict.Forged;
        }

        var milliseconds = long.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture) * 1000;
        return Math.Abs(now.UnixMilliseconds - milliseconds) > (long)Tolerance.TotalMilliseconds ? WebhookVerdict.Stale : WebhookVerdict.Genuine;
    }

    private static bool IsSigned(IReadOnlyList<string> secrets, string seconds, List<byte[]> signatures, ReadOnlySpan<byte> body)
    {
        var isSigned = false;
        foreach (var secret in secrets)
        {
            var right = Compute(secret, seconds, body);
            foreach (var signature in signatures)
            {
                // All are compared, so that the time taken says nothing.
                isSigned |= CryptographicOperations.FixedTimeEquals(right, signature);
            }
        }

        return isSigned;
    }

    private static byte[] Compute(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static bool TryRead(string header, out string seconds, out List<byte[]> signatures)
    {
        seconds = "";
        signatures = [];
        foreach (var part in header.Split(','))
        {
            var item = part.Trim();
            if (item.StartsWith("t=", StringComparison.Ordinal))
            {
                seconds = item[2..];
            }
            else if (item.StartsWith("v1=", StringComparison.Ordinal) && item.Length == 3 + 2 * HMACSHA256.HashSizeInBytes && signatures.Count < MostSignatures)
            {
                if (!item.AsSpan(3).ContainsAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF")))
                {
                    signatures.Add(Convert.FromHexString(item[3..]));
                }
            }
        }

        return seconds.Length is > 0 and <= MostDigits && seconds.All(char.IsAsciiDigit) && signatures.Count > 0;
    }
}
