using System.Net;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>Who we are to our peers, whom we talk to, and how long we wait. Immutable; one for all connections of a listener or client.</summary>
public sealed record DiameterOptions
{
    public required string OriginHost { get; init; }

    public required string OriginRealm { get; init; }

    /// <summary>Addresses for Host-IP-Address; empty means the address that the connection came to.</summary>
    public IReadOnlyList<IPAddress> HostAddresses { get; init; } = [];

    public string ProductName { get; init; } = "Kopek";

    /// <summary>0: we have no IANA enterprise number.</summary>
    public uint VendorId { get; init; }

    /// <summary>Grows with each start of the process, so that peers learn that sessions may be gone (RFC 6733 8.16); 0 leaves it out.</summary>
    public uint OriginStateId { get; init; }

    /// <summary>Applications that are advertised and whose requests are passed on.</summary>
    public IReadOnlyList<uint> Applications { get; init; } = [Codec.Applications.CreditControl];

    public IReadOnlyList<uint> SupportedVendors { get; init; } = [Vendors.ThreeGpp];

    /// <summary>Peers that may connect to us; anyone else is refused with 3010. Null lets everyone in: for loopback and tests.</summary>
    public IReadOnlyList<PeerRule>? AllowedPeers { get; init; }

    public int MaxMessageLength { get; init; } = DiameterLimits.MaxMessageLength;

    /// <summary>Requests of one connection that wait for our answer; past it nothing more is read from the connection. Twice what a core with a window of 2,048 has open.</summary>
    public int MaxUnansweredRequests { get; init; } = 4096;

    /// <summary>Octets of those requests; the same effect.</summary>
    public long MaxUnansweredOctets { get; init; } = 8 * 1024 * 1024;

    /// <summary>Requests of ours that one connection keeps open, a power of two.</summary>
    public int MaxOpenRequests { get; init; } = 4096;

    /// <summary>Connections of one listener, handshake included. A core has a handful of nodes with a few connections each.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>From the connection's beginning to a good CER, or CEA where we began it.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tw of RFC 3539 3.4.1: silence after which DWR is sent, and as long again without a sign of life closes. At least 6 s there.</summary>
    public TimeSpan WatchdogInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A peer that takes nothing from its socket for this long is cut off.</summary>
    public TimeSpan WriteStallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing connection waits for open answers and for DPA. Below the host's shutdown timeout.</summary>
    public TimeSpan DisconnectTimeout { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>One line of the allow-list: every part that is not null must match. Hosts and realms compare without case (RFC 6733 4.3.1).</summary>
public sealed record PeerRule(string? OriginHost = null, string? OriginRealm = null, IPNetwork? Network = null)
{
    public bool Matches(string originHost, string originRealm, IPAddress? address) =>
        (OriginHost is null || OriginHost.Equals(originHost, StringComparison.OrdinalIgnoreCase))
        && (OriginRealm is null || OriginRealm.Equals(originRealm, StringComparison.OrdinalIgnoreCase))
        && (Network is null || address is not null && Network.Value.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
