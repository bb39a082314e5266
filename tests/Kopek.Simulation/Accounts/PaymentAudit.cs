using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Payments;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// Money in, accounted for from three sides that know nothing of each other: the orders' own events, what floats, tills, vouchers and lines gave and got, and what
/// the provider says it took. In mid-world who gave is ahead of who was told; at the end all are one, to the kopek.
/// </summary>
internal sealed class PaymentAudit(SimulatedProvider provider, PaymentDesk desk, Tally tally)
{
    public void Check(List<JournalEntry> entries, bool isOver)
    {
        var orders = new Dictionary<OrderId, OrderBooks>();
        var sources = new SourceBooks();
        var receipts = new ReceiptBooks();
        var batches = new BatchBooks();
        foreach (var entry in entries)
        {
            if (entry.Event is AccountEntry { Event: TopUpOrderEvent happened } account)
            {
                var book = orders.TryGetValue(account.Key.Id, out var known) ? known : orders[account.Key.Id] = new OrderBooks(account.Key.Id);
                book.Take(entry.At, happened);
                receipts.Take(account.Key.Id, happened);
                tally.Count($"audit: order {happened.GetType().Name}");
            }
            else if (entry.Event is AccountEntry other)
            {
                sources.Take(other);
                receipts.Take(other);
                batches.Take(other);
                if (other.Event is VoucherEvent voucher)
                {
                    tally.Count($"audit: voucher {voucher.GetType().Name}");
                }
            }
        }

        var moves = new LineMoves(orders.Keys);
        foreach (var entry in entries)
        {
            if (entry.Event is LineEvent happened)
            {
                moves.Take(happened);
            }
        }

        var truth = provider.Payments.ToLookup(payment => payment.Key[..32]);
        foreach (var order in orders.Values)
        {
            CheckOrder(order, sources, moves, [.. truth[order.Id.ToString()]], isOver);
        }

        CheckLedger(entries, orders.Values, sources, isOver);
        receipts.Check(isOver);
        batches.Check(isOver);
        CheckTold(entries);
        Claim.That(!isOver || provider.Payments.All(payment => orders.ContainsKey(OrderOf(payment))), () => "A payment was made that no order asked for.");
    }

    private static OrderId OrderOf(ProviderPayment payment) => OrderId.TryParse(payment.Key.AsSpan(0, 32), out var id) ? id : default;

    private static void CheckOrder(OrderBooks order, SourceBooks sources, LineMoves moves, List<ProviderPayment> payments, bool isOver)
    {
        // Who gives does so before the order is told; who is given back to, too.
        void Ahead(long given, long told, string what)
        {
            Claim.That(given >= told, () => $"{order}: {what} {given}, and the order says {told}.");
            Claim.That(!isOver || given == told, () => $"{order}: {what} {given} at the end of the world, and the order says {told}.");
        }

        var (gave, gotBack) = order.Way switch
        {
            PaymentWay.Provider => (payments.Sum(payment => payment.Taken.Kopeks), payments.SelectMany(payment => payment.Refunds).Where(refund => refund.Status == PaymentStatus.Succeeded).Sum(refund => refund.Amount.Kopeks)),
            PaymentWay.Transfer => (moves.Of(order.Id, LineAskedFor.Payment), moves.Of(order.Id, LineAskedFor.Refund)),
            _ => sources.Of(order.Id),
        };
        Ahead(gave, order.Taken, "its source gave");
        Ahead(gotBack, order.Refunded, "its source got back");
        Ahead(moves.Of(order.Id, LineAskedFor.Credit) + moves.Of(order.Id, LineAskedFor.CreditWithPack), order.Credited, "the line was credited");
        Ahead(moves.Of(order.Id, LineAskedFor.TakeBack), order.Back, "the line gave back");
        Ahead(moves.Of(order.Id, LineAskedFor.Move), order.Moved, "the line that was meant got");
        Ahead(payments.Sum(payment => payment.ChargedBack.Kopeks), order.Chargeback, "the bank took back");
        Ahead(moves.Of(order.Id, LineAskedFor.ChargeBack), order.ChargebackFromLine, "the line was charged back");
        Claim.That(!isOver || order.UnderWay == 0 || order.NeedsPerson, () => $"{order}: {order.UnderWay} is under way at the end of the world, and nobody is asked to look.");
        Claim.That(!isOver || order.Chargeback == 0 || order.Credited == 0 || order.Refunded > 0 || order.ChargebackFromLine > 0 || order.NeedsPerson, () => $"{order}: {order.Chargeback} was charged back and no line knows of it.");
        Claim.That(!isOver || order.IsAtRest || order.NeedsPerson, () => $"{order} is at the end of the world neither over nor a person's business.");
    }

