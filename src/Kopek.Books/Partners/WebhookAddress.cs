using System.Net;
using System.Net.Sockets;

namespace Kopek.Books.Partners;

/// <summary>
/// Where webhooks may go. Partners choose the addresses, so none may lead into the machine or its network: https only, public addresses only, looked at when
/// the address is given and again for each connection (a name may lead elsewhere by then).
/// </summary>
/// <param name="AllowsLoopback">For trials and tests: this machine, also without TLS.</param>
public sealed record WebhookAddress(bool AllowsLoopback)
{
    public const int Longest = 2_000;

    // IANA's registries of special-purpose addresses: what is not globally reachable, multicast, and the ways of writing IPv4 into IPv6.
    private static readonly IPNetwork[] closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>What is wrong with an address as it is written; null where it may be tried.</summary>
    public string? Fault(string? text)
    {
        if (text is null || text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return $"It is a whole address such as https://example.com/hooks, of at most {Longest} characters.";
        }

        var isLiteral = IPAddress.TryParse(url.Host.Trim('[', ']'), out var address);
        if (AllowsLoopback && url.Scheme is "http" or "https" && (url.IsLoopback || (isLiteral && IPAddress.IsLoopback(address!))))
        {
            return null;
        }

        return url.Scheme != Uri.UriSchemeHttps ? "It must begin with https://."
            : url.UserInfo.Length > 0 ? "It must not hold a name or a password."
            : url.IsLoopback || (isLiteral && !MayConnect(address!)) ? "It leads to a machine that is not on the public internet."
            : null;
    }

    /// <summary>Whether a connection to there may be made.</summary>
    public bool MayConnect(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            ? AllowsLoopback
            : plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Array.Exists(closed, network => network.Contains(plain));
    }
}
