using System.Net;
using System.Text;
using Kopek.Books.Partners;
using Kopek.Core;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Partner.Access;

/// <summary>Why a partner's request is not looked at.</summary>
internal enum AccessRefusal
{
    None,
    NoKey,

    /// <summary>Unknown, ended, not begun, or with another secret: which of them is nobody's business.</summary>
    WrongKey,
    WrongAddress,
    TooMany,
}

/// <summary>Who asks: Authorization: Basic, the key's id as name and its secret as password (RFC 7617).</summary>
internal static class PartnerAccess
{
    private const string Scheme = "Basic ";

    /// <summary>Characters of the header; bounds what is decoded for a stranger.</summary>
    private const int Longest = 400;

    public static AccessRefusal Read(HttpRequest request, PartnerDirectory directory, Moment now, out PartnerEntry entry)
    {
        entry = null!;
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return AccessRefusal.NoKey;
        }

        Span<byte> bytes = stackalloc byte[Longest];
        if (header.Length > Longest || !Convert.TryFromBase64Chars(header.AsSpan(Scheme.Length).Trim(), bytes, out var written))
        {
            return AccessRefusal.WrongKey;
        }

        var given = Encoding.UTF8.GetString(bytes[..written]);
        var colon = given.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !directory.TryFindKey(given[..colon], out entry, out var key) || !key.Matches(given[(colon + 1)..]) || !key.IsValid(now))
        {
            return AccessRefusal.WrongKey;
        }

        return entry.MayComeFrom(request.HttpContext.Connection.RemoteIpAddress) ? AccessRefusal.None : AccessRefusal.WrongAddress;
    }
}
