using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Payments;

public enum SettlementFault : byte
{
    /// <summary>The provider took money of which the order knows nothing yet. Mended: the order is told, and credits it or gives it back.</summary>
    NotTakenHere = 1,

    /// <summary>The provider gave money back of which the order knows nothing yet. Mended: the order is told.</summary>
    NotRefundedHere = 2,

    /// <summary>A chargeback that the order does not have. Mended: the order is told.</summary>
    NotChargedBackHere = 3,

    /// <summary>No order has this key: somebody else uses the account at the provider, or a data folder is missing. For a person.</summary>
    UnknownHere = 4,

    /// <summary>The order has it as paid, the provider has not. For a person.</summary>
    UnknownThere = 5,

    /// <summary>The sums differ; of chargebacks of which one was won, with that one. For a person.</summary>
    OtherAmount = 6,
}

/// <param name="Mended">The order was told, and goes on by itself.</param>
public sealed record SettlementDifference(SettlementFault Fault, string? Order, string ProviderId, Money There, Money Here, bool Mended);

/// <summary>A provider's list held against the orders, from a moment to another. The sums are the list's, without the chargebacks from before.</summary>
public sealed record SettlementReport(string Provider, Moment From, Moment Until, int Movements, Money Taken, Money Refunded, Money ChargedBack,
    IReadOnlyList<SettlementDifference> Differences);

/// <summary>
/// Holds what a provider says it took, gave back and lost against what the orders say, both ways; and tells orders what they missed. Throws
/// <see cref="ProviderUnavailableException"/> where the list broke off: nothing was told then.
/// </summary>
public static class Settlement
{
    /// <summary>Differences in one report; more is no matter of single payments.</summary>
    public const int MostDifferences = 10_000;

    /// <summary>An order that was paid so shortly before the end may be in the provider's next list.</summary>
    private static readonly TimeSpan margin = TimeSpan.FromMinutes(5);

    public static async Task<SettlementReport> Run(IPaymentProvider provider, OrderDriver driver, IShards shards, Moment from, Moment until, bool mend, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(driver);
        // Before the list: what is paid here then must be in it. After it: what is in it must be known here then.
        var before = await Paid(shards, provider.Name, from, until + -margin).ConfigureAwait(false);
        var listed = new List<ProviderPayment>();
        await foreach (var movement in provider.List(from, until, cancel).WithCancellation(cancel).ConfigureAwait(false))
        {
            listed.Add(movement);
        }

        var differences = new List<SettlementDifference>();
        var seen = new HashSet<AccountKey>();
        foreach (var movement in Succeeded(listed))
        {
            var order = KeyOf(movement) is { } key && await driver.Read(key).ConfigureAwait(false) is { } found && found.Request.Source == provider.Name ? found : null;
            if (order is not null && movement.Kind == ProviderPaymentKind.Payment)
            {
                seen.Add(order.Key);
            }

            // What is older and nobody's here was shown by the settlement of its own time.
            if ((order is not null || movement.At >= from) && Difference(movement, order) is { } difference)
            {
                differences.Add(mend && order is not null && CommandOf(difference, movement, order) is { } command
                    ? difference with { Mended = (await driver.Tell(order.Key, command).ConfigureAwait(false)).IsDone }
                    : difference);
            }
        }

        foreach (var order in before.Where(order => !seen.Contains(order.Key)))
        {
            differences.Add(new SettlementDifference(SettlementFault.UnknownThere, order.Id.ToString(), order.ProviderId ?? "", Money.Zero, order.Paid, Mended: false));
        }

        var within = listed.Where(movement => movement.At >= from).ToList();
        Money Sum(ProviderPaymentKind kind) => new(within.Where(movement => movement.Kind == kind && movement.Status == PaymentStatus.Succeeded).Sum(movement => movement.Amount.Kopeks));
        return new SettlementReport(provider.Name, from, until, within.Count, Sum(ProviderPaymentKind.Payment), Sum(ProviderPaymentKind.Refund), Sum(ProviderPaymentKind.Chargeback),
            [.. differences.Take(MostDifferences)]);
    }

