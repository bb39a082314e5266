using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Payments;

/// <summary>The driver with its threads against each thing that a provider may do.</summary>
public sealed class OrderDriverTests
{
    private static readonly Money paid = Money.FromRubles(150);

    [Theory]
    [InlineData(PaymentWay.Provider)]
    [InlineData(PaymentWay.Partner)]
    [InlineData(PaymentWay.CounterCash)]
    [InlineData(PaymentWay.CounterCard)]
    [InlineData(PaymentWay.Voucher)]
    [InlineData(PaymentWay.Transfer)]
    public async Task Every_way_ends_with_the_money_on_the_line_and_a_receipt(PaymentWay way)
    {
        await using var scene = await OrderScene.Begin();
        var order = await scene.Over(await scene.Place(way));
        Assert.Equal((TopUpStatus.Receipted, 1, paid), (order.Status, order.PaymentReceipt, await scene.Balance(scene.Line)));
        Assert.Equal(0, scene.Ledger(LedgerAccount.PaymentsInTransit));
    }

    [Fact]
    public async Task A_declined_payment_takes_nothing()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Paying = _ => new PaymentAnswer(PaymentStatus.Declined, "pay-1", Money.Zero) { Reason = DeclineReason.InsufficientFunds };
        var order = await scene.Over(await scene.Place(PaymentWay.Provider));
        Assert.Equal((TopUpStatus.Declined, DeclineReason.InsufficientFunds), (order.Status, order.Declined));
    }

    [Fact]
    public async Task A_payer_who_confirms_on_the_providers_page_is_waited_for()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Paying = _ => new PaymentAnswer(PaymentStatus.NeedsPayer, "pay-1", Money.Zero) { RedirectUrl = new Uri("https://pay.example/1") };
        var key = await scene.Place(PaymentWay.Provider);
        var waiting = await scene.Until(key, order => order.RedirectUrl is not null);
        Assert.Equal("https://pay.example/1", waiting.RedirectUrl);
        scene.Provider.Becomes(PaymentStatus.Succeeded, paid);
        Assert.Equal(TopUpStatus.Receipted, (await scene.Over(key)).Status);
    }

    [Fact]
    public async Task A_bound_method_is_charged_without_the_payer()
    {
        await using var scene = await OrderScene.Begin();
        var key = OrderScene.Key("bound");
        await scene.Driver.Tell(key, new TopUpOrderCommand.Place(scene.Request(PaymentWay.Provider) with { Method = "pm-1" }));
        Assert.Equal(TopUpStatus.Receipted, (await scene.Over(key)).Status);
        Assert.Equal(["charge"], scene.Provider.Asked);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_the_payer_pays_once()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Loses = call => call == "pay";
        Assert.Equal(TopUpStatus.Receipted, (await scene.Over(await scene.Place(PaymentWay.Provider))).Status);
        Assert.Equal(paid, scene.Provider.Taken);
    }

    [Fact]
    public async Task What_never_reached_the_provider_is_given_up_when_the_time_is_over()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Drops = call => call == "pay";
        Assert.Equal(TopUpStatus.Expired, (await scene.Over(await scene.Place(PaymentWay.Provider))).Status);
        Assert.Equal((Money.Zero, Money.Zero), (scene.Provider.Taken, await scene.Balance(scene.Line)));
    }

    [Fact]
    public async Task A_payment_that_comes_too_late_goes_back()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Paying = _ => new PaymentAnswer(PaymentStatus.NeedsPayer, "pay-1", Money.Zero);
        var key = await scene.Place(PaymentWay.Provider);
        await scene.Until(key, order => order.Status == TopUpStatus.Expired);
        scene.Provider.Becomes(PaymentStatus.Succeeded, paid);
        var order = await scene.Until(key, order => order.RefundReceipt > 0);
        Assert.Equal((RefundReason.TooLate, paid, Money.Zero), (order.RefundReason, scene.Provider.GivenBack, await scene.Balance(scene.Line)));
        Assert.Equal(0, scene.Ledger(LedgerAccount.ProviderClearing));
    }

    [Fact]
    public async Task Another_sum_goes_back()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Paying = request => new PaymentAnswer(PaymentStatus.Succeeded, "pay-1", request.Amount + new Money(1));
        var order = await scene.Over(await scene.Place(PaymentWay.Provider));
        Assert.Equal((TopUpStatus.Refunded, RefundReason.OtherAmount, paid + new Money(1)), (order.Status, order.RefundReason, scene.Provider.GivenBack));
    }

    [Fact]
    public async Task A_refund_whose_answer_is_lost_is_looked_up_and_given_once()
    {
        await using var scene = await OrderScene.Begin();
        await scene.Engine.Shards.Place(Scene.Order("close"), OrderKey.Digest("1"), scene.Line, new LineCommand.Close());
        scene.Provider.Loses = call => call == "refund";
        var placed = scene.Now;
        var order = await scene.Over(await scene.Place(PaymentWay.Provider));
        Assert.Equal((TopUpStatus.Refunded, RefusalCode.LineClosed, paid), (order.Status, order.LineRefused, scene.Provider.GivenBack));
        Assert.True(order.RefundBy >= placed + TopUpOrderRules.RefundWithin && order.RefundBy <= scene.Now + TopUpOrderRules.RefundWithin, $"{order.RefundBy}");
    }

    [Fact]
    public async Task A_refund_that_is_declined_waits_for_a_person()
    {
        await using var scene = await OrderScene.Begin();
        scene.Provider.Paying = request => new PaymentAnswer(PaymentStatus.Succeeded, "pay-1", request.Amount + new Money(1));
        scene.Provider.Refunding = request => new PaymentAnswer(PaymentStatus.Declined, "ref-1", Money.Zero) { Detail = "no funds" };
        var key = await scene.Place(PaymentWay.Provider);
        Assert.Equal("no funds", (await scene.Until(key, order => order.NeedsPerson is not null)).NeedsPerson);
        scene.Provider.RefundBecomes(PaymentStatus.Succeeded);
        await scene.Driver.Tell(key, new TopUpOrderCommand.GoOn());
        Assert.Equal(TopUpStatus.Refunded, (await scene.Over(key)).Status);
    }

    [Fact]
    public async Task Whoever_waits_for_an_order_has_it_as_soon_as_it_is_so()
    {
        await using var scene = await OrderScene.Begin();
        var key = OrderScene.Key("watched");
        Assert.Null(await scene.Driver.WaitFor(key, order => order.IsOver, TimeSpan.FromDays(1), TestContext.Current.CancellationToken));
        await scene.Driver.Tell(key, new TopUpOrderCommand.Place(scene.Request(PaymentWay.Partner)));
        var order = await scene.Driver.WaitFor(key, order => order.IsOver, TimeSpan.FromDays(1), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(TopUpStatus.Receipted, order!.Status);
    }

    [Fact]
    public async Task What_a_float_may_forget_is_forgotten()
    {
        await using var scene = await OrderScene.Begin();
        await scene.Over(await scene.Place(PaymentWay.Partner));
        var gone = SpinWait.SpinUntil(() => scene.Entries().OfType<Journalling.AccountEntry>().Any(entry => entry.Event is PartnerFloatEvent.Settled), TimeSpan.FromSeconds(30));
        Assert.True(gone, "the float still holds the order");
    }

    [Fact]
    public async Task An_order_whose_placing_was_committed_with_an_unknown_outcome_is_driven_all_the_same()
    {
        await using var scene = await OrderScene.Begin();
        var faults = 1;
        scene.Journal.CommitFault = () => Interlocked.Exchange(ref faults, 0) == 1 ? Journalling.JournalFault.UnknownAndWritten : Journalling.JournalFault.None;
        Assert.Equal(TopUpStatus.Receipted, (await scene.Over(await scene.Place(PaymentWay.Partner))).Status);
    }
}
