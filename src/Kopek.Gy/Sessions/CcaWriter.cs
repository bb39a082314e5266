using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Gy.Profiles;

namespace Kopek.Gy.Sessions;

/// <summary>
/// Writes a CCA (RFC 8506 3.2) from the answer that the journal holds, and from nothing that may have changed since: a repeat is equal to the octet, save
/// Hop-by-Hop and End-to-End. The order of AVPs is the one that cores read: Result-Code early, services before the rest.
/// </summary>
internal static class CcaWriter
{
    private const int EnoughCredit = 0;
    private const int NoCredit = 1;
    private const int KopekExponent = -2;

    public static void Write(ref AvpWriter writer, GyExchange exchange, LineEvent.CreditAnswered answer, GyIdentity identity)
    {
        var request = exchange.Control;
        var isBalanceCheck = request is { Type: CcRequestType.Event, Action: RequestedAction.CheckBalance };
        var isOutOfCredit = isBalanceCheck && answer.ResultCode == ResultCode.CreditLimitReached;
        var code = isOutOfCredit ? ResultCode.Success
            : !request.HasServices && exchange.Unsold != 0 && answer.ResultCode == ResultCode.Success ? ResultCode.RatingFailed
            : answer.ResultCode;
        var start = WriteHead(ref writer, exchange, identity, (uint)code);
        if (isBalanceCheck && code == ResultCode.Success)
        {
            writer.WriteInteger32(AvpCodes.CheckBalanceResult, isOutOfCredit ? NoCredit : EnoughCredit);
        }
        else if (request.Type == CcRequestType.Event && code == ResultCode.Success)
        {
            WriteEvent(ref writer, request, answer.Cost, identity);
        }

        for (var i = 0; i < request.UnitCount; i++)
        {
            // An engine that knows no such line knows no services either.
            var grant = i < answer.Grants.Length ? answer.Grants[i] : Refused(request.Units[i].Unit, code);
            var unitCode = isOutOfCredit ? ResultCode.Success : (exchange.Unsold >> i & 1) != 0 ? ResultCode.RatingFailed : grant.ResultCode;
            WriteUnit(ref writer, exchange, grant, (uint)unitCode);
        }

        if (code == ResultCode.Success && request.Type is CcRequestType.Initial or CcRequestType.Update)
        {
            writer.WriteRaw(exchange.Client.Avps.Failover);
        }

        WriteEnd(ref writer, exchange, start);
    }

    /// <summary>An answer that no rule gave: the engine could not be asked, or need not.</summary>
    public static void WriteRefusal(ref AvpWriter writer, GyExchange exchange, GyIdentity identity)
    {
        var start = WriteHead(ref writer, exchange, identity, exchange.Refusal);
        if (!ResultCodes.IsProtocolError(exchange.Refusal))
        {
            for (var i = 0; i < exchange.Control.UnitCount; i++)
            {
                WriteUnit(ref writer, exchange, Refused(exchange.Control.Units[i].Unit, (int)exchange.Refusal), exchange.Refusal);
            }
        }

        WriteEnd(ref writer, exchange, start);
    }

    private static int WriteHead(ref AvpWriter writer, GyExchange exchange, GyIdentity identity, uint code)
    {
        var start = writer.BeginMessage(exchange.Header.Answer(code));
        writer.WriteOctets(AvpCodes.SessionId, exchange.SessionId);
        writer.WriteUnsigned32(AvpCodes.ResultCode, code);
        writer.WriteRaw(identity.OriginAndApplication);
        writer.WriteInteger32(AvpCodes.CcRequestType, (int)exchange.Control.Type);
        writer.WriteUnsigned32(AvpCodes.CcRequestNumber, exchange.Control.Number);
        return start;
    }

    private static void WriteEnd(ref AvpWriter writer, GyExchange exchange, int start)
    {
        if (exchange.ProxyInfo is { } proxies)
        {
            writer.WriteRaw(proxies);
        }

        writer.EndMessage(start);
    }

