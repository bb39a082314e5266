using Kopek.Core;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Gy.Sessions;

/// <summary>
/// Reads a CCR (RFC 8506 3.1) once, front to back, without allocation. What it does not use it passes over, save that an unknown AVP with the M bit is
/// 5001. Units are read by <see cref="CcrUnits"/>.
/// </summary>
internal static class CcrReader
{
    /// <summary>RFC 6733 8.8 gives a form and no length; real ones have 20 to 120 octets.</summary>
    public const int MaxSessionIdOctets = 512;

    /// <summary>A DiameterIdentity is a FQDN (RFC 1035 2.3.4).</summary>
    private const int MaxIdentityOctets = 255;

    private const uint EndUserE164 = 0;
    private const uint EndUserImsi = 1;

    private static readonly uint[] RequiredCodes =
    [
        AvpCodes.SessionId, AvpCodes.OriginHost, AvpCodes.OriginRealm, AvpCodes.DestinationRealm,
        AvpCodes.AuthApplicationId, AvpCodes.ServiceContextId, AvpCodes.CcRequestType, AvpCodes.CcRequestNumber,
    ];

    /// <summary>Fills the request and the fields. A fault leaves both half filled: only its place in the message is of use then.</summary>
    public static DiameterFault Read(ReadOnlySpan<byte> message, CreditControl request, ref CcrFields fields)
    {
        request.UnitCount = 0;
        request.Units[0] = default;
        request.HasServices = false;
        request.EventMoney = Money.Zero;
        request.Action = RequestedAction.DirectDebiting;
        request.Network = default;
        request.Imei = 0;
        var reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            var good = reader.VendorId == Vendors.None ? ReadBase(ref reader, request, ref fields) : ReadOfVendor(ref reader, request, ref fields);
            if (!good)
            {
                break;
            }
        }

