using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Diagnosis;

/// <summary>What a diagnosis takes from a line: plain values of one moment, so that the line need not be kept.</summary>
/// <param name="SlowKbps">The bundle is used up and the plan goes on at this rate; 0 where it does not.</param>
/// <param name="DataFlows">A session is open in which data was used.</param>
/// <param name="Seen">What the network last said of it.</param>
/// <param name="Visited">The country where it was last seen; null at home, or where it never was seen.</param>
public sealed record LineFacts(LineId Id, string Operator, string Plan, string TimeZone, ServiceState Service, Money Available, Moment PlanUntil, int SlowKbps,
    bool HasSession, bool DataFlows, Sighting Seen, VisitedCountry? Visited, Moment At)
{
    /// <summary>It was abroad before it was last seen at home.</summary>
    public bool CameHome { get; init; }

    /// <summary>The SIM's own network is not at home; null where its IMSI is not known.</summary>
    public bool? HasForeignSim { get; init; }

    /// <summary>The price of the pack with which the plan would go on by itself, had its holder not stopped that; else null.</summary>
    public Money? StoppedAutoPack { get; init; }

    /// <summary>The line of <paramref name="d"/> as it stands; changes nothing.</summary>
    /// <param name="imsi">Null where it is not known.</param>
    public static LineFacts Of(Decision d, in Sighting seen, string? imsi)
    {
        ArgumentNullException.ThrowIfNull(d);
        var line = d.Line;
        var version = d.Catalogue.At(d.Now);
        return new LineFacts(line.Id, line.Operator, line.Plan, line.TimeZone, ServiceState.Of(d), line.Available, line.PlanValidUntil,
            DataNeeds.IsSlow(d) ? RenewalRules.PlanOf(d).ThrottleKbps ?? 0 : 0, line.Sessions.Length > 0,
            Array.Exists(line.Sessions, session => session.ReportedOctets > 0), seen, VisitedCountry.Of(d, seen.Network), d.Now)
        {
            CameHome = !seen.NetworkBefore.IsNone && IsHome(version, seen.Network) && !IsHome(version, seen.NetworkBefore),
            StoppedAutoPack = AutoPackStopRules.HeldBack(d)?.Price,
            HasForeignSim = imsi is { Length: > 5 } && NetworkCode.TryParse(imsi.AsSpan(0, 5), out var own) ? !IsHome(version, own) : null,
        };
    }

    private static bool IsHome(CatalogueVersion version, NetworkCode network) => network.IsNone || version.ZoneOf(network) == CatalogueVersion.HomeZone;
}

/// <summary>Where a line is abroad, and what it lacks there.</summary>
/// <param name="Country">ISO 3166-1 letters; empty where the network is in no country of the catalogue.</param>
/// <param name="PlanWorks">The plan goes there, and a partner network is there.</param>
/// <param name="Cap">The holder's cap on roaming, where it leaves nothing for the first octet there, and when it is counted anew; else null.</param>
/// <param name="Lacking">The least money that covers the first octet there; zero where it is covered, null where no money does.</param>
public sealed record VisitedCountry(NetworkCode Network, string Country, bool PlanWorks, Money? Lacking, (Money Most, Moment Until)? Cap = null)
{
    internal static VisitedCountry? Of(Decision d, NetworkCode network)
    {
        if (network.IsNone || d.Catalogue.At(d.Now).ZoneOf(network) == CatalogueVersion.HomeZone)
        {
            return null;
        }

        if (d.Catalogue.At(d.Now).CountryOf(network) is not { } country)
        {
            return new VisitedCountry(network, "", false, null);
        }

        var packed = CountryCode.Pack(country.Iso2);
        return new VisitedCountry(network, country.Iso2, ServiceRules.GoesTo(d, packed), DataNeeds.LackingIn(d, packed),
            DataNeeds.IsCapped(d, packed) && d.Line.Roaming is { Cap: { } most, MonthEnds: var until } ? (most, until) : null);
    }
}
