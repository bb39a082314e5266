using Kopek.Core.Lines;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Gy.Profiles;

namespace Kopek.Gy.Tests.Reauthorization;

/// <summary>What happens to a line from outside reaches its open sessions.</summary>
public sealed class ReauthorizationTests
{
    private static readonly GyProfiles AllOpen5gs = new([new ProfileRule("*", "*", CoreProfile.Open5gs)]);

    [Fact]
    public async Task A_top_up_makes_the_core_ask_again()
    {
        await using var live = await LiveGy.StartAsync(rubles: 5);
        var application = new CoreApplication();
        await using var core = await live.ConnectAsync(application);
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        await live.TopUpAsync("one", 100);

        var request = await application.HearAsync();
        var avps = Avps.Of(request);
        Assert.Equal(CommandCodes.ReAuth, DiameterHeader.Read(request).CommandCode);
        Assert.True(MessageCheck.Judge(request).IsNone);
        Assert.Equal("pgw.core.example;1;1", avps.Text(AvpCodes.SessionId));
        Assert.Equal(("pgw.core.example", "core.example"), (avps.Text(AvpCodes.DestinationHost), avps.Text(AvpCodes.DestinationRealm)));
        Assert.Equal(0u, avps.U32(AvpCodes.ReAuthRequestType));
        var granted = await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(Requested: new Units())));
        Assert.Equal(ResultCodes.Success, granted.ResultCode);
    }

    [Fact]
    public async Task A_bar_makes_the_core_end_the_session()
    {
        await using var live = await LiveGy.StartAsync();
        var application = new CoreApplication();
        await using var core = await live.ConnectAsync(application);
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        await live.PlaceAsync("bar", new LineCommand.SetBar(BarReason.Operator));
        var request = await application.HearAsync();
        Assert.Equal(CommandCodes.AbortSession, DiameterHeader.Read(request).CommandCode);
        Assert.True(MessageCheck.Judge(request).IsNone);
    }

    [Fact]
    public async Task A_core_that_does_nothing_on_RAR_gets_none()
    {
        await using var live = await LiveGy.StartAsync(profiles: AllOpen5gs);
        var application = new CoreApplication();
        await using var core = await live.ConnectAsync(application);
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        await live.TopUpAsync("one", 100);
        await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(Requested: new Units())));
        Assert.False(application.HasHeard);
        Assert.Equal(0, live.Gy.OpenSessionCount);
    }

    [Fact]
    public async Task An_ended_session_is_forgotten_and_one_of_before_a_restart_is_learned_from_its_next_update()
    {
        await using var live = await LiveGy.StartAsync();
        await using (var core = await live.ConnectAsync())
        {
            await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        }

        await live.RestartAsync();
        var application = new CoreApplication();
        await using var later = await live.ConnectAsync(application);
        Assert.Equal(0, live.Gy.OpenSessionCount);
        await LiveGy.AskAsync(later, Ccr.U(1, new Mscc(Requested: new Units())));
        await live.TopUpAsync("one", 100);
        Assert.Equal(CommandCodes.ReAuth, DiameterHeader.Read(await application.HearAsync()).CommandCode);
        await LiveGy.AskAsync(later, Ccr.T(2));
        // Forgotten when the answer is written, which the next answer on the same connection is behind.
        await LiveGy.AskAsync(later, Ccr.T(3));
        Assert.Equal(0, live.Gy.OpenSessionCount);
    }

    [Fact]
    public async Task Behind_a_relay_the_request_goes_the_way_back()
    {
        await using var live = await LiveGy.StartAsync();
        var relay = new CoreApplication();
        await using var connection = await live.ConnectAsync(relay, host: "relay.example", realm: "example");
        await LiveGy.AskAsync(connection, Ccr.I(new Mscc(Requested: new Units())) with { OriginHost = "pgw7.core.example" });
        await live.TopUpAsync("one", 100);
        Assert.Equal("pgw7.core.example", Avps.Of(await relay.HearAsync()).Text(AvpCodes.DestinationHost));
    }

    [Fact]
    public async Task A_core_that_is_gone_or_silent_holds_nobody_up()
    {
        await using var live = await LiveGy.StartAsync();
        var silent = new CoreApplication(isSilent: true);
        var core = await live.ConnectAsync(silent);
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        await live.TopUpAsync("one", 100);
        await silent.HearAsync();
        await core.DisposeAsync();
        await live.TopUpAsync("two", 100);
        await using var other = await live.ConnectAsync();
        Assert.Equal(ResultCodes.Success, (await LiveGy.AskAsync(other, Ccr.U(1, new Mscc(Requested: new Units())))).ResultCode);
    }
}
