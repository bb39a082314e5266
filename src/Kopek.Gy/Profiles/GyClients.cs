using System.Collections.Concurrent;
using System.IO.Hashing;

namespace Kopek.Gy.Profiles;

/// <summary>The clients seen so far. Safe from any thread.</summary>
internal sealed class GyClients(GyProfiles profiles)
{
    /// <summary>Most clients kept: a network has dozens of nodes. One past it is made anew for each request, which is slower and not wrong.</summary>
    public const int MaxKept = 4096;

    private readonly ConcurrentDictionary<ulong, GyClient> byName = new();
    private readonly ConcurrentDictionary<CoreProfile, ProfileAvps> encoded = new();

    public GyClient Of(ReadOnlySpan<byte> originHost, ReadOnlySpan<byte> originRealm)
    {
        var name = XxHash3.HashToUInt64(originHost, unchecked((long)XxHash3.HashToUInt64(originRealm)));
        if (byName.TryGetValue(name, out var known) && known.Is(originHost, originRealm))
        {
            return known;
        }

        var client = new GyClient(originHost, originRealm, (host, realm) => encoded.GetOrAdd(profiles.Of(host, realm), profile => new ProfileAvps(profile)));
        if (byName.Count < MaxKept)
        {
            byName.TryAdd(name, client);
        }

        return client;
    }
}
