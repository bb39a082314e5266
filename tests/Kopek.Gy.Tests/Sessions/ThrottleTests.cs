using Kopek.Core;
using Kopek.Diameter.Codec;
using Kopek.Gy.Profiles;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>A plan that slows down when its bundle is used, on a core that can and on one that cannot.</summary>
public sealed class ThrottleTests
{
    private const ulong Bundle = 1 << 20;

    private static readonly GyProfiles Throttling = new([new ProfileRule("*", "*", CoreProfile.Default with { ThrottleBy = ThrottleBy.QosFinalUnit })]);

    [Fact]
    public async Task After_the_bundle_use_is_slowed_and_free()
    {
        await using var live = await LiveGy.StartAsync(profiles: Throttling, plan: SampleCatalogue.Slowed);
        var slowed = await UseUpAsync(live);
        Assert.True(slowed.GrantedOctets > 0);
        Assert.Equal("throttle-512", slowed.Services[0].Group(AvpCodes.QoSFinalUnitIndication).Text(AvpCodes.FilterId));
        Assert.False(await live.ReadAsync(line => line.ThrottleNotEnforceable));
        Assert.Equal(Money.FromRubles(1000 - 25), await live.BalanceAsync());
    }

    [Fact]
    public async Task A_core_without_the_means_is_told_nothing_and_the_line_shows_it()
    {
        await using var live = await LiveGy.StartAsync(plan: SampleCatalogue.Slowed);
        var slowed = await UseUpAsync(live);
        Assert.False(slowed.Services[0].Has(AvpCodes.QoSFinalUnitIndication));
        Assert.False(slowed.Services[0].Has(AvpCodes.FinalUnitIndication));
        Assert.True(await live.ReadAsync(line => line.ThrottleNotEnforceable));
    }

    private static async Task<Cca> UseUpAsync(LiveGy live)
    {
        await using var core = await live.ConnectAsync();
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units(Total: Bundle))));
        return await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(1, null, new Units(Total: Bundle), new Units(Total: Bundle))));
    }
}