        return !fields.Fault.IsNone ? fields.Fault : reader.Failed ? reader.Fault : Finish(request, ref fields);
    }

    // No group's reader lives in this frame: its memory would be cleared for every AVP.
    private static bool ReadBase(ref AvpReader reader, CreditControl request, ref CcrFields fields)
    {
        switch (reader.Code)
        {
            case AvpCodes.SessionId:
                fields.SessionId = reader.Data;
                return Once(ref reader, ref fields, CcrParts.SessionId) && Within(ref reader, MaxSessionIdOctets);
            case AvpCodes.OriginHost:
                fields.OriginHost = reader.Data;
                return Once(ref reader, ref fields, CcrParts.OriginHost) && IsIdentity(ref reader);
            case AvpCodes.OriginRealm:
                fields.OriginRealm = reader.Data;
                return Once(ref reader, ref fields, CcrParts.OriginRealm) && IsIdentity(ref reader);
            case AvpCodes.DestinationRealm:
                return Once(ref reader, ref fields, CcrParts.DestinationRealm);
            case AvpCodes.AuthApplicationId:
                return Once(ref reader, ref fields, CcrParts.AuthApplicationId) && reader.TryReadUnsigned32(out var application)
                    && (application == Applications.CreditControl || reader.Fail(ResultCodes.InvalidAvpValue));
            case AvpCodes.ServiceContextId:
                return Once(ref reader, ref fields, CcrParts.ServiceContextId);
            case AvpCodes.CcRequestType:
                return Once(ref reader, ref fields, CcrParts.CcRequestType) && ReadType(ref reader, request);
            case AvpCodes.CcRequestNumber:
                return Once(ref reader, ref fields, CcrParts.CcRequestNumber) && ReadNumber(ref reader, request);
            case AvpCodes.RequestedAction:
                return Once(ref reader, ref fields, CcrParts.RequestedAction) && ReadAction(ref reader, request);
            case AvpCodes.SubscriptionId:
                return ReadSubscription(ref reader, ref fields);
            case AvpCodes.MultipleServicesCreditControl:
                return CcrUnits.ReadService(ref reader, request, ref fields);
            case AvpCodes.RequestedServiceUnit:
                return Once(ref reader, ref fields, CcrParts.RequestedServiceUnit) && CcrUnits.ReadRequested(ref reader, ref request.Units[0], 0, ref fields);
            case AvpCodes.UsedServiceUnit:
                fields.Seen |= CcrParts.UsedServiceUnit;
                return CcrUnits.ReadUsed(ref reader, ref request.Units[0], ref fields);
            case AvpCodes.ServiceIdentifier:
                var read = reader.TryReadUnsigned32(out var service);
                fields.CommandUnit = new UnitKey(0, service, false, true);
                return read;
            case AvpCodes.ProxyInfo:
                fields.Seen |= CcrParts.ProxyInfo;
                return true;
            case AvpCodes.UserEquipmentInfo:
                return ReadEquipment(reader, request);
            case AvpCodes.CcSubSessionId:
                // Sub-sessions count their requests each by itself; taking them for one session would take two requests for a repeat.
                return reader.Fail(ResultCodes.AvpUnsupported);
            default:
                return IsPassedOver(ref reader);
        }
    }

    private static bool ReadOfVendor(ref AvpReader reader, CreditControl request, ref CcrFields fields)
    {
        if (reader is not { VendorId: Vendors.ThreeGpp, Code: ThreeGppAvpCodes.ServiceInformation })
        {
            return IsPassedOver(ref reader);
        }

        var group = reader.Group();
        while (group.MoveNext())
        {
            if (group is { VendorId: Vendors.ThreeGpp, Code: ThreeGppAvpCodes.PSInformation } && !ReadPacketSwitched(group.Group(), request, ref fields))
            {
                return false;
            }
        }

        return Ended(group, ref fields);
    }

    /// <summary>PS-Information, whose many AVPs vary from core to core: all but one are passed over, whatever their M bit.</summary>
    private static bool ReadPacketSwitched(AvpReader group, CreditControl request, ref CcrFields fields)
    {
        while (group.MoveNext())
        {
            if (group is { VendorId: Vendors.ThreeGpp, Code: ThreeGppAvpCodes.SGSNMCCMNC } && !group.Data.IsEmpty)
            {
                if (!NetworkCode.TryParse(group.Data, out var network))
                {
                    group.Fail(ResultCodes.InvalidAvpValue);
                    break;
                }

                request.Network = network;
            }
        }

        return Ended(group, ref fields);
    }

    private static bool ReadSubscription(ref AvpReader reader, ref CcrFields fields)
    {
        var group = reader.Group();
        fields.Seen |= CcrParts.Subscription;
        var type = uint.MaxValue;
        ReadOnlySpan<byte> data = default;
        while (group.MoveNext())
        {
            switch (group.Code)
            {
                case AvpCodes.SubscriptionIdType when group.VendorId == Vendors.None:
                    group.TryReadUnsigned32(out type);
                    break;
                case AvpCodes.SubscriptionIdData when group.VendorId == Vendors.None:
                    data = group.Data;
                    break;
                default:
                    IsPassedOver(ref group);
                    break;
            }
        }

        if (type == EndUserE164 && fields.Msisdn.IsEmpty)
        {
            fields.Msisdn = data is [(byte)'+', ..] ? data[1..] : data;
        }
        else if (type == EndUserImsi && fields.Imsi.IsEmpty)
        {
            fields.Imsi = data;
        }

        return Ended(group, ref fields)
            && (type != uint.MaxValue || Missing(ref fields, AvpCodes.SubscriptionIdType))
            && (!data.IsEmpty || Missing(ref fields, AvpCodes.SubscriptionIdData));
    }

    private static bool ReadEquipment(in AvpReader reader, CreditControl request)
    {
        request.Imei = EquipmentInfo.ReadImei(reader.Group());
        return true;
    }

    private static bool ReadType(ref AvpReader reader, CreditControl request)
    {
        var read = reader.TryReadUnsigned32(out var type);
        if (read && type is < (uint)CcRequestType.Initial or > (uint)CcRequestType.Event)
        {
            return reader.Fail(ResultCodes.InvalidAvpValue);
        }

        request.Type = (CcRequestType)(type & byte.MaxValue);
        return read;
    }

    private static bool ReadNumber(ref AvpReader reader, CreditControl request)
    {
        var read = reader.TryReadUnsigned32(out var number);
        request.Number = number;
        return read;
    }

    private static bool ReadAction(ref AvpReader reader, CreditControl request)
    {
        var read = reader.TryReadUnsigned32(out var action);
        if (read && action > (uint)RequestedAction.PriceEnquiry)
        {
            return reader.Fail(ResultCodes.InvalidAvpValue);
        }

        request.Action = (RequestedAction)(action & byte.MaxValue);
        return read;
    }

    private static DiameterFault Finish(CreditControl request, ref CcrFields fields)
    {
        var missing = CcrParts.Required & ~fields.Seen;
        if (missing != CcrParts.None)
        {
            return DiameterFault.Missing(RequiredCodes[System.Numerics.BitOperations.TrailingZeroCount((int)missing)]);
        }

        if (request.Type is CcRequestType.Initial or CcRequestType.Event && (fields.Seen & CcrParts.Subscription) == 0)
        {
            return DiameterFault.Missing(AvpCodes.SubscriptionId);
        }

        return CcrUnits.Finish(request, ref fields);
    }

    /// <summary>5009 where it is there already.</summary>
    private static bool Once(ref AvpReader reader, ref CcrFields fields, CcrParts part)
    {
        var first = (fields.Seen & part) == 0;
        fields.Seen |= part;
        return first || reader.Fail(ResultCodes.AvpOccursTooManyTimes);
    }

    private static bool Within(ref AvpReader reader, int mostOctets) =>
        reader.Data.Length is > 0 and var length && length <= mostOctets || reader.Fail(ResultCodes.InvalidAvpValue);

    private static bool IsIdentity(ref AvpReader reader) =>
        Within(ref reader, MaxIdentityOctets) && (!reader.Data.ContainsAnyExceptInRange((byte)'!', (byte)'~') || reader.Fail(ResultCodes.InvalidAvpValue));

    /// <summary>An AVP that is not used here: 5001 where it says that it must be understood and nobody knows it.</summary>
    internal static bool IsPassedOver(ref AvpReader reader) =>
        !reader.IsMandatory || DiameterDictionary.IsKnown(reader.Code, reader.VendorId) || reader.Fail(ResultCodes.AvpUnsupported);

    /// <summary>Keeps what went wrong inside a group.</summary>
    internal static bool Ended(in AvpReader group, ref CcrFields fields)
    {
        if (group.Failed)
        {
            fields.Fault = group.Fault;
        }

        return !group.Failed;
    }

    private static bool Missing(ref CcrFields fields, uint code)
    {
        fields.Fault = DiameterFault.Missing(code);
        return false;
    }
}
