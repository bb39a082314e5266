using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Accounts;

/// <summary>The auditor's own books of floats, tills and vouchers, from their events alone, in kopeks.</summary>
internal sealed class SourceBooks
{
    private readonly Dictionary<AccountKey, FloatBook> floats = [];
    private readonly Dictionary<AccountKey, TillBook> tills = [];
    private readonly Dictionary<AccountKey, VoucherBook> vouchers = [];
    private readonly Dictionary<OrderId, (long Gave, long GotBack)> orders = [];

    public long Floats => floats.Values.Sum(book => book.Balance);
    public long Commissions => floats.Values.Sum(book => book.Commissions);
    public long TillCash => tills.Values.Sum(book => book.Cash);
    public long Card => tills.Values.Sum(book => book.Card);
    public long VouchersOutstanding => vouchers.Values.Where(book => book.IsActive).Sum(book => book.Value);

    public (long Gave, long GotBack) Of(OrderId order) => orders.GetValueOrDefault(order);

    public void Take(AccountEntry entry)
    {
        switch (entry.Event)
        {
            case PartnerFloatEvent e: Take(BookOf(floats, entry.Key), e); break;
            case TillEvent e: Take(BookOf(tills, entry.Key), e); break;
            case VoucherEvent e: Take(BookOf(vouchers, entry.Key), e); break;
        }
    }

    /// <summary>The state of the engine is what the books say.</summary>
    public void Check(Account state)
    {
        switch (state)
        {
            case PartnerFloat account: Claim.Same(floats[account.Key].Balance, account.Balance.Kopeks, () => $"Float {account.Partner}"); break;
            case Till till: Claim.Same(tills[till.Key].Cash, till.Cash.Kopeks, () => $"Till {till.Place}"); break;
            case Voucher voucher:
                Claim.Same(vouchers[voucher.Key].IsActive, voucher.Status == VoucherStatus.Active, () => $"Voucher {voucher.Serial}: to be redeemed");
                Claim.That(!vouchers[voucher.Key].IsVoid || voucher.Status != VoucherStatus.Active, () => $"Voucher {voucher.Serial} was made void and is on sale.");
                break;
        }
    }

    private static T BookOf<T>(Dictionary<AccountKey, T> books, AccountKey key) where T : new() => books.TryGetValue(key, out var known) ? known : books[key] = new T();

    private void Gave(OrderId order, Money amount)
    {
        Claim.That(!orders.ContainsKey(order), () => $"Order {order} was paid twice by its source.");
        orders[order] = (amount.Kopeks, 0);
    }

    private void GotBack(OrderId order, Money amount)
    {
        Claim.That(orders.TryGetValue(order, out var sums) && sums.GotBack == 0 && amount.Kopeks <= sums.Gave, () => $"Order {order} gave back {amount}, and its source had given {orders.GetValueOrDefault(order)}.");
        orders[order] = (sums.Gave, amount.Kopeks);
    }

    private void Take(FloatBook book, PartnerFloatEvent happened)
    {
        switch (happened)
        {
            case PartnerFloatEvent.TermsSet e: (book.Limit, book.IsSuspended) = (e.CreditLimit.Kopeks, e.Suspended); break;
            case PartnerFloatEvent.Deposited e:
                book.Balance += e.Amount.Kopeks;
                Claim.That(e.Amount > Money.Zero || book.Balance >= 0, () => $"{e} pays back more than there is.");
                break;
            case PartnerFloatEvent.Taken e:
                Gave(e.Order, e.Amount);
                book.Balance -= e.Amount.Kopeks - e.Commission.Kopeks;
                book.Commissions += e.Commission.Kopeks;
                Claim.That(!book.IsSuspended && book.Balance >= -book.Limit && e.Commission.Kopeks >= 0, () => $"{e} leaves {book.Balance} with a limit of {book.Limit}.");
                break;
            case PartnerFloatEvent.GivenBack e:
                GotBack(e.Order, e.Amount);
                book.Balance += e.Amount.Kopeks - e.Commission.Kopeks;
                book.Commissions -= e.Commission.Kopeks;
                Claim.That(e.Commission.Kopeks >= 0 && e.Commission <= e.Amount, () => $"{e} has an odd commission.");
                break;
        }
    }

    private void Take(TillBook book, TillEvent happened)
    {
        switch (happened)
        {
            case TillEvent.Opened e:
                Claim.That(!book.IsOpen, () => $"{e}: it is open.");
                Claim.Same(e.Counted.Kopeks - book.Cash, e.Difference.Kopeks, () => $"{e}: the difference");
                (book.IsOpen, book.Cash) = (true, e.Counted.Kopeks);
                break;
            case TillEvent.Taken e: Gave(e.Order, e.Amount); book.Move(e.ByCard, e.Amount.Kopeks); break;
            case TillEvent.GivenBack e: GotBack(e.Order, e.Amount); book.Move(e.ByCard, -e.Amount.Kopeks); break;
            case TillEvent.CashMoved e: book.Move(byCard: false, e.Amount.Kopeks); break;
            case TillEvent.Closed e:
                Claim.Same(e.Counted.Kopeks - book.Cash, e.Difference.Kopeks, () => $"{e}: the difference");
                (book.IsOpen, book.Cash) = (false, e.Counted.Kopeks);
                break;
        }

        Claim.That(book.Cash >= 0 && (book.IsOpen || happened is TillEvent.Closed), () => $"{happened} leaves {book.Cash} in a till that is {(book.IsOpen ? "open" : "closed")}.");
    }

    private void Take(VoucherBook book, VoucherEvent happened)
    {
        Claim.That(happened switch
        {
            VoucherEvent.Issued => book.Value == 0,
            VoucherEvent.GivenBack e => book.Order == e.Order && e.Value.Kopeks == book.Value,
            VoucherEvent.VoidOnReturn e => book.Order == e.Order && !book.IsActive && !book.IsVoid,
            _ => book.IsActive,
        }, () => $"{happened}: the voucher is not in that state.");
        switch (happened)
        {
            case VoucherEvent.Issued e: (book.Value, book.IsActive) = (e.Value.Kopeks, true); break;
            case VoucherEvent.Taken e: Gave(e.Order, e.Value); (book.Order, book.IsActive) = (e.Order, false); break;
            case VoucherEvent.GivenBack e: GotBack(e.Order, e.Value); (book.Order, book.IsActive) = (default, true); break;
            case VoucherEvent.MadeVoid: (book.IsActive, book.IsVoid) = (false, true); break;
            case VoucherEvent.VoidOnReturn: book.IsVoid = true; break;
        }
    }

    private sealed class FloatBook
    {
        public long Balance { get; set; }
        public long Commissions { get; set; }
        public long Limit { get; set; }
        public bool IsSuspended { get; set; }
    }

    private sealed class TillBook
    {
        public bool IsOpen { get; set; }
        public long Cash { get; set; }
        public long Card { get; private set; }

        public void Move(bool byCard, long kopeks) => (Cash, Card) = byCard ? (Cash, Card + kopeks) : (Cash + kopeks, Card);
    }

    private sealed class VoucherBook
    {
        public long Value { get; set; }
        public bool IsActive { get; set; }
        public bool IsVoid { get; set; }
        public OrderId Order { get; set; }
    }
}