    /// <summary>What really moved. Several chargebacks of one payment are one, of their sum: an order knows them as one figure. Payments come before what undoes them.</summary>
    private static IEnumerable<ProviderPayment> Succeeded(List<ProviderPayment> listed)
    {
        var moved = listed.Where(movement => movement.Status == PaymentStatus.Succeeded).ToList();
        var won = listed.Where(movement => movement.Kind == ProviderPaymentKind.Chargeback).ToLookup(movement => movement.PaymentId);
        return moved.Where(movement => movement.Kind != ProviderPaymentKind.Chargeback).OrderBy(movement => movement.Kind)
            .Concat(moved.Where(movement => movement.Kind == ProviderPaymentKind.Chargeback).GroupBy(movement => movement.PaymentId)
                .Select(several => several.MaxBy(movement => movement.At)! with { Amount = new Money(several.Sum(movement => movement.Amount.Kopeks)), Won = new Money(won[several.Key].Sum(movement => movement.Won.Kopeks)) }));
    }

    private static SettlementDifference? Difference(ProviderPayment movement, TopUpOrder? order)
    {
        SettlementDifference Of(SettlementFault fault, Money here) => new(fault, order?.Id.ToString(), movement.ProviderId, movement.Amount, here, Mended: false);
        return movement.Kind switch
        {
            _ when order is null => Of(SettlementFault.UnknownHere, Money.Zero),
            ProviderPaymentKind.Payment when order.Paid.IsZero => Of(SettlementFault.NotTakenHere, Money.Zero),
            ProviderPaymentKind.Payment when order.Paid != movement.Amount => Of(SettlementFault.OtherAmount, order.Paid),
            ProviderPaymentKind.Refund when order.Refunded.IsZero => Of(SettlementFault.NotRefundedHere, order.RefundAmount),
            ProviderPaymentKind.Refund when order.Refunded != movement.Amount => Of(SettlementFault.OtherAmount, order.Refunded),
            ProviderPaymentKind.Chargeback when order.Chargeback < movement.Amount => Of(SettlementFault.NotChargedBackHere, order.Chargeback),
            // The order's highest sum hides the later one: what they came to in all is shown.
            ProviderPaymentKind.Chargeback when order!.IsChargedBackAfterWon(movement.Amount, movement.Won) =>
                Of(SettlementFault.OtherAmount, order.Chargeback) with { There = movement.Amount + movement.Won },
            _ => null,
        };
    }

    /// <summary>What would mend it; null where a person has to look.</summary>
    private static TopUpOrderCommand? CommandOf(SettlementDifference difference, ProviderPayment movement, TopUpOrder order) => difference.Fault switch
    {
        SettlementFault.NotTakenHere => new TopUpOrderCommand.ProviderSaid(PaymentStatus.Succeeded, movement.ProviderId, movement.Amount, DeclineReason.None, null, null),
        SettlementFault.NotRefundedHere when order.Status == TopUpStatus.Refunding && order.RefundAmount == movement.Amount =>
            new TopUpOrderCommand.RefundSaid(PaymentStatus.Succeeded, movement.ProviderId, null),
        SettlementFault.NotChargedBackHere when movement.Amount <= order.Paid => new TopUpOrderCommand.ChargedBack(movement.Amount) { Won = movement.Won },
        _ => null,
    };

    private static AccountKey? KeyOf(ProviderPayment movement)
    {
        var text = movement.Key is { } key && key.EndsWith(TopUpOrder.RefundSuffix, StringComparison.Ordinal) ? key[..^TopUpOrder.RefundSuffix.Length] : movement.Key;
        return OrderId.TryParse(text, out var id) ? new AccountKey(AccountKind.TopUpOrder, id) : null;
    }

    private static async Task<List<TopUpOrder>> Paid(IShards shards, string provider, Moment from, Moment until)
    {
        var paid = new List<TopUpOrder>();
        for (var shard = 0; shard < shards.Count; shard++)
        {
            await foreach (var account in shards.AccountsOf(shard, AccountKind.TopUpOrder).ConfigureAwait(false))
            {
                if (account is TopUpOrder order && order.Request.Source == provider && !order.Paid.IsZero && order.PayingSince >= from && order.PayingSince < until)
                {
                    paid.Add(order);
                }
            }
        }

        return paid;
    }
}
