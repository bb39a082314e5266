using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Engine.Tests.Payments;

public sealed class SettlementTests
{
    private static readonly TimeSpan day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_chargeback_after_one_that_was_won_is_shown_also_where_it_is_smaller()
    {
        await using var scene = await OrderScene.Begin();
        var order = await scene.Over(await scene.Place(PaymentWay.Provider));
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Payment, "pay-1", 150, PaymentStatus.Succeeded, scene.Now));
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Chargeback, "du-1", 40, PaymentStatus.Succeeded, scene.Now));
        Assert.True(Assert.Single((await Run(scene, mend: true)).Differences).Mended);
        Assert.Empty((await Run(scene, mend: true)).Differences);

        scene.Provider.Listed[1] = scene.Provider.Listed[1] with { Status = PaymentStatus.Declined, Won = Money.FromRubles(40) };
        Assert.Empty((await Run(scene, mend: true)).Differences);
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Chargeback, "du-2", 25, PaymentStatus.Succeeded, scene.Now));
        var shown = Assert.Single((await Run(scene, mend: true)).Differences);
        Assert.Equal((SettlementFault.OtherAmount, Money.FromRubles(65), Money.FromRubles(40), false), (shown.Fault, shown.There, shown.Here, shown.Mended));
    }

    [Fact]
    public async Task An_older_chargeback_is_told_to_its_order_and_is_not_in_the_sums()
    {
        await using var scene = await OrderScene.Begin();
        var order = await scene.Over(await scene.Place(PaymentWay.Provider));
        var before = scene.Now + -day + -day;
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Payment, "pay-1", 150, PaymentStatus.Succeeded, scene.Now));
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Chargeback, "du-1", 40, PaymentStatus.Succeeded, before));
        scene.Provider.Listed.Add(Row(order, ProviderPaymentKind.Chargeback, "du-9", 40, PaymentStatus.Succeeded, before) with { Key = null, PaymentId = "pay-9" });
        var report = await Run(scene, mend: true);
        var mended = Assert.Single(report.Differences);
        Assert.Equal((SettlementFault.NotChargedBackHere, true, 1, Money.Zero), (mended.Fault, mended.Mended, report.Movements, report.ChargedBack));
        Assert.Empty((await Run(scene, mend: false)).Differences);
    }

    private static Task<SettlementReport> Run(OrderScene scene, bool mend) =>
        Settlement.Run(scene.Provider, scene.Driver, scene.Engine.Shards, scene.Now + -day, scene.Now + day, mend, TestContext.Current.CancellationToken);

    private static ProviderPayment Row(TopUpOrder order, ProviderPaymentKind kind, string id, long rubles, PaymentStatus status, Moment at) =>
        new(kind, order.PaymentKey, id, "pay-1", status, Money.FromRubles(rubles), "RUB", at);
}
