using Kopek.Core;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>Sessions over TCP, from the core's first octet to the journal and back.</summary>
public sealed class SessionTests
{
    private const ulong Megabyte = 1 << 20;

    [Fact]
    public async Task A_session_is_charged_exactly_what_it_reports()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var opened = await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units(Total: 10 * Megabyte))));
        Assert.Equal(ResultCodes.Success, opened.ResultCode);
        Assert.Equal(10 * Megabyte, opened.GrantedOctets);
        Assert.Equal(ResultCodes.Success, opened.Services[0].U32(AvpCodes.ResultCode));

        await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(1, null, new Units(Total: 10 * Megabyte), new Units(Total: 10 * Megabyte))));
        await LiveGy.AskAsync(core, Ccr.U(2, new Mscc(1, null, new Units(Total: 10 * Megabyte), new Units(Total: Megabyte / 2))));
        var ended = await LiveGy.AskAsync(core, Ccr.T(3, new Mscc(1, null, null, new Units(Total: Megabyte))));

        Assert.Equal(ResultCodes.Success, ended.ResultCode);
        Assert.False(ended.Services[0].Has(AvpCodes.GrantedServiceUnit));
        Assert.Equal(Money.FromRubles(1000) - Money.FromRubles(11, 50), await live.BalanceAsync());
        Assert.Equal(Money.Zero, await live.ReadAsync(line => line.Reserved));
    }

    [Fact]
    public async Task A_retransmission_on_another_connection_is_answered_alike_and_charged_once()
    {
        await using var live = await LiveGy.StartAsync();
        await using var first = await live.ConnectAsync();
        await using var second = await live.ConnectAsync(host: "pgw2.core.example");
        Ccr[] requests =
        [
            Ccr.I(new Mscc(Requested: new Units())),
            Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: 10 * Megabyte))),
            Ccr.T(2, new Mscc(1, null, null, new Units(Total: 5 * Megabyte))),
        ];
        foreach (var request in requests)
        {
            var answer = await LiveGy.AskAsync(first, request);
            var again = await LiveGy.AskAsync(second, request with { Retransmitted = true, Timestamp = 1_790_000_099, DestinationHost = "ocs2.kopek.example" });
            Assert.Equal(answer.Content, again.Content);
            Assert.NotEqual(answer.Header.EndToEnd, again.Header.EndToEnd);
        }

        Assert.Equal(Money.FromRubles(1000 - 15), await live.BalanceAsync());
    }

    [Fact]
    public Task A_retransmission_after_a_restart_is_answered_alike_and_charged_once() => RestartsAsync(folder: null);

    [Fact]
    public async Task A_retransmission_after_a_restart_on_SQLite_is_answered_alike_and_charged_once()
    {
        var folder = Directory.CreateTempSubdirectory("kopek-gy-").FullName;
        try
        {
            await RestartsAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Other_content_under_the_same_number_is_refused_and_charges_nothing()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: Megabyte))));
        var other = await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: 2 * Megabyte))));
        Assert.Equal(ResultCodes.UnableToComply, other.ResultCode);
        Assert.Equal(Money.FromRubles(999), await live.BalanceAsync());
    }

    [Fact]
    public async Task Several_services_are_granted_and_charged_each()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var opened = await LiveGy.AskAsync(core, Ccr.I(new Mscc(1, 10, new Units(Total: Megabyte)), new Mscc(2, null, new Units(Total: 2 * Megabyte)), new Mscc(null, 7, new Units(Total: 3 * Megabyte))));
        Assert.Equal([Megabyte, 2 * Megabyte, 3 * Megabyte], opened.Services.Select(service => service.Group(AvpCodes.GrantedServiceUnit).U64(AvpCodes.CcTotalOctets)));
        Assert.Equal((1u, 10u), (opened.Services[0].U32(AvpCodes.RatingGroup), opened.Services[0].U32(AvpCodes.ServiceIdentifier)));
        Assert.False(opened.Services[1].Has(AvpCodes.ServiceIdentifier));
        Assert.False(opened.Services[2].Has(AvpCodes.RatingGroup));

        await LiveGy.AskAsync(core, Ccr.T(1, new Mscc(1, 10, null, new Units(Total: Megabyte)), new Mscc(2, null, null, new Units(Total: Megabyte)), new Mscc(null, 7, null, new Units(Total: Megabyte))));
        Assert.Equal(Money.FromRubles(997), await live.BalanceAsync());
    }

    [Fact]
    public async Task The_last_grant_carries_the_final_unit_and_then_the_limit_is_reached()
    {
        await using var live = await LiveGy.StartAsync(rubles: 2);
        await using var core = await live.ConnectAsync();
        var answer = await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units(Total: 10 * Megabyte))));
        var number = 1u;
        var granted = answer.GrantedOctets;
        while (!answer.Services[0].Has(AvpCodes.FinalUnitIndication))
        {
            Assert.InRange(number, 1u, 20u);
            answer = await LiveGy.AskAsync(core, Ccr.U(number++, new Mscc(1, null, new Units(Total: 10 * Megabyte), new Units(Total: answer.GrantedOctets))));
            granted += answer.GrantedOctets;
        }

        Assert.Equal(2 * Megabyte, granted);
        Assert.Equal(0u, answer.Services[0].Group(AvpCodes.FinalUnitIndication).U32(AvpCodes.FinalUnitAction));
        var refused = await LiveGy.AskAsync(core, Ccr.U(number, new Mscc(1, null, new Units(Total: 10 * Megabyte), new Units(Total: answer.GrantedOctets))));
        Assert.Equal(ResultCodes.CreditLimitReached, refused.Services[0].U32(AvpCodes.ResultCode));
        Assert.False(refused.Services[0].Has(AvpCodes.GrantedServiceUnit));
        Assert.Equal(Money.Zero, await live.BalanceAsync());
    }

    [Fact]
    public async Task A_core_that_names_its_subscriber_only_at_the_beginning_is_served()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        var updated = await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: Megabyte))) with { Msisdn = null });
        Assert.Equal(ResultCodes.Success, updated.ResultCode);
        Assert.Equal(Money.FromRubles(999), await live.BalanceAsync());
    }

    [Fact]
    public async Task A_stranger_is_refused_and_charges_nothing()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        await using var stranger = await live.ConnectAsync(host: "pgw.else.example", realm: "else.example");
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        var update = Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: Megabyte)));
        Assert.Equal(ResultCodes.AuthorizationRejected, (await LiveGy.AskAsync(stranger, update with { OriginHost = "pgw.else.example", OriginRealm = "else.example" })).ResultCode);
        Assert.Equal(Money.FromRubles(1000), await live.BalanceAsync());
    }

    [Fact]
    public async Task No_such_line_and_no_such_session_are_told_apart()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var noLine = await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())) with { Msisdn = "79990000000" });
        Assert.Equal(ResultCodes.UserUnknown, noLine.ResultCode);
        Assert.Equal(ResultCodes.UserUnknown, noLine.Services[0].U32(AvpCodes.ResultCode));
        Assert.Equal(ResultCodes.UnknownSessionId, (await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(Requested: new Units())))).ResultCode);
        Assert.Equal(ResultCodes.UnknownSessionId, (await LiveGy.AskAsync(core, Ccr.T(1) with { Msisdn = null })).ResultCode);
    }

    [Fact]
    public async Task An_MSISDN_and_an_IMSI_of_two_lines_serve_neither()
    {
        await using var live = await LiveGy.StartAsync();
        await live.OpenLineAsync("79000000002", "250010000000002", 100);
        await using var core = await live.ConnectAsync();
        var request = Ccr.I(new Mscc(Requested: new Units()));
        Assert.Equal(ResultCodes.UserUnknown, (await LiveGy.AskAsync(core, request with { Imsi = "250010000000002" })).ResultCode);
        Assert.Equal(ResultCodes.Success, (await LiveGy.AskAsync(core, request with { Imsi = LiveGy.Imsi, Msisdn = "+" + LiveGy.Msisdn })).ResultCode);
        Assert.Equal(ResultCodes.Success, (await LiveGy.AskAsync(core, request with { SessionId = "b", Imsi = LiveGy.Imsi, Msisdn = null })).ResultCode);
    }

    [Fact]
    public async Task Roaming_is_priced_by_the_visited_network_and_refused_where_the_plan_does_not_go()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var abroad = Ccr.I(new Mscc(Requested: new Units())) with { Network = "46000" };
        Assert.Equal(ResultCodes.EndUserServiceDenied, (await LiveGy.AskAsync(core, abroad)).ResultCode);
        Assert.Equal(ResultCodes.RatingFailed, (await LiveGy.AskAsync(core, abroad with { Network = "99999", SessionId = "b" })).ResultCode);
        Assert.Equal(ResultCodes.Success, (await LiveGy.AskAsync(core, abroad with { Network = "25001", SessionId = "c" })).ResultCode);
    }

    private static async Task RestartsAsync(string? folder)
    {
        await using var live = await LiveGy.StartAsync(folder: folder);
        var update = Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: 10 * Megabyte)));
        var end = Ccr.T(2, new Mscc(1, null, null, new Units(Total: 5 * Megabyte)));
        Cca updated, ended;
        await using (var core = await live.ConnectAsync())
        {
            await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
            updated = await LiveGy.AskAsync(core, update);
        }

        await live.RestartAsync();
        await using (var core = await live.ConnectAsync())
        {
            Assert.Equal(updated.Content, (await LiveGy.AskAsync(core, update with { Retransmitted = true })).Content);
            ended = await LiveGy.AskAsync(core, end);
        }

        await live.RestartAsync();
        await using (var core = await live.ConnectAsync())
        {
            Assert.Equal(ended.Content, (await LiveGy.AskAsync(core, end with { Retransmitted = true })).Content);
        }

        Assert.Equal(Money.FromRubles(1000 - 15), await live.BalanceAsync());
    }
}
