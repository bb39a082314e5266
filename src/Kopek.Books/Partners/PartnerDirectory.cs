using System.Collections.Frozen;
using System.Net;

namespace Kopek.Books.Partners;

/// <summary>One partner with everything that a request is held against, ready to be looked at without the database.</summary>
public sealed record PartnerEntry(PartnerProfile Profile, IReadOnlyList<PartnerKey> Keys, IReadOnlyList<WebhookSecret> Secrets)
{
    private readonly IPNetwork[] networks = [.. Profile.Networks.Select(IPNetwork.Parse)];

    /// <summary>Whether its keys work from there.</summary>
    public bool MayComeFrom(IPAddress? address)
    {
        if (networks.Length == 0)
        {
            return true;
        }

        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Array.Exists(networks, network => network.Contains(plain));
    }
}

/// <summary>All partners as they are now: replaced as a whole when one changes, so that a request reads no database.</summary>
public sealed class PartnerDirectory
{
    private readonly FrozenDictionary<string, PartnerEntry> byCode;
    private readonly FrozenDictionary<string, (PartnerEntry Entry, PartnerKey Key)> byKey;

    public PartnerDirectory(IReadOnlyList<PartnerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        All = [.. entries.OrderBy(entry => entry.Profile.Code, StringComparer.Ordinal)];
        byCode = All.ToFrozenDictionary(entry => entry.Profile.Code, StringComparer.Ordinal);
        byKey = All.SelectMany(entry => entry.Keys.Select(key => (entry, key))).ToFrozenDictionary(pair => pair.key.Id, pair => pair, StringComparer.Ordinal);
    }

    public IReadOnlyList<PartnerEntry> All { get; }

    public PartnerEntry? Find(string code) => byCode.GetValueOrDefault(code);

    public bool TryFindKey(string id, out PartnerEntry entry, out PartnerKey key)
    {
        var found = byKey.TryGetValue(id, out var pair);
        (entry, key) = pair;
        return found;
    }
}
