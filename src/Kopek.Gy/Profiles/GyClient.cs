using System.IO.Hashing;
using System.Text;

namespace Kopek.Gy.Profiles;

/// <summary>A node that sends CCRs, as it names itself in them: perhaps behind a relay. Made once and shared by its requests.</summary>
internal sealed class GyClient
{
    private readonly byte[] originHost;
    private readonly byte[] originRealm;

    public GyClient(ReadOnlySpan<byte> originHost, ReadOnlySpan<byte> originRealm, Func<string, string, ProfileAvps> profileOf)
    {
        this.originHost = originHost.ToArray();
        this.originRealm = originRealm.ToArray();
        OriginHost = Encoding.ASCII.GetString(originHost);
        OriginRealm = Encoding.ASCII.GetString(originRealm);
        // Realms compare without case (RFC 6733 4.3.1). The hash is journalled: the same in every version.
        RealmHash = XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(OriginRealm.ToLowerInvariant()));
        Avps = profileOf(OriginHost, OriginRealm);
    }

    public string OriginHost { get; }

    public string OriginRealm { get; }

    public ulong RealmHash { get; }

    public ProfileAvps Avps { get; }

    public CoreProfile Profile => Avps.Profile;

    public bool Is(ReadOnlySpan<byte> host, ReadOnlySpan<byte> realm) => host.SequenceEqual(originHost) && realm.SequenceEqual(originRealm);
}
