using System.Collections.Immutable;
using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;

namespace Kopek.Core.Counter;

/// <summary>
/// One till of a shop: who works at it, the cash that should be in it, and what was taken for orders since it was opened. What a count finds too much or too
/// little is booked by itself and shown, never absorbed.
/// </summary>
/// <param name="Place">Code of the till ("msk-1").</param>
/// <param name="Clerk">Opaque id of who opened it; empty while closed.</param>
/// <param name="Shift">Counts openings from 1.</param>
/// <param name="Cash">Should be in the drawer.</param>
/// <param name="Card">Taken by card terminal in this shift.</param>
/// <param name="Takings">Orders of this shift and the one before, by id: so that the same one sent twice counts once. What was given back stays.</param>
public sealed record Till(AccountKey Key, string Place, string Operator, string Clerk, int Shift, Money Cash, Money Card,
    ImmutableDictionary<string, TillTaking> Takings, ImmutableList<TillCount> Counts) : Account(Key)
{
    public override string? OwnedBy => Operator;

    public bool IsOpen => Clerk.Length > 0;
}

/// <param name="Amount">Negative where money was paid out.</param>
public sealed record TillTaking(Money Amount, bool ByCard, bool GivenBack, int Shift);

/// <summary>A close of the till: what should have been there and what was counted.</summary>
public sealed record TillCount(int Shift, string Clerk, Moment At, Money Expected, Money Counted, Money Card);

public abstract record TillCommand : AccountCommand
{
    private TillCommand() { }

    /// <summary>
    /// A clerk counts the drawer and begins. The first opening makes the till. <paramref name="Shift"/>: the one that begins, so that a copy which comes late does
    /// not open a till again that was closed meanwhile.
    /// </summary>
    public sealed record Open(string Place, string Operator, string Clerk, int Shift, Money Counted) : TillCommand;

    /// <summary>Money for an order went into the drawer or through the terminal. The clerk must be the one at the till.</summary>
    public sealed record Take(OrderId Order, string Clerk, Money Amount, bool ByCard) : TillCommand;

    /// <summary>The order brought nothing, or is refunded: the money is paid out the way it came.</summary>
    public sealed record GiveBack(OrderId Order, Money Amount, bool ByCard) : TillCommand;

    /// <summary>Cash is brought from (positive) or to (negative) the safe or the bank.</summary>
    public sealed record MoveCash(OrderId Id, string Clerk, Money Amount) : TillCommand;

    /// <summary>The clerk counts the drawer and ends. A repeat of the same count changes nothing.</summary>
    public sealed record Close(string Clerk, int Shift, Money Counted) : TillCommand;
}

public abstract record TillEvent : AccountEvent
{
    private TillEvent() { }

    /// <param name="Difference">Counted less what the last close left.</param>
    public sealed record Opened(string Place, string Operator, string Clerk, int Shift, Money Counted, Money Difference) : TillEvent;

    public sealed record Taken(OrderId Order, Money Amount, bool ByCard) : TillEvent;

    public sealed record GivenBack(OrderId Order, Money Amount, bool ByCard) : TillEvent;

    public sealed record CashMoved(OrderId Id, Money Amount) : TillEvent;

    public sealed record Closed(string Clerk, int Shift, Money Counted, Money Difference) : TillEvent;
}

internal static class TillState
{
    /// <summary>Closes shown with a till; older ones are in the journal.</summary>
    public const int MostCounts = 60;

    public static Till Apply(Till? till, AccountKey key, Moment at, TillEvent happened) => happened switch
    {
        TillEvent.Opened e => (till ?? new Till(key, e.Place, e.Operator, "", 0, Money.Zero, Money.Zero, [], [])) with
        {
            Clerk = e.Clerk,
            Shift = e.Shift,
            Cash = e.Counted,
            Card = Money.Zero,
            Takings = till is null ? [] : till.Takings.RemoveRange(till.Takings.Where(taking => !taking.Value.GivenBack && taking.Value.Shift < till.Shift).Select(taking => taking.Key)),
        },
        TillEvent.Taken e => Take(till!, e.Order, new TillTaking(e.Amount, e.ByCard, GivenBack: false, till!.Shift), e.Amount),
        TillEvent.GivenBack e => Take(till!, e.Order, new TillTaking(till!.Takings.TryGetValue(e.Order.ToString(), out var taking) ? taking.Amount : Money.Zero, e.ByCard, GivenBack: true, till.Shift), -e.Amount),
        TillEvent.CashMoved e => Take(till!, e.Id, new TillTaking(e.Amount, ByCard: false, GivenBack: false, till!.Shift), e.Amount),
        TillEvent.Closed e => Close(till!, at, e),
        _ => throw new UnreachableException(),
    };

    private static Till Take(Till till, OrderId id, TillTaking taking, Money change) => till with
    {
        Cash = taking.ByCard ? till.Cash : till.Cash + change,
        Card = taking.ByCard ? till.Card + change : till.Card,
        Takings = till.Takings.SetItem(id.ToString(), taking),
    };

    private static Till Close(Till till, Moment at, TillEvent.Closed e)
    {
        var counts = till.Counts.Add(new TillCount(e.Shift, e.Clerk, at, till.Cash, e.Counted, till.Card));
        return till with { Clerk = "", Cash = e.Counted, Counts = counts.Count > MostCounts ? counts.RemoveAt(0) : counts };
    }
}
