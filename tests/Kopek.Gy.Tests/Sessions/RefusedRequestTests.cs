using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Gy.Sessions;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>What is wrong in a CCR, the Result-Code that it gets, and the AVP that Failed-AVP names.</summary>
public sealed class RefusedRequestTests
{
    private const ulong TooMany = CcrUnits.MaxOctets + 1;

    private static readonly Ccr Plain = Ccr.I(new Mscc(Requested: new Units(Total: 1)));

    internal static readonly IReadOnlyDictionary<string, (Ccr Request, uint Code, uint Failed)> Cases = new Dictionary<string, (Ccr, uint, uint)>
    {
        ["no Session-Id"] = (Plain with { SessionId = null }, ResultCodes.MissingAvp, AvpCodes.SessionId),
        ["empty Session-Id"] = (Plain with { SessionId = "" }, ResultCodes.InvalidAvpValue, AvpCodes.SessionId),
        ["endless Session-Id"] = (Plain with { SessionId = new string('s', CcrReader.MaxSessionIdOctets + 1) }, ResultCodes.InvalidAvpValue, AvpCodes.SessionId),
        ["no Origin-Host"] = (Plain with { OriginHost = null }, ResultCodes.MissingAvp, AvpCodes.OriginHost),
        ["Origin-Realm with a space"] = (Plain with { OriginRealm = "core example" }, ResultCodes.InvalidAvpValue, AvpCodes.OriginRealm),
        ["no Auth-Application-Id"] = (Plain with { Application = null }, ResultCodes.MissingAvp, AvpCodes.AuthApplicationId),
        ["other Auth-Application-Id"] = (Plain with { Application = 5 }, ResultCodes.InvalidAvpValue, AvpCodes.AuthApplicationId),
        ["CC-Request-Type 0"] = (Plain with { Type = 0 }, ResultCodes.InvalidAvpValue, AvpCodes.CcRequestType),
        ["CC-Request-Type 5"] = (Plain with { Type = (CcRequestType)5 }, ResultCodes.InvalidAvpValue, AvpCodes.CcRequestType),
        ["no subscriber at the beginning"] = (Plain with { Msisdn = null }, ResultCodes.MissingAvp, AvpCodes.SubscriptionId),
        ["event without action"] = (new Ccr(CcRequestType.Event, 0) { Requested = new Units(Total: 1) }, ResultCodes.MissingAvp, AvpCodes.RequestedAction),
        ["action 4"] = (Ccr.Event((RequestedAction)4, new Units(Total: 1)), ResultCodes.InvalidAvpValue, AvpCodes.RequestedAction),
        ["debit of nothing"] = (Ccr.Event(RequestedAction.DirectDebiting, null), ResultCodes.MissingAvp, AvpCodes.RequestedServiceUnit),
        ["too many octets used"] = (Ccr.U(1, new Mscc(1, null, null, new Units(Total: TooMany))), ResultCodes.InvalidAvpValue, AvpCodes.CcTotalOctets),
        ["negative octets used"] = (Ccr.U(1, new Mscc(1, null, null, new Units(In: ulong.MaxValue))), ResultCodes.InvalidAvpValue, AvpCodes.CcInputOctets),
        ["too many octets used in sum"] = (Ccr.U(1, new Mscc(1, null, null, new Units(Total: TooMany - 1), new Units(Total: 1))), ResultCodes.InvalidAvpValue, AvpCodes.UsedServiceUnit),
        ["too many octets wanted"] = (Ccr.I(new Mscc(Requested: new Units(Total: ulong.MaxValue))), ResultCodes.InvalidAvpValue, AvpCodes.CcTotalOctets),
        ["negative money"] = (Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: -1, Exponent: -2)), ResultCodes.InvalidAvpValue, AvpCodes.UnitValue),
        ["a tenth of a kopek"] = (Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 1, Exponent: -3)), ResultCodes.InvalidAvpValue, AvpCodes.UnitValue),
        ["more money than there is"] = (Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: long.MaxValue, Exponent: 9)), ResultCodes.InvalidAvpValue, AvpCodes.UnitValue),
        ["dollars"] = (Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 1, Currency: 840)), ResultCodes.InvalidAvpValue, AvpCodes.CurrencyCode),
        ["two services of one name"] = (Ccr.I(new Mscc(7), new Mscc(7)), ResultCodes.AvpOccursTooManyTimes, AvpCodes.MultipleServicesCreditControl),
        ["services and units of the command"] = (Plain with { Used = new Units(Total: 1) }, ResultCodes.ContradictingAvps, 0),
        ["a sub-session"] = (Plain with { Extra = (ref AvpWriter writer) => writer.WriteUnsigned64(AvpCodes.CcSubSessionId, 1) }, ResultCodes.AvpUnsupported, AvpCodes.CcSubSessionId),
        ["an unknown AVP that must be understood"] = (Plain with { Extra = (ref AvpWriter writer) => writer.WriteUnsigned32(9_999, 1, 12_345) }, ResultCodes.AvpUnsupported, 9_999),
        ["two CC-Request-Numbers"] = (Plain with { Extra = (ref AvpWriter writer) => writer.WriteUnsigned32(AvpCodes.CcRequestNumber, 1) }, ResultCodes.AvpOccursTooManyTimes, AvpCodes.CcRequestNumber),
        ["a short CC-Total-Octets"] = (Ccr.I() with { Extra = WriteShortOctets }, ResultCodes.InvalidAvpLength, AvpCodes.CcTotalOctets),
        ["an AVP cut off inside a group"] = (Ccr.I() with { Extra = WriteCutGroup }, ResultCodes.InvalidAvpLength, AvpCodes.RatingGroup),
        ["a Subscription-Id without data"] = (Plain with { Extra = WriteEmptySubscription }, ResultCodes.MissingAvp, AvpCodes.SubscriptionIdData),
        ["a network of letters"] = (Plain with { Network = "25x01" }, ResultCodes.InvalidAvpValue, ThreeGppAvpCodes.SGSNMCCMNC),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_request_gets_its_code_and_the_AVP_to_blame(string name)
    {
        var (request, code, failed) = Cases[name];
        var read = Decoded.Of(request);
        Assert.Equal((code, failed), (read.Fault.ResultCode, read.Fault.AvpCode));
        var answer = new Cca(read.Refusal());
        Assert.Equal(code, answer.ResultCode);
        Assert.True(MessageCheck.Judge(answer.Octets).IsNone);
        Assert.Equal(request.SessionId is not null, answer.Avps.Has(AvpCodes.SessionId));
        Assert.Equal(failed != 0, answer.Avps.Has(AvpCodes.FailedAvp));
    }

    [Fact]
    public void An_unknown_AVP_without_the_M_bit_and_any_of_PS_Information_are_passed_over()
    {
        Assert.True(Decoded.Of(Plain with { Extra = (ref AvpWriter writer) => writer.WriteUnsigned32(9_999, 1, 12_345, AvpFlags.None) }).Fault.IsNone);
        Assert.True(Decoded.Of(Plain with { Extra = WriteStrangePacketSwitched }).Fault.IsNone);
    }

    [Fact]
    public void Money_is_read_in_any_exponent_that_gives_whole_kopeks()
    {
        Assert.Equal(1_500, Decoded.Of(Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 15))).Control.EventMoney.Kopeks);
        Assert.Equal(15, Decoded.Of(Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 15_000, Exponent: -5, Currency: 643))).Control.EventMoney.Kopeks);
        Assert.Equal(CcrUnits.MaxKopeks, Decoded.Of(Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 1, Exponent: 10))).Control.EventMoney.Kopeks);
    }

    [Fact]
    public void As_many_services_as_the_engine_takes_are_read_and_one_more_is_refused()
    {
        var most = Enumerable.Range(0, CreditControl.MaxUnits).Select(group => new Mscc((uint)group)).ToArray();
        Assert.Equal(CreditControl.MaxUnits, Decoded.Of(Ccr.I(most)).Control.UnitCount);
        Assert.Equal(ResultCodes.AvpOccursTooManyTimes, Decoded.Of(Ccr.I([.. most, new Mscc(99)])).Fault.ResultCode);
    }

    private static void WriteShortOctets(ref AvpWriter writer)
    {
        var service = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
        var used = writer.BeginGroup(AvpCodes.UsedServiceUnit);
        writer.WriteUnsigned32(AvpCodes.CcTotalOctets, 1);
        writer.EndGroup(used);
        writer.EndGroup(service);
    }

    private static void WriteCutGroup(ref AvpWriter writer)
    {
        // A Rating-Group that says 12 octets, of which the group holds 8.
        writer.WriteOctets(AvpCodes.MultipleServicesCreditControl, [0, 0, 1, 0xB0, 0x40, 0, 0, 12]);
    }

    private static void WriteEmptySubscription(ref AvpWriter writer)
    {
        var group = writer.BeginGroup(AvpCodes.SubscriptionId);
        writer.WriteUnsigned32(AvpCodes.SubscriptionIdType, 0);
        writer.EndGroup(group);
    }

    private static void WriteStrangePacketSwitched(ref AvpWriter writer)
    {
        var information = writer.BeginGroup(ThreeGppAvpCodes.ServiceInformation, Vendors.ThreeGpp);
        var packet = writer.BeginGroup(ThreeGppAvpCodes.PSInformation, Vendors.ThreeGpp);
        writer.WriteUnsigned32(9_999, 1, 12_345);
        writer.EndGroup(packet);
        writer.EndGroup(information);
    }
}
