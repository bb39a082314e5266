using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Gy.Tests.Roaming;

/// <summary>A core abroad (3GPP-SGSN-MCC-MNC of China, 9.00 a megabyte) that reports what it likes, over a real socket.</summary>
public sealed class RoamingCapTests
{
    private const string China = "46000";
    private const int Sessions = 4;
    private const ulong Terabyte = 1UL << 40;

    [Fact]
    public async Task However_much_a_core_abroad_reports_roaming_takes_the_cap_to_the_kopek_and_the_rest_is_uncovered()
    {
        await using var live = await LiveGy.StartAsync(rubles: 1000, plan: SampleCatalogue.Travelling);
        await using var core = await live.ConnectAsync();
        Assert.True((await live.PlaceAsync("cap", new LineCommand.SetRoamingCap(new Money(12_345)))).Outcome!.IsDone);
        for (var session = 0; session < Sessions; session++)
        {
            await LiveGy.AskAsync(core, Abroad(Ccr.I(new Mscc(Requested: new Units())), session));
        }

        for (var number = 1u; number <= 3; number++)
        {
            for (var session = 0; session < Sessions; session++)
            {
                var report = Abroad(Ccr.U(number, new Mscc(1, null, new Units(), new Units(Total: Terabyte * number))), session);
                await LiveGy.AskAsync(core, report);
                await LiveGy.AskAsync(core, report with { Retransmitted = true });
            }
        }

        Assert.Equal(Money.FromRubles(1000) - new Money(12_345), await live.BalanceAsync());
        var (octets, uncovered, reserved) = await live.ReadAsync(line => (line.TotalOctets, line.UncoveredOctets, line.Reserved));
        Assert.True(uncovered > octets / 100 * 99);
        Assert.Equal(Money.Zero, reserved);
        Assert.Equal(("roaming_cap_reached", "raise_roaming_cap"), await live.ReadAsync(line => (line.Roaming!.Reason, line.Roaming.Cure)));
    }

    [Fact]
    public async Task Past_the_cap_a_top_up_does_not_bring_data_back_and_a_higher_cap_does()
    {
        await using var live = await LiveGy.StartAsync(rubles: 1000, plan: SampleCatalogue.Travelling);
        await using var core = await live.ConnectAsync();
        await live.PlaceAsync("cap", new LineCommand.SetRoamingCap(new Money(5_000)));
        await LiveGy.AskAsync(core, Abroad(Ccr.I(new Mscc(Requested: new Units())), 0));
        var number = 0u;
        async Task<uint> Report(ulong octets) =>
            (await LiveGy.AskAsync(core, Abroad(Ccr.U(++number, new Mscc(1, null, new Units(), new Units(Total: octets))), 0))).Services[0].U32(AvpCodes.ResultCode);

        Assert.Equal(ResultCodes.CreditLimitReached, await Report(Terabyte));
        await live.TopUpAsync("more", 500);
        Assert.Equal(ResultCodes.CreditLimitReached, await Report(0));
        await live.PlaceAsync("higher", new LineCommand.SetRoamingCap(new Money(10_000)));
        Assert.Equal(ResultCodes.Success, await Report(0));
        Assert.Equal("none", await live.ReadAsync(line => line.Roaming!.Reason));
    }

    private static Ccr Abroad(Ccr request, int session) => request with { Network = China, SessionId = $"pgw.core.example;1;{session}" };
}