    private static void CheckLedger(List<JournalEntry> entries, IEnumerable<OrderBooks> orders, SourceBooks sources, bool isOver)
    {
        var ledger = new Dictionary<LedgerAccount, long>();
        foreach (var posting in entries.SelectMany(entry => entry.Event switch { LineEvent e => Postings.Of(e), AccountEntry e => AccountPostings.Of(e.Event), _ => [] }))
        {
            Claim.That(posting.Amount > Money.Zero, () => $"{posting} moves nothing, or backwards.");
            ledger[posting.Debit] = ledger.GetValueOrDefault(posting.Debit) + posting.Amount.Kopeks;
            ledger[posting.Credit] = ledger.GetValueOrDefault(posting.Credit) - posting.Amount.Kopeks;
        }

        long Held(LedgerAccount account) => ledger.GetValueOrDefault(account);
        Claim.Same(0, ledger.Values.Sum(), () => "Sum of all accounts");
        Claim.Same(orders.Where(order => order.Way == PaymentWay.Provider).Sum(order => order.Taken - order.Refunded - order.Chargeback), Held(LedgerAccount.ProviderClearing), () => "What providers hold for us");
        Claim.Same(-sources.Floats, Held(LedgerAccount.PartnerFloats), () => "Floats");
        Claim.Same(sources.Commissions, Held(LedgerAccount.PartnerCommissions), () => "Commissions");
        Claim.Same(sources.TillCash, Held(LedgerAccount.TillCash), () => "Cash in tills");
        Claim.Same(sources.Card, Held(LedgerAccount.CardTerminals), () => "Card terminals");
        Claim.Same(-sources.VouchersOutstanding, Held(LedgerAccount.VouchersOutstanding), () => "Vouchers outstanding");
        if (isOver)
        {
            Claim.Same(orders.Sum(order => order.Chargeback - order.ChargebackFromLine), Held(LedgerAccount.ChargebacksReceivable), () => "Chargebacks that no line bears");
            Claim.Same(-orders.Sum(order => order.UnderWay), Held(LedgerAccount.PaymentsInTransit), () => "Payments in transit against what is under way");
        }
    }

    /// <summary>Whoever was shown an order saw a state that it had, and that was durable then.</summary>
    private void CheckTold(List<JournalEntry> entries)
    {
        var since = new Dictionary<TopUpOrder, long>();
        var states = new Dictionary<AccountKey, TopUpOrder>();
        foreach (var entry in entries)
        {
            if (entry.Event is AccountEntry { Event: TopUpOrderEvent } account)
            {
                var state = (TopUpOrder)AccountState.Apply(states.GetValueOrDefault(account.Key), account.Key, entry.At, account.Event);
                states[account.Key] = state;
                since.TryAdd(state, entry.Sequence);
            }
        }

        foreach (var told in desk.Told)
        {
            Claim.That(since.TryGetValue(told.Order, out var sequence) && sequence <= told.DurableThrough,
                () => $"{told.Order} was shown when its shard was durable through {told.DurableThrough}, and it did not look so by then.");
        }
    }
}