    private static void WriteUnit(ref AvpWriter writer, GyExchange exchange, in Grant grant, uint code)
    {
        var isInService = exchange.Control.HasServices;
        var group = isInService ? writer.BeginGroup(AvpCodes.MultipleServicesCreditControl) : 0;
        var isGranted = code == ResultCode.Success && grant.Octets > 0 && IsGranting(exchange.Control);
        if (isGranted)
        {
            var units = writer.BeginGroup(AvpCodes.GrantedServiceUnit);
            if (!grant.TariffTimeChange.IsNever)
            {
                writer.WriteTime(AvpCodes.TariffTimeChange, grant.TariffTimeChange.UnixMilliseconds / 1000);
            }

            writer.WriteUnsigned64(AvpCodes.CcTotalOctets, (ulong)grant.Octets);
            writer.EndGroup(units);
        }

        if (isInService)
        {
            if (grant.Unit.HasServiceIdentifier)
            {
                writer.WriteUnsigned32(AvpCodes.ServiceIdentifier, grant.Unit.ServiceIdentifier);
            }

            if (grant.Unit.HasRatingGroup)
            {
                writer.WriteUnsigned32(AvpCodes.RatingGroup, grant.Unit.RatingGroup);
            }
        }

        if (isGranted)
        {
            WriteTerms(ref writer, grant, exchange.Client.Avps);
        }

        if (isInService)
        {
            writer.WriteUnsigned32(AvpCodes.ResultCode, code);
            writer.EndGroup(group);
        }
    }

    /// <summary>How long a grant holds, and what follows it.</summary>
    private static void WriteTerms(ref AvpWriter writer, in Grant grant, ProfileAvps avps)
    {
        var profile = avps.Profile;
        if (grant.ValiditySeconds > 0)
        {
            writer.WriteUnsigned32(AvpCodes.ValidityTime, (uint)grant.ValiditySeconds);
        }

        if (grant.Final)
        {
            writer.WriteRaw(avps.FinalUnit);
        }
        else if (grant.ThrottleKbps > 0)
        {
            avps.WriteThrottle(ref writer, grant.ThrottleKbps);
        }
        else if (profile.ThresholdPercent > 0)
        {
            // Octets REMAINING; a share below 100 percent, so always less than the grant. After a last grant there is nothing to ask for early.
            writer.WriteUnsigned32(ThreeGppAvpCodes.VolumeQuotaThreshold, (uint)Math.Min(uint.MaxValue, grant.Octets * profile.ThresholdPercent / 100), Vendors.ThreeGpp);
        }

        if (profile.QuotaHoldingSeconds > 0)
        {
            writer.WriteUnsigned32(ThreeGppAvpCodes.QuotaHoldingTime, (uint)profile.QuotaHoldingSeconds, Vendors.ThreeGpp);
        }
    }

    private static void WriteEvent(ref AvpWriter writer, CreditControl request, Money cost, GyIdentity identity)
    {
        if (request is { Action: RequestedAction.DirectDebiting, HasServices: false } && request.EventMoney > Money.Zero)
        {
            var granted = writer.BeginGroup(AvpCodes.GrantedServiceUnit);
            var money = writer.BeginGroup(AvpCodes.CcMoney);
            WriteMoney(ref writer, request.EventMoney, identity);
            writer.EndGroup(money);
            writer.EndGroup(granted);
        }

        if (request.Action is RequestedAction.DirectDebiting or RequestedAction.PriceEnquiry)
        {
            var information = writer.BeginGroup(AvpCodes.CostInformation);
            WriteMoney(ref writer, cost, identity);
            writer.EndGroup(information);
        }
    }

    private static void WriteMoney(ref AvpWriter writer, Money amount, GyIdentity identity)
    {
        var value = writer.BeginGroup(AvpCodes.UnitValue);
        writer.WriteInteger64(AvpCodes.ValueDigits, amount.Kopeks);
        writer.WriteInteger32(AvpCodes.Exponent, KopekExponent);
        writer.EndGroup(value);
        writer.WriteUnsigned32(AvpCodes.CurrencyCode, identity.CurrencyNumber);
    }

    /// <summary>A refund, a balance check and a price enquiry grant nothing, though their units come back with the answer.</summary>
    private static bool IsGranting(CreditControl request) => request.Type != CcRequestType.Event || request.Action == RequestedAction.DirectDebiting;

    private static Grant Refused(UnitKey unit, int code) => new(unit, code, 0, Money.Zero, null, 0, false, 0, Moment.Never);
}
