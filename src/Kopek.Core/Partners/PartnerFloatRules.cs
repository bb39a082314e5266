using System.Diagnostics;
using Kopek.Core.Accounts;

namespace Kopek.Core.Partners;

/// <summary>What a partner's float pays, gets back and keeps.</summary>
public static class PartnerFloatRules
{
    public const int MostBasisPoints = 5_000;
    private const int BasisPoints = 10_000;
    private static readonly Money most = Money.FromRubles(1_000_000_000);

    internal static AccountAnswer Decide(AccountDecision d, PartnerFloatCommand command)
    {
        var account = (PartnerFloat?)d.Account;
        return command switch
        {
            PartnerFloatCommand.SetTerms c => SetTerms(d, account, c),
            _ when account is null => d.Refused(AccountRefusal.Unknown),
            PartnerFloatCommand.Deposit c => Deposit(d, account, c),
            PartnerFloatCommand.Take c => Take(d, account, c),
            PartnerFloatCommand.GiveBack c => GiveBack(d, account, c),
            PartnerFloatCommand.Settle c => Settle(d, account, c),
            _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
        };
    }

    /// <summary>The partner's part of a top-up, rounded down to the kopek: the rest is ours.</summary>
    public static Money CommissionOf(Money amount, int basisPoints) => new((long)((Int128)amount.Kopeks * basisPoints / BasisPoints));

    /// <summary>The commission of a part of an order, rounded down; all of it for the whole.</summary>
    internal static Money PartOf(Money commission, Money part, Money whole) =>
        whole.IsZero ? Money.Zero : new Money((long)((Int128)commission.Kopeks * part.Kopeks / whole.Kopeks));

    private static AccountAnswer SetTerms(AccountDecision d, PartnerFloat? account, PartnerFloatCommand.SetTerms c)
    {
        if (c.CreditLimit.IsNegative || c.CommissionBasisPoints < 0)
        {
            return d.Refused(AccountRefusal.AmountBelowMinimum);
        }

        if (c.CreditLimit > most || c.CommissionBasisPoints > MostBasisPoints)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, most);
        }

        var same = account is not null
            && (account.CreditLimit, account.CommissionBasisPoints, account.Suspended) == (c.CreditLimit, c.CommissionBasisPoints, c.Suspended);
        if (!same)
        {
            d.Emit(new PartnerFloatEvent.TermsSet(account?.Partner ?? c.Partner, c.CreditLimit, c.CommissionBasisPoints, c.Suspended));
        }

        return d.Done();
    }

    private static AccountAnswer Deposit(AccountDecision d, PartnerFloat account, PartnerFloatCommand.Deposit c)
    {
        if (account.Deposits.Find(deposit => deposit.Id == c.Id) is { } known)
        {
            return known.Amount == c.Amount ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (c.Amount.IsZero || (c.Amount.IsNegative && account.Balance < -c.Amount))
        {
            return d.Refused(AccountRefusal.AmountBelowMinimum, Money.Min(Money.Zero, -account.Balance));
        }

        if (c.Amount > most || account.Balance > most - c.Amount)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, most);
        }

        d.Emit(new PartnerFloatEvent.Deposited(c.Id, c.Amount));
        return d.Done();
    }

    private static AccountAnswer Take(AccountDecision d, PartnerFloat account, PartnerFloatCommand.Take c)
    {
        if (account.Held.TryGetValue(c.Order.ToString(), out var held))
        {
            return held.Amount == c.Amount ? d.Done() : d.Refused(AccountRefusal.Conflict);
        }

        if (account.Suspended)
        {
            return d.Refused(AccountRefusal.Suspended);
        }

        if (c.Amount <= Money.Zero || c.Amount > most)
        {
            return d.Refused(c.Amount > most ? AccountRefusal.AmountAboveMaximum : AccountRefusal.AmountBelowMinimum);
        }

        var commission = c.Commission ?? CommissionOf(c.Amount, account.CommissionBasisPoints);
        if (commission.IsNegative || commission > c.Amount)
        {
            return d.Refused(AccountRefusal.AmountAboveMaximum, c.Amount);
        }

        if (account.Available < c.Amount - commission)
        {
            return d.Refused(AccountRefusal.OutOfFunds, c.Amount - commission - account.Available);
        }

        d.Emit(new PartnerFloatEvent.Taken(c.Order, c.Amount, commission) { OwnedBy = c.Operator });
        return d.Done();
    }

    private static AccountAnswer GiveBack(AccountDecision d, PartnerFloat account, PartnerFloatCommand.GiveBack c)
    {
        if (c.Amount <= Money.Zero)
        {
            return d.Refused(AccountRefusal.AmountBelowMinimum, new Money(1));
        }

        if (account.Held.TryGetValue(c.Order.ToString(), out var held))
        {
            // A part of it, where the rest was spent, with its part of the commission.
            d.Emit(new PartnerFloatEvent.GivenBack(c.Order, c.Amount, PartOf(held.Commission, c.Amount, held.Amount)) { OwnedBy = c.Operator });
        }
        else if (!account.Deposits.Exists(deposit => deposit.Id == c.Order))
        {
            var commission = c.Commission ?? CommissionOf(c.Amount, account.CommissionBasisPoints);
            d.Emit(new PartnerFloatEvent.GivenBack(c.Order, c.Amount, commission) { OwnedBy = c.Operator });
        }

        return d.Done();
    }

    private static AccountAnswer Settle(AccountDecision d, PartnerFloat account, PartnerFloatCommand.Settle c)
    {
        if (account.Held.ContainsKey(c.Order.ToString()))
        {
            d.Emit(new PartnerFloatEvent.Settled(c.Order));
        }

        return d.Done();
    }
}
