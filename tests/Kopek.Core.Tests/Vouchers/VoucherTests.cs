using CsCheck;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.Tests.Properties;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Tests.Vouchers;

public sealed class VoucherTests
{
    private static readonly AccountKey key = new(AccountKind.Voucher, NamedKey.Of("voucher:1"));
    private readonly AccountBench bench = new();

    [Fact]
    public void The_attempt_that_won_may_ask_again_and_every_other_is_too_late()
    {
        Issue();
        Assert.True(Take(1).IsDone);
        Assert.True(Take(1).IsDone);
        Assert.Empty(bench.Last);
        Assert.Equal(AccountRefusal.AlreadyUsed, Take(2).Refused);
    }

    [Fact]
    public void One_made_void_while_an_order_has_it_stays_used_and_is_void_if_it_comes_back()
    {
        Issue();
        Take(1);
        Assert.True(MakeVoid().IsDone);
        Assert.Single(bench.Last);
        Assert.True(MakeVoid().IsDone);
        Assert.Empty(bench.Last);

        Assert.True(Take(1).IsDone);
        Assert.Equal(AccountRefusal.AlreadyUsed, Take(2).Refused);
        Assert.Equal(VoucherStatus.Redeemed, Voucher.Status);
        Assert.Equal(-50_000, bench.Ledger(LedgerAccount.PaymentsInTransit));

        bench.Do(key, new VoucherCommand.GiveBack(AccountBench.Order(2)));
        Assert.Empty(bench.Last);
        Assert.True(bench.Do(key, new VoucherCommand.GiveBack(AccountBench.Order(1))).IsDone);
        Assert.Equal(VoucherStatus.Void, Voucher.Status);
        Assert.Equal(AccountRefusal.Unknown, Take(1).Refused);
        Assert.Equal(0, bench.Ledger(LedgerAccount.VouchersOutstanding));
        Assert.Equal(0, bench.Ledger(LedgerAccount.PaymentsInTransit));
        Assert.Equal(0, bench.Ledger(LedgerAccount.VoucherSales));
        Assert.True(bench.Do(key, new VoucherCommand.GiveBack(AccountBench.Order(1))).IsDone);
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void A_voucher_whose_order_brought_nothing_may_be_used_again()
    {
        Issue();
        Take(1);
        Assert.True(bench.Do(key, new VoucherCommand.GiveBack(AccountBench.Order(1))).IsDone);
        Assert.True(Take(2).IsDone);
        bench.Do(key, new VoucherCommand.GiveBack(AccountBench.Order(1)));
        Assert.Empty(bench.Last);
        Assert.Equal((VoucherStatus.Redeemed, AccountBench.Order(2)), (Voucher.Status, Voucher.Order));
    }

    [Theory]
    [InlineData(-1, AccountRefusal.None)]
    [InlineData(0, AccountRefusal.Expired)]
    public void It_can_be_redeemed_until_it_expires(int millisecond, AccountRefusal refused)
    {
        Issue();
        bench.Now = Voucher.ExpiresAt + TimeSpan.FromMilliseconds(millisecond);
        Assert.Equal(refused, Take(1).Refused);
    }

    [Theory]
    [InlineData(49_999, AccountRefusal.Conflict)]
    [InlineData(50_000, AccountRefusal.None)]
    [InlineData(50_001, AccountRefusal.Conflict)]
    public void It_pays_for_an_order_of_its_value_and_for_no_other(long kopeks, AccountRefusal refused)
    {
        Issue();
        Assert.Equal(refused, bench.Do(key, new VoucherCommand.Take(AccountBench.Order(1), "KDR", new Money(kopeks))).Refused);
    }

    [Fact]
    public void It_is_of_no_use_for_another_operator_when_it_is_void_or_was_never_printed()
    {
        Assert.Equal(AccountRefusal.Unknown, Take(1).Refused);
        Issue();
        Assert.Equal(AccountRefusal.OtherOperator, bench.Do(key, new VoucherCommand.Take(AccountBench.Order(1), "BRZ", new Money(50_000))).Refused);
        Assert.True(MakeVoid().IsDone);
        Assert.Equal(AccountRefusal.Unknown, Take(1).Refused);
        Assert.Equal(0, bench.Ledger(LedgerAccount.VouchersOutstanding));
    }

    [Fact]
    public void It_is_printed_once()
    {
        Issue();
        Issue();
        Assert.Empty(bench.Last);
        Assert.Equal(AccountRefusal.Conflict, bench.Do(key, new VoucherCommand.Issue("spring", 8, "KDR", new Money(50_000), Moment.Never)).Refused);
        Assert.Equal(AccountRefusal.AmountBelowMinimum, bench.Do(new AccountKey(AccountKind.Voucher, 1, 1), new VoucherCommand.Issue("spring", 8, "KDR", Money.Zero, Moment.Never)).Refused);
    }

    [Fact]
    public void However_commands_come_its_value_is_given_out_once_at_a_time() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4]).Array[1, 40].Sample(
            steps =>
            {
                var some = new AccountBench();
                some.Do(key, new VoucherCommand.Issue("spring", 7, "KDR", new Money(50_000), Moment.Never));
                var isVoided = false;
                foreach (var (deed, order) in steps)
                {
                    isVoided |= deed == 3;
                    some.Do(key, deed switch
                    {
                        0 or 1 => new VoucherCommand.Take(AccountBench.Order(order), "KDR", new Money(50_000)),
                        2 => new VoucherCommand.GiveBack(AccountBench.Order(order)),
                        _ => new VoucherCommand.MakeVoid(),
                    });
                    var status = some.Get<Voucher>(key).Status;
                    Assert.False(isVoided && status == VoucherStatus.Active);
                    Assert.Equal(status == VoucherStatus.Active ? -50_000 : 0, some.Ledger(LedgerAccount.VouchersOutstanding));
                    Assert.Equal(status == VoucherStatus.Redeemed ? -50_000 : 0, some.Ledger(LedgerAccount.PaymentsInTransit));
                }
            }, iter: Long.Iterations(300));

    private Voucher Voucher => bench.Get<Voucher>(key);

    private void Issue() => Assert.True(bench.Do(key, new VoucherCommand.Issue("spring", 7, "KDR", new Money(50_000), bench.Now + TimeSpan.FromDays(365))).IsDone);

    private AccountAnswer MakeVoid() => bench.Do(key, new VoucherCommand.MakeVoid());

    private AccountAnswer Take(int order) => bench.Do(key, new VoucherCommand.Take(AccountBench.Order(order), "KDR", new Money(50_000)));
}
