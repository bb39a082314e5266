using System.Collections.Immutable;
using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;

namespace Kopek.Core.Partners;

/// <summary>
/// What a selling partner has with us: prepaid money, or a credit limit, or both. Top-ups are taken out of it less the partner's commission.
/// </summary>
/// <param name="Balance">May be negative, down to the credit limit.</param>
/// <param name="CommissionBasisPoints">Hundredths of a percent of each top-up that the partner keeps; 0-5000.</param>
/// <param name="Held">Taken for orders that are under way: what is given back again.</param>
/// <param name="Deposits">The newest money that came in or back, by its id, so that the same sent twice counts once.</param>
public sealed record PartnerFloat(AccountKey Key, string Partner, Money Balance, Money CreditLimit, int CommissionBasisPoints, bool Suspended,
    ImmutableDictionary<string, FloatHold> Held, ImmutableList<FloatDeposit> Deposits) : Account(Key)
{
    public override string? OwnedBy => null;

    /// <summary>What a new top-up may cost at most.</summary>
    public Money Available => Balance + CreditLimit;
}

public sealed record FloatHold(Money Amount, Money Commission);

public sealed record FloatDeposit(OrderId Id, Money Amount);

public abstract record PartnerFloatCommand : AccountCommand
{
    private PartnerFloatCommand() { }

    /// <summary>Makes the account, or changes its terms. <paramref name="Partner"/>: its stable code.</summary>
    public sealed record SetTerms(string Partner, Money CreditLimit, int CommissionBasisPoints, bool Suspended) : PartnerFloatCommand;

    /// <summary>The partner paid us. Negative: we paid back to the partner, never more than there is.</summary>
    public sealed record Deposit(OrderId Id, Money Amount) : PartnerFloatCommand;

    /// <summary>Pays for an order: its amount less the commission leaves the float. <paramref name="Operator"/>: the line's, whose books it belongs to.</summary>
    public sealed record Take(OrderId Order, Money Amount, string Operator = "") : PartnerFloatCommand
    {
        /// <summary>As the order was quoted; null: by the terms of now.</summary>
        public Money? Commission { get; init; }
    }

    /// <summary>The order brought nothing, or its money was taken off the line again: it comes back less the commission, once for an order.</summary>
    public sealed record GiveBack(OrderId Order, Money Amount, string Operator = "") : PartnerFloatCommand
    {
        /// <summary>The part of the commission that belongs to the amount, as the order was quoted; null: by the terms of now.</summary>
        public Money? Commission { get; init; }
    }

    /// <summary>The order is done with: it need not be remembered here.</summary>
    public sealed record Settle(OrderId Order) : PartnerFloatCommand;
}

public abstract record PartnerFloatEvent : AccountEvent
{
    private PartnerFloatEvent() { }

    public sealed record TermsSet(string Partner, Money CreditLimit, int CommissionBasisPoints, bool Suspended) : PartnerFloatEvent;

    public sealed record Deposited(OrderId Id, Money Amount) : PartnerFloatEvent;

    /// <param name="Amount">What the line's holder gets; the float falls by this less the commission.</param>
    public sealed record Taken(OrderId Order, Money Amount, Money Commission) : PartnerFloatEvent;

    public sealed record GivenBack(OrderId Order, Money Amount, Money Commission) : PartnerFloatEvent;

    public sealed record Settled(OrderId Order) : PartnerFloatEvent;
}

internal static class PartnerFloatState
{
    /// <summary>Deposits remembered by id: far more than a partner sends before it has our answers.</summary>
    public const int MostDeposits = 1_000;

    public static PartnerFloat Apply(PartnerFloat? account, AccountKey key, PartnerFloatEvent happened) => happened switch
    {
        PartnerFloatEvent.TermsSet e when account is null => new PartnerFloat(key, e.Partner, Money.Zero, e.CreditLimit, e.CommissionBasisPoints, e.Suspended, [], []),
        PartnerFloatEvent.TermsSet e => account with { CreditLimit = e.CreditLimit, CommissionBasisPoints = e.CommissionBasisPoints, Suspended = e.Suspended },
        PartnerFloatEvent.Deposited e => Remember(account! with { Balance = account.Balance + e.Amount }, new FloatDeposit(e.Id, e.Amount)),
        PartnerFloatEvent.Taken e => account! with
        {
            Balance = account.Balance - (e.Amount - e.Commission),
            Held = account.Held.SetItem(e.Order.ToString(), new FloatHold(e.Amount, e.Commission)),
        },
        PartnerFloatEvent.GivenBack e => Remember(
            account! with { Balance = account.Balance + (e.Amount - e.Commission), Held = account.Held.Remove(e.Order.ToString()) }, new FloatDeposit(e.Order, e.Amount)),
        PartnerFloatEvent.Settled e => account! with { Held = account.Held.Remove(e.Order.ToString()) },
        _ => throw new UnreachableException(),
    };

    private static PartnerFloat Remember(PartnerFloat account, FloatDeposit deposit)
    {
        var deposits = account.Deposits.Add(deposit);
        return account with { Deposits = deposits.Count > MostDeposits ? deposits.RemoveAt(0) : deposits };
    }
}
