using Kopek.Core;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Sessions;

/// <summary>
/// Reads what a CCR asks for and reports: Multiple-Services-Credit-Control, or Requested- and Used-Service-Unit at the command's level. Plans sell
/// octets; one-time events also take money. Time and service specific units are noted as unsold, and passed over where they are only reported.
/// </summary>
internal static class CcrUnits
{
    /// <summary>16 TiB: no bearer carries so much between two reports. What is above is a broken counter, and must not reach the money.</summary>
    public const long MaxOctets = 1L << 44;

    /// <summary>Ten billion rubles in one event.</summary>
    public const long MaxKopeks = 1_000_000_000_000;

    private const uint UnitBeforeTariffChange = 0;

    public static bool ReadService(ref AvpReader reader, CreditControl request, ref CcrFields fields)
    {
        // Units of the command were read into the first place: Finish refuses both together.
        var index = request.UnitCount;
        if (index == CreditControl.MaxUnits)
        {
            return reader.Fail(ResultCodes.AvpOccursTooManyTimes);
        }

        request.MakeRoom(index + 1);
        ref var unit = ref request.Units[index];
        unit = default;
        request.HasServices = true;
        var group = reader.Group();
        uint ratingGroup = 0, service = 0;
        bool hasRatingGroup = false, hasService = false;
        while (group.MoveNext())
        {
            switch (group.Code)
            {
                case AvpCodes.RatingGroup when group.VendorId == Vendors.None:
                    hasRatingGroup = group.TryReadUnsigned32(out ratingGroup);
                    break;
                case AvpCodes.ServiceIdentifier when group.VendorId == Vendors.None && !hasService:
                    hasService = group.TryReadUnsigned32(out service);
                    break;
                case AvpCodes.RequestedServiceUnit when group.VendorId == Vendors.None:
                    if (unit.Requests)
                    {
                        group.Fail(ResultCodes.AvpOccursTooManyTimes);
                    }
                    else if (!ReadRequested(ref group, ref unit, index, ref fields))
                    {
                        return false;
                    }

                    break;
                case AvpCodes.UsedServiceUnit when group.VendorId == Vendors.None:
                    if (!ReadUsed(ref group, ref unit, ref fields))
                    {
                        return CcrReader.Ended(group, ref fields);
                    }

                    break;
                default:
                    CcrReader.IsPassedOver(ref group);
                    break;
            }
        }

        unit.Unit = new UnitKey(ratingGroup, service, hasRatingGroup, hasService);
        request.UnitCount = index + 1;
        return CcrReader.Ended(group, ref fields) && (!IsRepeated(request, unit.Unit) || reader.Fail(ResultCodes.AvpOccursTooManyTimes));
    }

    /// <summary>One Requested-Service-Unit. Empty, it leaves the amount to us.</summary>
    public static bool ReadRequested(ref AvpReader reader, ref RequestedUnits unit, int index, ref CcrFields fields)
    {
        var group = reader.Group();
        unit.Requests = true;
        var octets = default(Octets);
        var others = false;
        while (group.MoveNext())
        {
            if (group.VendorId != Vendors.None || !octets.Read(ref group))
            {
                switch (group.Code)
                {
                    case AvpCodes.CcTime or AvpCodes.CcServiceSpecificUnits when group.VendorId == Vendors.None:
                        others = true;
                        break;
                    case AvpCodes.CcMoney when group.VendorId == Vendors.None:
                        fields.InMoney |= 1u << index;
                        if (!CcrMoney.Read(ref group, ref fields))
                        {
                            return false;
                        }

                        break;
                    default:
                        _ = group.Failed || CcrReader.IsPassedOver(ref group);
                        break;
                }
            }
        }

        unit.RequestedOctets = octets.Sum;
        if (others && !octets.Any)
        {
            fields.Unsold |= 1u << index;
        }

        return CcrReader.Ended(group, ref fields);
    }

    /// <summary>One Used-Service-Unit, added to those before it. The reader stands on it, to be blamed where the sum is too much.</summary>
    public static bool ReadUsed(ref AvpReader reader, ref RequestedUnits unit, ref CcrFields fields)
    {
        unit.Reports = true;
        var group = reader.Group();
        var octets = default(Octets);
        var isBefore = false;
        while (group.MoveNext())
        {
            if (group.VendorId != Vendors.None || !octets.Read(ref group))
            {
                if (group is { Code: AvpCodes.TariffChangeUsage, VendorId: Vendors.None })
                {
                    isBefore = group.TryReadUnsigned32(out var usage) && usage == UnitBeforeTariffChange;
                }
                else
                {
                    _ = group.Failed || CcrReader.IsPassedOver(ref group);
                }
            }
        }

        if (!CcrReader.Ended(group, ref fields))
        {
            return false;
        }

        unit.UsedOctets += octets.Sum;
        unit.UsedBeforeTariffChange += isBefore ? octets.Sum : 0;
        return unit.UsedOctets <= MaxOctets || reader.Fail(ResultCodes.InvalidAvpValue);
    }

    /// <summary>What can only be judged when all of the message was read.</summary>
    public static DiameterFault Finish(CreditControl request, ref CcrFields fields)
    {
        var ofCommand = (fields.Seen & CcrParts.UnitsOfCommand) != 0;
        if (request.HasServices)
        {
            if (ofCommand)
            {
                return DiameterFault.OfMessage(ResultCodes.ContradictingAvps);
            }
        }
        else if (ofCommand)
        {
            request.Units[0].Unit = fields.CommandUnit;
            request.UnitCount = 1;
        }

        if (request.Type != CcRequestType.Event)
        {
            fields.Unsold |= fields.InMoney;
            return DiameterFault.None;
        }

        request.EventMoney = new Money(fields.Kopeks);
        if ((fields.Seen & CcrParts.RequestedAction) == 0)
        {
            return DiameterFault.Missing(AvpCodes.RequestedAction);
        }

        // A debit or refund of nothing would be a success that nobody meant.
        var isEmpty = request.UnitCount == 0 && request.Action is RequestedAction.DirectDebiting or RequestedAction.RefundAccount;
        return isEmpty ? DiameterFault.Missing(AvpCodes.RequestedServiceUnit) : DiameterFault.None;
    }

    /// <summary>Two services of one name in one request: which grant answers which could not be told.</summary>
    private static bool IsRepeated(CreditControl request, UnitKey unit)
    {
        for (var i = 0; i < request.UnitCount - 1; i++)
        {
            if (request.Units[i].Unit == unit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>CC-Total-Octets, or input and output together where the total is not said (Open5GS).</summary>
    private struct Octets
    {
        private bool hasTotal;
        private long total;
        private long parts;

        public bool Any { get; private set; }

        public readonly long Sum => hasTotal ? total : parts;

        /// <summary>False where the AVP is none of the three.</summary>
        public bool Read(ref AvpReader reader)
        {
            if (reader.Code is not (AvpCodes.CcTotalOctets or AvpCodes.CcInputOctets or AvpCodes.CcOutputOctets))
            {
                return false;
            }

            if (reader.TryReadUnsigned64(out var value))
            {
                if (value > MaxOctets)
                {
                    return !reader.Fail(ResultCodes.InvalidAvpValue);
                }

                Any = true;
                if (reader.Code == AvpCodes.CcTotalOctets)
                {
                    (hasTotal, total) = (true, (long)value);
                }
                else
                {
                    parts = Math.Min(parts + (long)value, MaxOctets + 1);
                }
            }

            return true;
        }
    }
}
