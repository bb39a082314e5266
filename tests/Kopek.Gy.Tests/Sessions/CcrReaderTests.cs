using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Tests.Codec;
using Kopek.Gy.Sessions;

namespace Kopek.Gy.Tests.Sessions;

public sealed class CcrReaderTests
{
    private static readonly NetworkCode Home = NetworkCode.Parse("25001"u8);

    [Fact]
    public void Open5GS_begins_with_one_service_without_a_name_and_a_requested_action_that_means_nothing()
    {
        var read = Decoded.Of(Corpus.All["ccr-initial-open5gs"]);
        Assert.True(read.Fault.IsNone, read.Fault.ToString());
        Assert.Equal((CcRequestType.Initial, 0u, 1, true), (read.Control.Type, read.Control.Number, read.Control.UnitCount, read.Control.HasServices));
        Assert.Equal(new RequestedUnits { Requests = true, RequestedOctets = 1_000_000 }, read.Control.Units[0]);
        Assert.Equal(("79000000001", "250010000000001"), (read.Msisdn, read.Imsi));
        Assert.Equal(Home, read.Control.Network);
    }

    [Fact]
    public void Open5GS_reports_input_and_output_without_a_total()
    {
        var update = Decoded.Of(Corpus.All["ccr-update-open5gs"]);
        Assert.True(update.Fault.IsNone, update.Fault.ToString());
        Assert.True(update.Control.Units[0] is { Requests: true, Reports: true, UsedOctets: > 0 });
        var end = Decoded.Of(Corpus.All["ccr-termination-open5gs"]);
        Assert.True(end.Fault.IsNone, end.Fault.ToString());
        Assert.True(end.Control is { Type: CcRequestType.Termination, UnitCount: 1 });
        Assert.True(end.Control.Units[0] is { Requests: false, Reports: true });
    }

    [Fact]
    public void Magma_reports_several_services_by_name()
    {
        var read = Decoded.Of(Corpus.All["ccr-update-magma"]);
        Assert.True(read.Fault.IsNone, read.Fault.ToString());
        Assert.True(read.Control.UnitCount >= 2);
        Assert.All(read.Control.Units[..read.Control.UnitCount], unit => Assert.True(unit.Unit.HasRatingGroup));
    }

    [Fact]
    public void Every_CCR_of_the_corpus_is_understood() =>
        Assert.All(Corpus.All.Where(entry => entry.Key.StartsWith("ccr", StringComparison.Ordinal)), entry => Assert.True(Decoded.Of(entry.Value).Fault.IsNone, entry.Key));

    [Fact]
    public void All_used_units_of_a_service_are_added_and_those_before_a_tariff_change_kept_apart()
    {
        var read = Decoded.Of(Ccr.U(1, new Mscc(1, null, null, new Units(Total: 100, In: 1, Out: 2, TariffChange: 0), new Units(In: 10, Out: 20, TariffChange: 1), new Units(Total: 3))));
        Assert.Equal(133, read.Control.Units[0].UsedOctets);
        Assert.Equal(100, read.Control.Units[0].UsedBeforeTariffChange);
    }

    [Fact]
    public void Units_of_the_command_are_read_without_a_service()
    {
        var read = Decoded.Of(Ccr.U(1) with { Requested = new Units(Total: 5), Used = new Units(In: 1, Out: 2), Extra = (ref AvpWriter writer) => writer.WriteUnsigned32(AvpCodes.ServiceIdentifier, 9) });
        Assert.False(read.Control.HasServices);
        Assert.Equal((1, 5L, 3L), (read.Control.UnitCount, read.Control.Units[0].RequestedOctets, read.Control.Units[0].UsedOctets));
        Assert.Equal(new UnitKey(0, 9, false, true), read.Control.Units[0].Unit);
    }

    [Fact]
    public void An_exchange_that_is_used_again_keeps_nothing_of_the_request_before()
    {
        var control = new CreditControl();
        var fields = new CcrFields { Currency = 643 };
        Assert.True(CcrReader.Read((Ccr.Event(RequestedAction.RefundAccount, new Units(Digits: 100, Exponent: -2)) with { Network = "46000" }).Encode(), control, ref fields).IsNone);
        Assert.Equal((1, 100L, RequestedAction.RefundAccount), (control.UnitCount, control.EventMoney.Kopeks, control.Action));
        fields = new CcrFields { Currency = 643 };
        Assert.True(CcrReader.Read(Ccr.I().Encode(), control, ref fields).IsNone);
        Assert.Equal((0, 0L, default(NetworkCode)), (control.UnitCount, control.EventMoney.Kopeks, control.Network));
    }

    [Fact]
    public void Times_places_routes_and_the_T_bit_are_no_content_and_units_are()
    {
        var request = Ccr.U(1, new Mscc(1, null, new Units(Total: 5), new Units(Total: 7)));
        var digest = Decoded.Of(request).Control.Digest;
        Assert.Equal(digest, Decoded.Of(request with { Timestamp = 1, Retransmitted = true, DestinationHost = "x", OriginHost = "other.core.example" }).Control.Digest);
        Assert.Equal(digest, Decoded.Of(request with { Extra = (ref AvpWriter writer) => writer.WriteText(AvpCodes.RouteRecord, "relay.example") }).Control.Digest);
        Ccr[] others =
        [
            request with { Number = 2 },
            request with { Type = CcRequestType.Termination },
            request with { Network = "25001" },
            Ccr.U(1, new Mscc(2, null, new Units(Total: 5), new Units(Total: 7))),
            Ccr.U(1, new Mscc(null, 1, new Units(Total: 5), new Units(Total: 7))),
            Ccr.U(1, new Mscc(1, null, new Units(Total: 6), new Units(Total: 7))),
            Ccr.U(1, new Mscc(1, null, new Units(Total: 5), new Units(Total: 8))),
            Ccr.U(1, new Mscc(1, null, new Units(Total: 5), new Units(Total: 7, TariffChange: 0))),
            Ccr.U(1, new Mscc(1, null, null, new Units(Total: 7))),
        ];
        Assert.All(others, other => Assert.NotEqual(digest, Decoded.Of(other).Control.Digest));
    }

    [Fact]
    public void A_realm_is_the_same_in_any_case()
    {
        Assert.Equal(Decoded.Of(Ccr.I()).Control.OriginRealm, Decoded.Of(Ccr.I() with { OriginRealm = "CORE.example" }).Control.OriginRealm);
        Assert.NotEqual(Decoded.Of(Ccr.I()).Control.OriginRealm, Decoded.Of(Ccr.I() with { OriginRealm = "else.example" }).Control.OriginRealm);
    }
}
