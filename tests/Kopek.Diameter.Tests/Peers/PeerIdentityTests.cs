using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Codec;

namespace Kopek.Diameter.Tests.Peers;

public sealed class PeerIdentityTests
{
    [Fact]
    public void A_core_is_read_with_all_its_applications()
    {
        Assert.True(PeerIdentity.Read(Corpus.All["cer-open5gs"], out PeerIdentity identity).IsNone);
        Assert.Equal("smf.epc.mnc001.mcc250.3gppnetwork.org", identity.OriginHost);
        Assert.Equal("epc.mnc001.mcc250.3gppnetwork.org", identity.OriginRealm);
        Assert.Equal("freeDiameter", identity.ProductName);
        Assert.Equal(1_700_000_000u, identity.OriginStateId);
        Assert.Equal([4u], identity.Applications);
        Assert.False(identity.IsRelay);
    }

    [Fact]
    public void An_application_counts_also_inside_Vendor_Specific_Application_Id()
    {
        byte[] cer = Cer((ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            int group = writer.BeginGroup(AvpCodes.VendorSpecificApplicationId);
            writer.WriteUnsigned32(AvpCodes.VendorId, Vendors.ThreeGpp);
            writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
            writer.EndGroup(group);
        });
        Assert.True(PeerIdentity.Read(cer, out PeerIdentity identity).IsNone);
        Assert.True(identity.Judge(LiveServer.Options, null).IsNone);
    }

    [Fact]
    public void Two_Origin_Hosts_are_5009() =>
        AssertFault(ResultCodes.AvpOccursTooManyTimes, AvpCodes.OriginHost, (ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            writer.WriteText(AvpCodes.OriginHost, "another.example");
        });

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("пгв.example")]
    public void A_name_that_is_no_DiameterIdentity_is_5004(string host) =>
        AssertFault(ResultCodes.InvalidAvpValue, AvpCodes.OriginHost, (ref AvpWriter writer) => Messages.Origin(ref writer, host));

    [Theory]
    [InlineData(255, 0u)]
    [InlineData(256, ResultCodes.InvalidAvpValue)]
    public void A_name_has_at_most_255_octets(int length, uint resultCode) =>
        Assert.Equal(resultCode, PeerIdentity.Read(Cer((ref AvpWriter writer) => Messages.Origin(ref writer, new string('a', length))), out _).ResultCode);

    [Fact]
    public void An_unknown_AVP_with_the_M_bit_is_5001() =>
        AssertFault(ResultCodes.AvpUnsupported, 4000, (ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            writer.WriteUnsigned32(4000, 1);
        });

    [Fact]
    public void A_peer_that_insists_on_TLS_inside_the_connection_is_5017() =>
        AssertFault(ResultCodes.NoCommonSecurity, 0, (ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            writer.WriteUnsigned32(AvpCodes.InbandSecurityId, 1);
        });

    [Fact]
    public void A_malformed_group_is_told_by_the_group()
    {
        AssertFault(ResultCodes.InvalidAvpLength, AvpCodes.VendorSpecificApplicationId, (ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            writer.WriteOctets(AvpCodes.VendorSpecificApplicationId, [0, 0, 1, 2, 0x40, 0, 0, 99]);
        });
    }

    [Fact]
    public void More_applications_than_a_node_has_are_refused() =>
        AssertFault(ResultCodes.AvpOccursTooManyTimes, AvpCodes.AuthApplicationId, (ref AvpWriter writer) =>
        {
            Messages.Origin(ref writer);
            for (uint application = 0; application < 65; application++)
            {
                writer.WriteUnsigned32(AvpCodes.AuthApplicationId, application);
            }
        });

    private static void AssertFault(uint resultCode, uint avpCode, Messages.Body body)
    {
        DiameterFault fault = PeerIdentity.Read(Cer(body), out _);
        Assert.Equal((resultCode, avpCode), (fault.ResultCode, fault.AvpCode));
    }

    private static byte[] Cer(Messages.Body body) => Messages.Request(CommandCodes.CapabilitiesExchange, Applications.Base, body, flags: CommandFlags.None);
}
