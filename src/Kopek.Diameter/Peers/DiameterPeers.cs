using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Kopek.Diameter.Peers;

/// <summary>The open connections of a server by Origin-Host. Several connections of one host are allowed: each counts by itself. Safe from any thread.</summary>
public sealed class DiameterPeers
{
    private readonly ConcurrentDictionary<string, ImmutableArray<DiameterPeer>> byHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Open connections of this host, in the order in which they opened; empty where there is none.</summary>
    public ImmutableArray<DiameterPeer> Find(string originHost) => byHost.TryGetValue(originHost, out ImmutableArray<DiameterPeer> found) ? found : [];

    public IEnumerable<DiameterPeer> All => byHost.Values.SelectMany(peers => peers);

    internal void Add(DiameterPeer peer) =>
        byHost.AddOrUpdate(peer.Identity.OriginHost, _ => [peer], (_, peers) => peers.Add(peer));

    internal void Remove(DiameterPeer peer)
    {
        string host = peer.Identity.OriginHost;
        ImmutableArray<DiameterPeer> left = byHost.AddOrUpdate(host, _ => [], (_, peers) => peers.Remove(peer));
        if (left.IsEmpty)
        {
            byHost.TryRemove(KeyValuePair.Create(host, left));
        }
    }
}
