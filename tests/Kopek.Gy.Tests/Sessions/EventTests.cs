using Kopek.Core;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>One-time events over TCP (RFC 8506 6).</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_debit_is_taken_once_however_often_it_is_sent()
    {
        await using var live = await LiveGy.StartAsync(rubles: 100);
        await using var core = await live.ConnectAsync();
        var debit = Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 150, Exponent: -2));
        var first = await LiveGy.AskAsync(core, debit);
        var again = await LiveGy.AskAsync(core, debit with { Retransmitted = true });
        Assert.Equal(ResultCodes.Success, first.ResultCode);
        Assert.Equal(first.Content, again.Content);
        Assert.Equal(150ul, first.Avps.Group(AvpCodes.CostInformation).Group(AvpCodes.UnitValue).U64(AvpCodes.ValueDigits));
        Assert.Equal(new Money(100_00 - 150), await live.BalanceAsync());
    }

    [Fact]
    public async Task A_debit_beyond_the_balance_takes_nothing()
    {
        await using var live = await LiveGy.StartAsync(rubles: 1);
        await using var core = await live.ConnectAsync();
        Assert.Equal(ResultCodes.CreditLimitReached, (await LiveGy.AskAsync(core, Ccr.Event(RequestedAction.DirectDebiting, new Units(Digits: 2)))).ResultCode);
        Assert.Equal(Money.FromRubles(1), await live.BalanceAsync());
    }

    [Fact]
    public async Task A_price_and_a_balance_are_told_and_nothing_is_taken()
    {
        await using var live = await LiveGy.StartAsync(rubles: 10);
        await using var core = await live.ConnectAsync();
        var price = await LiveGy.AskAsync(core, Ccr.Event(RequestedAction.PriceEnquiry, new Units(Total: 5 << 20)) with { SessionId = "a" });
        Assert.Equal(5_00ul, price.Avps.Group(AvpCodes.CostInformation).Group(AvpCodes.UnitValue).U64(AvpCodes.ValueDigits));
        Assert.Equal(643u, price.Avps.Group(AvpCodes.CostInformation).U32(AvpCodes.CurrencyCode));
        var enough = await LiveGy.AskAsync(core, Ccr.Event(RequestedAction.CheckBalance, new Units(Digits: 10)) with { SessionId = "b" });
        var tooMuch = await LiveGy.AskAsync(core, Ccr.Event(RequestedAction.CheckBalance, new Units(Digits: 11)) with { SessionId = "c" });
        Assert.Equal((ResultCodes.Success, 0u), (enough.ResultCode, enough.Avps.U32(AvpCodes.CheckBalanceResult)));
        Assert.Equal((ResultCodes.Success, 1u), (tooMuch.ResultCode, tooMuch.Avps.U32(AvpCodes.CheckBalanceResult)));
        Assert.Equal(Money.FromRubles(10), await live.BalanceAsync());
    }

    [Fact]
    public async Task Units_that_no_plan_sells_are_refused_and_octets_beside_them_served()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        Assert.Equal(ResultCodes.RatingFailed, (await LiveGy.AskAsync(core, Ccr.Event(RequestedAction.DirectDebiting, new Units(Time: 60)))).ResultCode);
        var onlyTime = await LiveGy.AskAsync(core, Ccr.I(new Mscc(1, null, new Units(Time: 60))));
        Assert.Equal((ResultCodes.RatingFailed, ResultCodes.RatingFailed), (onlyTime.ResultCode, onlyTime.Services[0].U32(AvpCodes.ResultCode)));
        Assert.Equal(0, live.Engine.Sessions.Count);

        var both = await LiveGy.AskAsync(core, Ccr.I(new Mscc(1, null, new Units(Time: 60)), new Mscc(2, null, new Units(Total: 1000))));
        Assert.Equal(ResultCodes.Success, both.ResultCode);
        Assert.Equal([ResultCodes.RatingFailed, ResultCodes.Success], both.Services.Select(service => service.U32(AvpCodes.ResultCode)));
        // What was used is charged all the same.
        var update = await LiveGy.AskAsync(core, Ccr.U(1, new Mscc(2, null, new Units(Time: 60), new Units(Total: 1 << 20))));
        Assert.Equal((ResultCodes.Success, ResultCodes.RatingFailed), (update.ResultCode, update.Services[0].U32(AvpCodes.ResultCode)));
        Assert.Equal(Money.FromRubles(999), await live.BalanceAsync());
    }
}
