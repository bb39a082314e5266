using System.Net;
using Kopek.Diameter.Peers;

namespace Kopek.Host.Serving;

/// <summary>What `kopek serve` was told.</summary>
internal sealed record ServeOptions
{
    public required string Data { get; init; }
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");
    public IPEndPoint Gy { get; init; } = new(IPAddress.Loopback, 3868);

    /// <summary>PKCS #12 file that makes Gy speak TLS; null: plain TCP.</summary>
    public string? GyCertificate { get; init; }

    public string OriginHost { get; init; } = "ocs.kopek.example";
    public string OriginRealm { get; init; } = "kopek.example";

    /// <summary>Diameter peers that may connect; empty: everyone who reaches the port.</summary>
    public IReadOnlyList<PeerRule> AllowedPeers { get; init; } = [];

    /// <summary>Folder of the catalogue; null: the data folder's own, made from the samples.</summary>
    public string? Catalogue { get; init; }
    public int SampleLines { get; init; }

    /// <summary>Logical shards of a new data folder; an existing one keeps its own.</summary>
    public int? Shards { get; init; }

    /// <summary>Only warnings are logged: the demo has the terminal.</summary>
    public bool Quiet { get; init; }
}
