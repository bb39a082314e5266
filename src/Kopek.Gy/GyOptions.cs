using Kopek.Diameter.Peers;
using Kopek.Gy.Profiles;

namespace Kopek.Gy;

/// <summary>How a deployment speaks Gy.</summary>
public sealed record GyOptions
{
    /// <summary>Origin-Host, Origin-Realm, allow-list and limits. Null AllowedPeers lets everyone in: for loopback.</summary>
    public required DiameterOptions Diameter { get; init; }

    public GyProfiles Profiles { get; init; } = GyProfiles.BuiltIn;

    /// <summary>ISO 4217 number of the currency that lines are kept in: Currency-Code in answers, and the only one taken in requests.</summary>
    public int CurrencyNumber { get; init; } = 643;
}
