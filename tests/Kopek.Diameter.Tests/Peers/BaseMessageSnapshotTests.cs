using System.Net;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Diameter.Peers;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>The base protocol's messages octet by octet. A changed snapshot is a change of what peers see.</summary>
public sealed class BaseMessageSnapshotTests
{
    private const string OwnOrigin =
        "0000010840000019" + "6f63732e6b6f70656b2e6578616d706c65" + "000000" // Origin-Host ocs.kopek.example
        + "00000128400000156b6f70656b2e6578616d706c65000000"; // Origin-Realm kopek.example

    private const string OriginStateId = "000001164000000c00000007";
    private const string Success = "0000010c4000000c000007d1";

    private static readonly DiameterOptions Options = LiveServer.Options;

    [Fact]
    public void CEA_of_a_peer_that_is_let_in()
    {
        byte[] cer = Messages.Cer();
        AssertOctets(
            "01ABCDEF" + "00000101" + "00000000" + "01020304" + "0a0b0c0d"
            + Success + OwnOrigin
            + "000001014000000e00017f0000010000" // Host-IP-Address 127.0.0.1
            + "0000010a4000000c00000000" // Vendor-Id 0
            + "0000010d0000000d4b6f70656b000000" // Product-Name Kopek, without M
            + OriginStateId
            + "000001094000000c000028af" // Supported-Vendor-Id 10415
            + "000001024000000c00000004" // Auth-Application-Id 4
            + "0000010440000020" + "0000010a4000000c000028af" + "000001024000000c00000004", // Vendor-Specific-Application-Id
            BaseMessages.CapabilitiesExchangeAnswer(Options, IPAddress.Loopback, DiameterHeader.Read(cer), cer, DiameterFault.None));
    }

    [Fact]
    public void CEA_of_a_peer_that_is_unknown_has_the_E_bit()
    {
        byte[] cer = Messages.Cer();
        byte[] cea = BaseMessages.CapabilitiesExchangeAnswer(Options, IPAddress.Loopback, DiameterHeader.Read(cer), cer, DiameterFault.OfMessage(ResultCodes.UnknownPeer));
        Assert.Equal("20000101", Convert.ToHexStringLower(cea.AsSpan(4, 4)));
        Assert.Equal("0000010c4000000c00000bc2", Convert.ToHexStringLower(cea.AsSpan(20, 12)));
    }

    [Fact]
    public void DWA()
    {
        AssertOctets(
            "01ABCDEF" + "00000118" + "00000000" + "00000011" + "0a0b0c0d" + Success + OwnOrigin + OriginStateId,
            BaseMessages.DeviceWatchdogAnswer(Options, DiameterHeader.Read(Messages.Dwr())));
    }

    [Fact]
    public void DPA()
    {
        AssertOctets(
            "01ABCDEF" + "0000011a" + "00000000" + "00000022" + "0a0b0c0d" + Success + OwnOrigin,
            BaseMessages.DisconnectPeerAnswer(Options, DiameterHeader.Read(Messages.Dpr())));
    }

    [Fact]
    public void DWR_and_DPR_of_ours()
    {
        AssertOctets(
            "01ABCDEF" + "80000118" + "00000000" + "00000000" + "00000099" + OwnOrigin + OriginStateId,
            BaseMessages.DeviceWatchdogRequest(Options, 0x99));
        AssertOctets(
            "01ABCDEF" + "8000011a" + "00000000" + "00000000" + "00000099" + OwnOrigin + "000001114000000c00000000",
            BaseMessages.DisconnectPeerRequest(Options, DisconnectCause.Rebooting, 0x99));
    }

    [Fact]
    public void A_command_that_is_not_served_is_answered_3001_with_its_Session_Id_and_Proxy_Infos()
    {
        byte[] request = Messages.Request(999, 4, (ref AvpWriter writer) =>
        {
            writer.WriteText(AvpCodes.SessionId, "a;1");
            for (byte i = 0; i < 2; i++)
            {
                int proxy = writer.BeginGroup(AvpCodes.ProxyInfo);
                writer.WriteText(AvpCodes.ProxyHost, "p");
                writer.WriteOctets(AvpCodes.ProxyState, [i]);
                writer.EndGroup(proxy);
            }
        });
        AssertOctets(
            "01ABCDEF" + "600003e7" + "00000004" + "01020304" + "0a0b0c0d"
            + "000001074000000b613b3100" + OwnOrigin + "0000010c4000000c00000bb9" + OriginStateId
            + "0000011c40000020" + "000001184000000970000000" + "000000214000000900000000"
            + "0000011c40000020" + "000001184000000970000000" + "000000214000000901000000",
            BaseMessages.ErrorAnswer(Options, DiameterHeader.Read(request), request, DiameterFault.OfMessage(ResultCodes.CommandUnsupported)));
    }

    [Fact]
    public void A_missing_AVP_is_answered_5005_with_Failed_AVP_and_without_the_E_bit()
    {
        byte[] request = Messages.Ccr();
        byte[] answer = BaseMessages.ErrorAnswer(Options, DiameterHeader.Read(request), request, DiameterFault.Missing(AvpCodes.CcRequestNumber));
        Assert.Equal("40000110", Convert.ToHexStringLower(answer.AsSpan(4, 4)));
        Assert.Equal("0000019f4000000c00000000", Convert.ToHexStringLower(Messages.Find(answer, AvpCodes.FailedAvp)!));
    }

    [Fact]
    public void Everything_of_ours_holds_against_the_dictionary()
    {
        byte[] cer = Messages.Cer();
        Assert.True(MessageCheck.Judge(BaseMessages.CapabilitiesExchangeRequest(Options, IPAddress.IPv6Loopback, 1)).IsNone);
        Assert.True(MessageCheck.Judge(BaseMessages.CapabilitiesExchangeAnswer(Options, null, DiameterHeader.Read(cer), cer, DiameterFault.Missing(AvpCodes.OriginRealm))).IsNone);
        Assert.True(MessageCheck.Judge(BaseMessages.DeviceWatchdogRequest(Options, 1)).IsNone);
        Assert.True(MessageCheck.Judge(BaseMessages.DisconnectPeerRequest(Options, DisconnectCause.Busy, 1)).IsNone);
    }

    /// <summary>In the expectation, ABCDEF stands for the length.</summary>
    private static void AssertOctets(string expected, byte[] actual) =>
        Assert.Equal(expected.Replace("ABCDEF", $"{actual.Length:x6}", StringComparison.Ordinal), Convert.ToHexStringLower(actual));
}
