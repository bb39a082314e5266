using System.Diagnostics;
using Kopek.Core.Counter;
using Kopek.Core.Mandates;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Accounts;

/// <summary>
/// When an account is at rest: nothing about it goes on by itself or by the clock, and it changes only if somebody comes with a wish (a refund, a chargeback,
/// a voucher's PIN). It is as much there as before; only nobody need keep it at hand.
/// </summary>
public static class AccountRest
{
    /// <summary>From then on, as it stands now: <see cref="Moment.Beginning"/> where it is already, <see cref="Moment.Never"/> where something must happen first.</summary>
    public static Moment From(Account account) => account switch
    {
        TopUpOrder order => TopUpSteps.RestsFrom(order),
        // Sold or not, used or not: it waits for its PIN, and most wait for months.
        Voucher => Moment.Beginning,
        // Nobody asks for it but who repeats a request, or voids it.
        VoucherBatch => Moment.Beginning,
        // One for a brand, partner, drawer or line, and asked all day.
        ReceiptSeries or PartnerFloat or Till or Mandate => Moment.Never,
        _ => throw new UnreachableException($"{account?.GetType().Name} has no rule of rest."),
    };
}
