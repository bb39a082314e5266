using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Gy.Sessions;

/// <summary>What every answer of this server says of it, encoded once.</summary>
internal sealed class GyIdentity
{
    // Two identities of at most 255 octets and a number, with their headers.
    private const int MostOctets = 600;

    public GyIdentity(DiameterOptions options, uint currencyNumber)
    {
        OriginHost = options.OriginHost;
        OriginRealm = options.OriginRealm;
        CurrencyNumber = currencyNumber;
        Span<byte> octets = stackalloc byte[MostOctets];
        var writer = new AvpWriter(octets);
        writer.WriteText(AvpCodes.OriginHost, options.OriginHost);
        writer.WriteText(AvpCodes.OriginRealm, options.OriginRealm);
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
        OriginAndApplication = writer.Overflowed ? throw new ArgumentException("Origin-Host or Origin-Realm is longer than 255 octets.", nameof(options)) : octets[..writer.Written].ToArray();
    }

    public string OriginHost { get; }

    public string OriginRealm { get; }

    /// <summary>ISO 4217.</summary>
    public uint CurrencyNumber { get; }

    /// <summary>Origin-Host, Origin-Realm, Auth-Application-Id.</summary>
    public byte[] OriginAndApplication { get; }
}
