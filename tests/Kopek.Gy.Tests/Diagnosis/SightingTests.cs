using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Engine.Diagnosis;

namespace Kopek.Gy.Tests.Diagnosis;

/// <summary>What a core says of a line on Gy is what a diagnosis knows of it.</summary>
public sealed class SightingTests
{
    private const ulong Device = 35_000_001_000_001;

    [Theory]
    [InlineData("350000010000015", Device)]
    [InlineData("3500000100000101", Device)]
    [InlineData("35000001000001", Device)]
    [InlineData("3500000100000", 0)]
    [InlineData("35000001000001x", 0)]
    [InlineData("", 0)]
    public void An_IMEI_in_digits_is_read_and_anything_else_is_no_fault(string value, ulong expected) =>
        Assert.Equal(expected, Imei((ref AvpWriter writer) => Equipment(ref writer, 0, System.Text.Encoding.ASCII.GetBytes(value))));

    [Fact]
    public void An_IMEI_in_half_octets_is_read() =>
        Assert.Equal(Device, Imei((ref AvpWriter writer) => Equipment(ref writer, 0, [0x53, 0x00, 0x00, 0x10, 0x00, 0x00, 0x10, 0x10])));

    [Fact]
    public void A_MAC_address_is_no_IMEI() =>
        Assert.Equal(0UL, Imei((ref AvpWriter writer) => Equipment(ref writer, 1, "350000010000015"u8)));

    [Fact]
    public void The_device_is_no_content_of_a_request()
    {
        var request = Ccr.I(new Mscc(Requested: new Units()));
        Assert.Equal(Decoded.Of(request).Control.Digest, Decoded.Of(request with { Extra = (ref AvpWriter writer) => Equipment(ref writer, 0, "350000010000015"u8) }).Control.Digest);
    }

    [Fact]
    public async Task A_session_refused_over_Gy_is_why_the_line_is_offline()
    {
        await using var live = await LiveGy.StartAsync(rubles: 0);
        await using var core = await live.ConnectAsync();
        var refused = await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())) with { Network = "25001", Extra = (ref AvpWriter writer) => Equipment(ref writer, 0, "350000010000015"u8) });
        Assert.Equal((uint)ResultCode.CreditLimitReached, refused.ResultCode);
        var facts = await Look(live);
        Assert.Equal((ResultCode.CreditLimitReached, "250-01", Device), (facts.Seen.RefusedCode, facts.Seen.Network.ToString(), facts.Seen.Imei));
        var first = DiagnosisRules.Diagnose(new DiagnosisFacts(facts, NetworkConditions.None)).First!;
        Assert.Equal((Cause.BalanceShort, Verdict.Certain, true), (first.Cause, first.Verdict, first.TopUpHelps));
        Assert.Contains(first.Evidence, one => one is { Code: EvidenceCode.LastRefusal, Value: "4012" });
    }

    [Fact]
    public async Task A_stranger_s_request_says_nothing_of_the_line()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        await using var stranger = await live.ConnectAsync(host: "pgw.else.example", realm: "else.example");
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())) with { Network = "25001" });
        var answer = await LiveGy.AskAsync(stranger, Ccr.U(1, new Mscc(Requested: new Units())) with { Network = "46000", OriginHost = "pgw.else.example", OriginRealm = "else.example" });
        Assert.NotEqual(ResultCodes.Success, answer.ResultCode);
        Assert.Equal((0, "250-01"), ((await Look(live)).Seen.RefusedCode, (await Look(live)).Seen.Network.ToString()));
    }

    private static ulong Imei(Ccr.WriteAvps extra)
    {
        var read = Decoded.Of(Ccr.I(new Mscc(Requested: new Units())) with { Extra = extra });
        Assert.True(read.Fault.IsNone, read.Fault.ToString());
        return read.Control.Imei;
    }

    private static void Equipment(ref AvpWriter writer, uint type, ReadOnlySpan<byte> value)
    {
        var group = writer.BeginGroup(AvpCodes.UserEquipmentInfo);
        writer.WriteUnsigned32(AvpCodes.UserEquipmentInfoType, type);
        writer.WriteOctets(AvpCodes.UserEquipmentInfoValue, value);
        writer.EndGroup(group);
    }

    private static async Task<LineFacts> Look(LiveGy live)
    {
        var look = new LineLook(live.Line);
        live.Engine.Shards.Post(look);
        return (await look.Task)!;
    }
}
