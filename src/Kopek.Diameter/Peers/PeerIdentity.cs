using System.Net;
using System.Text;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Diameter.Peers;

/// <summary>What the other side said of itself in CER or CEA.</summary>
/// <param name="Applications">Application-Ids it advertised, bare or inside Vendor-Specific-Application-Id.</param>
/// <param name="OriginStateId">0 where it did not say.</param>
public sealed record PeerIdentity(string OriginHost, string OriginRealm, string ProductName, uint OriginStateId, IReadOnlyList<uint> Applications)
{
    // A FQDN has at most 255 octets (RFC 1035 2.3.4); a DiameterIdentity is one.
    private const int MaxIdentityLength = 255;
    // Enough for any real node; the list is kept as long as the connection.
    private const int MaxApplications = 64;
    private const uint NoInbandSecurity = 0;

    /// <summary>A relay speaks every application (RFC 6733 2.4).</summary>
    public bool IsRelay => Applications.Contains(Codec.Applications.Relay);

    /// <summary>Reads CER or CEA. The fault is 5001 (in CER), 5004, 5005, 5009, 5012, 5014 or 5017, and the identity then holds what was read until there.</summary>
    public static DiameterFault Read(ReadOnlySpan<byte> message, out PeerIdentity identity)
    {
        bool isRequest = DiameterHeader.Read(message).IsRequest;
        string? host = null, realm = null;
        string product = "";
        uint stateId = 0;
        bool offersTls = false, offersNone = false;
        List<uint> applications = [];
        AvpReader reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            switch (reader.Code)
            {
                case var code when !DiameterDictionary.IsKnown(code, reader.VendorId):
                    RefuseUnknown(ref reader, isRequest);
                    break;
                case var _ when reader.VendorId != 0:
                    break;
                case AvpCodes.OriginHost:
                    ReadIdentity(ref reader, ref host);
                    break;
                case AvpCodes.OriginRealm:
                    ReadIdentity(ref reader, ref realm);
                    break;
                case AvpCodes.ProductName when reader.TryReadUtf8(out ReadOnlySpan<byte> name):
                    product = Encoding.UTF8.GetString(name[..Math.Min(name.Length, MaxIdentityLength)]);
                    break;
                case AvpCodes.OriginStateId:
                    reader.TryReadUnsigned32(out stateId);
                    break;
                case AvpCodes.AuthApplicationId or AvpCodes.AcctApplicationId:
                    ReadApplication(ref reader, applications);
                    break;
                case AvpCodes.VendorSpecificApplicationId:
                    ReadVendorSpecific(ref reader, applications);
                    break;
                case AvpCodes.InbandSecurityId when reader.TryReadUnsigned32(out uint security):
                    offersNone |= security == NoInbandSecurity;
                    offersTls |= security != NoInbandSecurity;
                    break;
                default:
                    break;
            }
        }

        identity = new PeerIdentity(host ?? "", realm ?? "", product, stateId, applications);
        return reader.Failed ? reader.Fault
            : host is null ? DiameterFault.Missing(AvpCodes.OriginHost)
            : realm is null ? DiameterFault.Missing(AvpCodes.OriginRealm)
            // RFC 6733 6.10: TLS is begun with the connection or not at all.
            : offersTls && !offersNone ? DiameterFault.OfMessage(ResultCodes.NoCommonSecurity)
            : DiameterFault.None;
    }

    /// <summary>Whether we talk to this peer: 3010 where no rule lets it in, 5010 where it speaks none of our applications.</summary>
    public DiameterFault Judge(DiameterOptions options, IPAddress? address)
    {
        if (options.AllowedPeers is { } rules && !rules.Any(rule => rule.Matches(OriginHost, OriginRealm, address)))
        {
            return DiameterFault.OfMessage(ResultCodes.UnknownPeer);
        }

        return IsRelay || Applications.Any(options.Applications.Contains)
            ? DiameterFault.None
            : DiameterFault.OfMessage(ResultCodes.NoCommonApplication);
    }

    private static void RefuseUnknown(ref AvpReader reader, bool isRequest)
    {
        if (isRequest && reader.IsMandatory)
        {
            reader.Fail(ResultCodes.AvpUnsupported);
        }
    }

    private static void ReadIdentity(ref AvpReader reader, ref string? identity)
    {
        if (identity is not null)
        {
            reader.Fail(ResultCodes.AvpOccursTooManyTimes);
        }
        else if (reader.Data.IsEmpty || reader.Data.Length > MaxIdentityLength || reader.Data.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
        {
            reader.Fail(ResultCodes.InvalidAvpValue);
        }
        else
        {
            identity = Encoding.ASCII.GetString(reader.Data);
        }
    }

    private static void ReadApplication(ref AvpReader reader, List<uint> applications)
    {
        if (reader.TryReadUnsigned32(out uint application) && !applications.Contains(application))
        {
            if (applications.Count == MaxApplications)
            {
                reader.Fail(ResultCodes.AvpOccursTooManyTimes);
                return;
            }

            applications.Add(application);
        }
    }

    private static void ReadVendorSpecific(ref AvpReader reader, List<uint> applications)
    {
        AvpReader group = reader.Group();
        while (group.MoveNext())
        {
            if (group is { VendorId: 0, Code: AvpCodes.AuthApplicationId or AvpCodes.AcctApplicationId })
            {
                ReadApplication(ref group, applications);
            }
        }

        if (group.Failed)
        {
            reader.Fail(group.Fault.ResultCode);
        }
    }
}
