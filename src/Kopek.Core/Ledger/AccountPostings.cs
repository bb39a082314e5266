using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Ledger;

/// <summary>Which postings an account's event is. What lines give and take is in their own events.</summary>
public static class AccountPostings
{
    /// <summary>None where no money moves; amounts are positive.</summary>
    public static IEnumerable<Posting> Of(AccountEvent happened) => Written(happened)
        .Where(posting => !posting.Amount.IsZero)
        .Select(posting => posting.Amount.IsNegative ? new Posting(posting.Credit, posting.Debit, -posting.Amount) : posting);

    private static Posting[] Written(AccountEvent happened) => happened switch
    {
        TopUpOrderEvent.PaymentTaken { AtProvider: true } e => [new(LedgerAccount.ProviderClearing, LedgerAccount.PaymentsInTransit, e.Amount)],
        TopUpOrderEvent.RefundDone { AtProvider: true } e => [new(LedgerAccount.PaymentsInTransit, LedgerAccount.ProviderClearing, e.Amount)],
        TopUpOrderEvent.ChargebackSeen e => [new(LedgerAccount.ChargebacksReceivable, LedgerAccount.ProviderClearing, e.Amount)],
        PartnerFloatEvent.Deposited e => [new(LedgerAccount.PartnerPayments, LedgerAccount.PartnerFloats, e.Amount)],
        PartnerFloatEvent.Taken e => FromFloat(e.Amount, e.Commission),
        PartnerFloatEvent.GivenBack e => FromFloat(-e.Amount, -e.Commission),
        TillEvent.Opened e => [new(LedgerAccount.TillCash, LedgerAccount.CashDifferences, e.Difference)],
        TillEvent.Taken e => [new(Drawer(e.ByCard), LedgerAccount.PaymentsInTransit, e.Amount)],
        TillEvent.GivenBack e => [new(LedgerAccount.PaymentsInTransit, Drawer(e.ByCard), e.Amount)],
        TillEvent.CashMoved e => [new(LedgerAccount.TillCash, LedgerAccount.CashInSafe, e.Amount)],
        TillEvent.Closed e => [new(LedgerAccount.TillCash, LedgerAccount.CashDifferences, e.Difference)],
        VoucherEvent.Issued e => [new(LedgerAccount.VoucherSales, LedgerAccount.VouchersOutstanding, e.Value)],
        VoucherEvent.Taken e => [new(LedgerAccount.VouchersOutstanding, LedgerAccount.PaymentsInTransit, e.Value)],
        VoucherEvent.GivenBack e => [new(LedgerAccount.PaymentsInTransit, LedgerAccount.VouchersOutstanding, e.Value)],
        VoucherEvent.MadeVoid e => [new(LedgerAccount.VouchersOutstanding, LedgerAccount.VoucherSales, e.Value)],
        _ => [],
    };

    private static Posting[] FromFloat(Money amount, Money commission) =>
    [
        new(LedgerAccount.PartnerFloats, LedgerAccount.PaymentsInTransit, amount - commission),
        new(LedgerAccount.PartnerCommissions, LedgerAccount.PaymentsInTransit, commission),
    ];

    private static LedgerAccount Drawer(bool byCard) => byCard ? LedgerAccount.CardTerminals : LedgerAccount.TillCash;
}
