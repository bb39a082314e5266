using System.Diagnostics;
using Kopek.Core.Counter;
using Kopek.Core.Mandates;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Accounts;

/// <summary>Which rule decides which command. A command for another kind of account than the key names is a bug of its sender.</summary>
public static class AccountRules
{
    public static AccountAnswer Decide(AccountDecision d, AccountCommand command)
    {
        ArgumentNullException.ThrowIfNull(d);
        return (d.Key.Kind, command) switch
        {
            (AccountKind.TopUpOrder, TopUpOrderCommand c) => TopUpOrderRules.Decide(d, c),
            (AccountKind.ReceiptSeries, ReceiptSeriesCommand c) => ReceiptSeriesRules.Decide(d, c),
            (AccountKind.PartnerFloat, PartnerFloatCommand c) => PartnerFloatRules.Decide(d, c),
            (AccountKind.Till, TillCommand c) => TillRules.Decide(d, c),
            (AccountKind.Voucher, VoucherCommand c) => VoucherRules.Decide(d, c),
            (AccountKind.VoucherBatch, VoucherBatchCommand c) => VoucherBatchRules.Decide(d, c),
            (AccountKind.Mandate, MandateCommand c) => MandateRules.Decide(d, c),
            _ => throw new UnreachableException($"{command?.GetType().Name} has no rule for a {d.Key.Kind}."),
        };
    }
}

/// <summary>What each event makes of an account. Never fails on what the rules decided.</summary>
public static class AccountState
{
    public static Account Apply(Account? account, AccountKey key, Moment at, AccountEvent happened)
    {
        var next = happened switch
        {
            TopUpOrderEvent e => TopUpOrderState.Apply((TopUpOrder?)account, key, at, e),
            ReceiptSeriesEvent e => ReceiptSeries.Apply((ReceiptSeries?)account, key, e),
            PartnerFloatEvent e => PartnerFloatState.Apply((PartnerFloat?)account, key, e),
            TillEvent e => TillState.Apply((Till?)account, key, at, e),
            VoucherEvent e => (Account)VoucherState.Apply((Voucher?)account, key, e),
            VoucherBatchEvent e => VoucherBatchState.Apply((VoucherBatch?)account, key, e),
            MandateEvent e => MandateState.Apply((Mandate?)account, key, at, e),
            _ => throw new UnreachableException($"{happened?.GetType().Name} has no Apply."),
        };
        return next with { At = at };
    }
}
