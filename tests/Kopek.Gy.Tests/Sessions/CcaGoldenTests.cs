using Kopek.Core;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Gy.Profiles;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>CCAs to the octet, as Golden/*.hex keeps them. A changed file is explained in its commit.</summary>
public sealed class CcaGoldenTests
{
    private static readonly CoreProfile Redirecting = CoreProfile.Default with { Name = "redirecting", FinalUnitAction = FinalUnitAction.Redirect, RedirectUrl = "https://pay.example/top-up" };

    private static readonly CoreProfile Restricting = CoreProfile.Default with
    {
        Name = "restricting",
        FinalUnitAction = FinalUnitAction.RestrictAccess,
        FilterId = "top-up-only",
        RestrictionFilterRule = "permit out ip from 192.0.2.7 to any",
        QuotaHoldingSeconds = 600,
    };

    private static readonly Ccr Initial = Ccr.I(new Mscc(1, 2, new Units(Total: 1_000_000)));
    private static readonly Ccr Update = Ccr.U(3, new Mscc(1, null, new Units(Total: 1_000_000), new Units(Total: 5)));

    internal static readonly IReadOnlyDictionary<string, Func<byte[]>> Answers = new Dictionary<string, Func<byte[]>>
    {
        ["initial-default"] = () => Decoded.Of(Initial).Answer(Decoded.Granted(1_000_000)),
        ["initial-open5gs"] = () => Decoded.Of(Ccr.I(new Mscc(null, null, new Units(Total: 1_000_000))), CoreProfile.Open5gs).Answer(Decoded.Granted(1_000_000)),
        ["initial-magma-two-services"] = () => Decoded.Of(Ccr.I(new Mscc(1, null, new Units()), new Mscc(2, null, new Units())), CoreProfile.Magma).Answer(Decoded.Granted(200_000), Decoded.Refused(ResultCode.CreditLimitReached)),
        ["initial-refused"] = () => Decoded.Of(Initial).Answer(ResultCode.CreditLimitReached, Money.Zero, Decoded.Refused(ResultCode.CreditLimitReached)),
        ["initial-unknown-user"] = () => Decoded.Of(Initial).Answer(ResultCode.UserUnknown, Money.Zero),
        ["update-final-terminate"] = () => Decoded.Of(Update).Answer(Decoded.Granted(5_000, 60, final: true)),
        ["update-final-redirect"] = () => Decoded.Of(Update, Redirecting).Answer(Decoded.Granted(5_000, 60, final: true)),
        ["update-final-restrict"] = () => Decoded.Of(Update, Restricting).Answer(Decoded.Granted(5_000, 60, final: true)),
        ["update-throttled-qos"] = () => Decoded.Of(Update, CoreProfile.Default with { ThrottleBy = ThrottleBy.QosFinalUnit }).Answer(Decoded.Granted(1_000_000, 60, throttleKbps: 512)),
        ["update-throttled-filter"] = () => Decoded.Of(Update, CoreProfile.Default with { ThrottleBy = ThrottleBy.FilterId, ThrottleFilterId = "slow" }).Answer(Decoded.Granted(1_000_000, 60, throttleKbps: 512)),
        ["update-throttled-not-enforceable"] = () => Decoded.Of(Update).Answer(Decoded.Granted(1_000_000, 60, throttleKbps: 512)),
        ["update-price-change"] = () => Decoded.Of(Update).Answer(Decoded.Granted(1_000_000, priceChange: new Moment(1_790_000_000_000))),
        ["update-limit-reached"] = () => Decoded.Of(Update).Answer(Decoded.Refused(ResultCode.CreditLimitReached)),
        ["update-units-of-command"] = () => Decoded.Of(Ccr.U(3) with { Requested = new Units(Total: 9), Used = new Units(Total: 5) }).Answer(Decoded.Granted(9, 60, final: true)),
        ["update-time-and-octets"] = () => Decoded.Of(Ccr.U(3, new Mscc(1, null, new Units(Time: 60)), new Mscc(2, null, new Units(Total: 9)))).Answer(Decoded.Refused(ResultCode.Success), Decoded.Granted(1_000)),
        ["termination"] = () => Decoded.Of(Ccr.T(4, new Mscc(1, null, null, new Units(Total: 5)))).Answer(Decoded.Refused(ResultCode.Success)),
        ["event-debit-money"] = () => Decoded.Of(Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 150, Exponent: -2))).Answer(ResultCode.Success, new Money(150), Decoded.Refused(ResultCode.Success)),
        ["event-debit-octets"] = () => Decoded.Of(Ccr.Event(RequestedAction.DirectDebiting, new Units(Total: 5))).Answer(ResultCode.Success, new Money(1), Decoded.Granted(5, 0)),
        ["event-refund"] = () => Decoded.Of(Ccr.Event(RequestedAction.RefundAccount, new Units(Digits: 1))).Answer(ResultCode.Success, new Money(100), Decoded.Refused(ResultCode.Success)),
        ["event-balance-enough"] = () => Decoded.Of(Ccr.Event(RequestedAction.CheckBalance, new Units(Total: 5))).Answer(ResultCode.Success, new Money(1), Decoded.Granted(5, 0)),
        ["event-balance-none"] = () => Decoded.Of(Ccr.Event(RequestedAction.CheckBalance, new Units(Total: 5))).Answer(ResultCode.CreditLimitReached, new Money(1), Decoded.Granted(5, 0)),
        ["event-price"] = () => Decoded.Of(Ccr.Event(RequestedAction.PriceEnquiry, new Units(Total: 5))).Answer(ResultCode.Success, new Money(1), Decoded.Granted(5, 0)),
        ["proxied"] = () => Decoded.Of(Initial with { Extra = WriteProxies }).Answer(Decoded.Granted(1_000_000)),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_is_written_as_it_always_was(string name)
    {
        var octets = Answers[name]();
        Assert.True(MessageCheck.Judge(octets).IsNone, MessageCheck.Judge(octets).ToString());
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", name + ".hex");
        var golden = File.Exists(path) ? string.Concat(File.ReadLines(path)) : "";
        Assert.True(golden == Convert.ToHexStringLower(octets), $"{name} is now\n{DiameterDump.ToText(octets)}\n{Convert.ToHexStringLower(octets)}");
    }

    [Fact]
    public void Success_never_comes_with_nothing_to_use() => Assert.All(Answers, answer =>
    {
        foreach (var service in Avps.Of(answer.Value()).Groups(AvpCodes.MultipleServicesCreditControl).Where(service => service.Has(AvpCodes.GrantedServiceUnit)))
        {
            Assert.True(service.Group(AvpCodes.GrantedServiceUnit).U64(AvpCodes.CcTotalOctets) > 0);
            Assert.Equal(ResultCodes.Success, service.U32(AvpCodes.ResultCode));
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(long.MaxValue / 100)]
    public void A_threshold_is_less_than_its_grant(long octets)
    {
        var service = new Cca(Decoded.Of(Update, CoreProfile.Default with { ThresholdPercent = 99 }).Answer(Decoded.Granted(octets))).Services[0];
        Assert.True(service.U32(ThreeGppAvpCodes.VolumeQuotaThreshold) < (ulong)octets);
    }

    private static void WriteProxies(ref AvpWriter writer)
    {
        foreach (var host in new[] { "relay1.example", "relay2.example" })
        {
            var proxy = writer.BeginGroup(AvpCodes.ProxyInfo);
            writer.WriteText(AvpCodes.ProxyHost, host);
            writer.WriteText(AvpCodes.ProxyState, "state of " + host);
            writer.EndGroup(proxy);
        }
    }
}
