using System.Diagnostics;
using System.Net;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Codec;
using Kopek.Diameter.Tests.Peers;

namespace Kopek.Diameter.Tests.Decoder;

/// <summary>Wireshark's decoder, which shares nothing with ours, reads what we write.</summary>
public sealed class TsharkTests
{
    [Fact]
    public async Task An_independent_decoder_finds_nothing_malformed_in_what_we_send()
    {
        Assert.SkipUnless(await IsInstalled(), "tshark is not installed: apt-get install tshark");
        byte[][] messages = [.. OwnMessages()];

        string text = await DecodeAsync(messages, "-V");

        Assert.Equal(messages.Length, text.Split('\n').Count(line => line.StartsWith("Diameter Protocol", StringComparison.Ordinal)));
        Assert.DoesNotContain("Malformed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Unknown AVP", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expert Info (Error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Expert Info (Warning", text, StringComparison.Ordinal);
        Assert.Contains("AVP: CC-Total-Octets(421) l=16 f=-M- val=1000000", text, StringComparison.Ordinal);
        Assert.Contains("AVP: Volume-Quota-Threshold(869) l=16 f=VM- vnd=TGPP val=200000", text, StringComparison.Ordinal);
        Assert.Contains("AVP: Event-Timestamp(55) l=12 f=-M- val=Nov 23, 2026 09:00:00", text, StringComparison.Ordinal);
        Assert.Contains("Result-Code: DIAMETER_UNKNOWN_PEER (3010)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_corpus_is_what_an_independent_decoder_takes_it_for()
    {
        Assert.SkipUnless(await IsInstalled(), "tshark is not installed: apt-get install tshark");

        string text = await DecodeAsync([.. Corpus.All.Values], "-V");

        Assert.DoesNotContain("Malformed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Expert Info (Error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Expert Info (Warning", text, StringComparison.Ordinal);
    }

    /// <summary>One of each kind that we encode, and every AVP type.</summary>
    private static IEnumerable<byte[]> OwnMessages()
    {
        DiameterOptions options = LiveServer.Options with { HostAddresses = [IPAddress.Loopback, IPAddress.IPv6Loopback] };
        byte[] cer = BaseMessages.CapabilitiesExchangeRequest(LiveServer.ClientOptions, IPAddress.Loopback, 1);
        yield return cer;
        yield return BaseMessages.CapabilitiesExchangeAnswer(options, null, DiameterHeader.Read(cer), cer, DiameterFault.None);
        yield return BaseMessages.CapabilitiesExchangeAnswer(options, null, DiameterHeader.Read(cer), cer, DiameterFault.OfMessage(ResultCodes.UnknownPeer));
        byte[] dwr = BaseMessages.DeviceWatchdogRequest(options, 2);
        yield return dwr;
        yield return BaseMessages.DeviceWatchdogAnswer(options, DiameterHeader.Read(dwr));
        byte[] ccr = Messages.Ccr();
        yield return ccr;
        yield return Answer(ccr);
        yield return BaseMessages.ErrorAnswer(options, DiameterHeader.Read(ccr), ccr, DiameterFault.Missing(AvpCodes.CcRequestNumber));
        yield return BaseMessages.ErrorAnswer(options, DiameterHeader.Read(ccr), ccr, DiameterFault.OfMessage(ResultCodes.CommandUnsupported));
        byte[] proxied = Corpus.All["ccr-proxied"];
        yield return BaseMessages.ErrorAnswer(options, DiameterHeader.Read(proxied), proxied, DiameterFault.OfMessage(ResultCodes.TooBusy));
        byte[] dpr = BaseMessages.DisconnectPeerRequest(options, DisconnectCause.Rebooting, 3);
        yield return dpr;
        yield return BaseMessages.DisconnectPeerAnswer(options, DiameterHeader.Read(dpr));
    }

    private static byte[] Answer(byte[] ccr)
    {
        var buffer = new byte[2048];
        var writer = new AvpWriter(buffer);
        int start = writer.BeginMessage(DiameterHeader.Read(ccr).Answer(ResultCodes.Success));
        RequestEcho.WriteSessionId(ref writer, ccr);
        writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
        Messages.Origin(ref writer, "ocs.kopek.example", "kopek.example");
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
        writer.WriteInteger32(AvpCodes.CcRequestType, 1);
        writer.WriteUnsigned32(AvpCodes.CcRequestNumber, 0);
        writer.WriteTime(AvpCodes.EventTimestamp, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        int services = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
        int granted = writer.BeginGroup(AvpCodes.GrantedServiceUnit);
        writer.WriteUnsigned64(AvpCodes.CcTotalOctets, 1_000_000);
        writer.EndGroup(granted);
        writer.WriteUnsigned32(AvpCodes.RatingGroup, 1);
        writer.WriteUnsigned32(AvpCodes.ValidityTime, 60);
        writer.WriteUnsigned32(ThreeGppAvpCodes.VolumeQuotaThreshold, 200_000, Vendors.ThreeGpp);
        int final = writer.BeginGroup(AvpCodes.FinalUnitIndication);
        writer.WriteInteger32(AvpCodes.FinalUnitAction, 1);
        int redirect = writer.BeginGroup(AvpCodes.RedirectServer);
        writer.WriteInteger32(AvpCodes.RedirectAddressType, 2);
        writer.WriteText(AvpCodes.RedirectServerAddress, "https://top-up.example/пополнить");
        writer.EndGroup(redirect);
        writer.EndGroup(final);
        writer.EndGroup(services);
        int cost = writer.BeginGroup(AvpCodes.CostInformation);
        int value = writer.BeginGroup(AvpCodes.UnitValue);
        writer.WriteInteger64(AvpCodes.ValueDigits, -1500);
        writer.WriteInteger32(AvpCodes.Exponent, -2);
        writer.EndGroup(value);
        writer.WriteUnsigned32(AvpCodes.CurrencyCode, 643);
        writer.EndGroup(cost);
        writer.EndMessage(start);
        return buffer[..writer.Written];
    }

    private static async Task<string> DecodeAsync(byte[][] messages, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"kopek-{Guid.NewGuid():n}.pcap");
        try
        {
            await File.WriteAllBytesAsync(path, Capture.Of(messages), TestContext.Current.CancellationToken);
            return await RunAsync(["-r", path, "-o", "tcp.check_checksum:FALSE", .. arguments]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<bool> IsInstalled()
    {
        try
        {
            return (await RunAsync(["--version"])).Contains("Wireshark", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return text;
    }
}
