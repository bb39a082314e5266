using System.Collections.Immutable;
using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;

namespace Kopek.Core.Receipts;

public enum ReceiptKind : byte
{
    /// <summary>Money came in.</summary>
    Payment = 1,

    /// <summary>Money went back to where it came from.</summary>
    Refund = 2,

    /// <summary>The bank took it back.</summary>
    Chargeback = 3,

    /// <summary>It was paid in for a wrong number and moved to the right one.</summary>
    Correction = 4,
}

/// <summary>What a receipt is for: an order gives at most one of each kind.</summary>
public readonly record struct ReceiptWish(OrderId Order, ReceiptKind Kind);

/// <summary>One operator's receipt numbers, from 1 and without a gap: what is given is journalled, and asking again gives the same.</summary>
/// <param name="Open">Given, and not yet known to stand in their orders.</param>
public sealed record ReceiptSeries(AccountKey Key, string Operator, long Last, ImmutableDictionary<string, long> Open) : Account(Key)
{
    public override string? OwnedBy => Operator;

    public static string NameOf(ReceiptWish wish) => $"{wish.Order}-{(int)wish.Kind}";

    internal static ReceiptSeries Apply(ReceiptSeries? series, AccountKey key, ReceiptSeriesEvent happened) => happened switch
    {
        ReceiptSeriesEvent.Numbered e => (series ?? new ReceiptSeries(key, e.Operator, 0, [])) is var s
            ? s with { Last = e.Number, Open = s.Open.SetItem(NameOf(e.Wish), e.Number) }
            : throw new UnreachableException(),
        ReceiptSeriesEvent.Kept e => series! with { Open = series.Open.Remove(NameOf(e.Wish)) },
        _ => throw new UnreachableException(),
    };
}

public abstract record ReceiptSeriesCommand : AccountCommand
{
    private ReceiptSeriesCommand() { }

    /// <summary>The next number, or the one that this wish was given before.</summary>
    public sealed record Number(string Operator, ReceiptWish Wish) : ReceiptSeriesCommand;

    /// <summary>The number stands in its order: it need not be remembered here. A repeat changes nothing.</summary>
    public sealed record Keep(ReceiptWish Wish) : ReceiptSeriesCommand;
}

public abstract record ReceiptSeriesEvent : AccountEvent
{
    private ReceiptSeriesEvent() { }

    public sealed record Numbered(string Operator, ReceiptWish Wish, long Number) : ReceiptSeriesEvent;

    public sealed record Kept(ReceiptWish Wish) : ReceiptSeriesEvent;
}

internal static class ReceiptSeriesRules
{
    public static AccountAnswer Decide(AccountDecision d, ReceiptSeriesCommand command)
    {
        var series = (ReceiptSeries?)d.Account;
        switch (command)
        {
            case ReceiptSeriesCommand.Number c:
                if (series is not null && series.Open.TryGetValue(ReceiptSeries.NameOf(c.Wish), out var given))
                {
                    return d.Done(given);
                }

                var next = (series?.Last ?? 0) + 1;
                d.Emit(new ReceiptSeriesEvent.Numbered(c.Operator, c.Wish, next));
                return d.Done(next);
            case ReceiptSeriesCommand.Keep c:
                if (series is not null && series.Open.ContainsKey(ReceiptSeries.NameOf(c.Wish)))
                {
                    d.Emit(new ReceiptSeriesEvent.Kept(c.Wish));
                }

                return d.Done();
            default:
                throw new UnreachableException($"{command.GetType().Name} has no rule.");
        }
    }
}
