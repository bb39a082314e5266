using CsCheck;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Partners;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Partners;

public sealed class PartnerFloatTests
{
    private static readonly AccountKey key = new(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));
    private readonly AccountBench bench = new();

    [Fact]
    public void Nothing_can_be_said_to_a_float_that_does_not_exist()
    {
        Assert.Equal(AccountRefusal.Unknown, bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(1))).Refused);
        Assert.Equal(AccountRefusal.Unknown, bench.Do(key, new PartnerFloatCommand.Deposit(AccountBench.Order(1), new Money(1))).Refused);
    }

    [Theory]
    [InlineData(100_000, 0, true)]
    [InlineData(100_001, 1, false)]
    public void A_top_up_may_cost_all_that_is_there_and_not_a_kopek_more(long kopeks, long missing, bool paid)
    {
        Begin(limit: 20_000, basisPoints: 0, deposit: 80_000);
        var answer = bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(kopeks)));
        Assert.Equal((paid, new Money(missing)), (answer.IsDone, answer.Limit));
        Assert.Equal(paid ? -20_000 : 80_000, Float.Balance.Kopeks);
    }

    [Fact]
    public void The_commission_is_rounded_down_and_stays_with_the_partner()
    {
        Begin(limit: 0, basisPoints: 250, deposit: 100_000);
        bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(10_039)));
        Assert.Equal(new Money(250), bench.Happened<PartnerFloatEvent.Taken>().Commission);
        Assert.Equal(100_000 - 10_039 + 250, Float.Balance.Kopeks);
        Assert.Equal(250, bench.Ledger(LedgerAccount.PartnerCommissions));
        Assert.Equal(-10_039, bench.Ledger(LedgerAccount.PaymentsInTransit));
    }

    [Fact]
    public void The_same_order_is_paid_once_and_another_sum_for_it_is_a_conflict()
    {
        Begin(limit: 0, basisPoints: 100, deposit: 100_000);
        Assert.True(bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(500))).IsDone);
        Assert.True(bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(500))).IsDone);
        Assert.Empty(bench.Last);
        Assert.Equal(AccountRefusal.Conflict, bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(501))).Refused);
    }

    [Theory]
    [InlineData(10_000, 250)]
    [InlineData(4_000, 100)]
    [InlineData(1, 0)]
    public void What_comes_back_comes_back_with_its_part_of_the_commission_whatever_the_terms_are_by_then(long kopeks, long commission)
    {
        Begin(limit: 0, basisPoints: 250, deposit: 100_000);
        bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(10_000)));
        bench.Do(key, new PartnerFloatCommand.SetTerms("north", Money.Zero, 500, Suspended: false));
        bench.Do(key, new PartnerFloatCommand.GiveBack(AccountBench.Order(1), new Money(kopeks)));
        Assert.Equal(new Money(commission), bench.Happened<PartnerFloatEvent.GivenBack>().Commission);
        Assert.Equal(100_000 - 10_000 + 250 + kopeks - commission, Float.Balance.Kopeks);
        bench.Do(key, new PartnerFloatCommand.GiveBack(AccountBench.Order(1), new Money(kopeks)));
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void A_suspended_partner_takes_nothing_new_and_gets_back_what_was_under_way()
    {
        Begin(limit: 0, basisPoints: 0, deposit: 1_000);
        bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(300)));
        bench.Do(key, new PartnerFloatCommand.SetTerms("north", Money.Zero, 0, Suspended: true));
        Assert.Equal(AccountRefusal.Suspended, bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(2), new Money(1))).Refused);
        Assert.True(bench.Do(key, new PartnerFloatCommand.Take(AccountBench.Order(1), new Money(300))).IsDone);
        Assert.True(bench.Do(key, new PartnerFloatCommand.GiveBack(AccountBench.Order(1), new Money(300))).IsDone);
        Assert.Equal(1_000, Float.Balance.Kopeks);
    }

    [Theory]
    [InlineData(-1_000, true)]
    [InlineData(-1_001, false)]
    [InlineData(0, false)]
    public void A_partner_is_paid_back_what_there_is_and_not_its_credit(long kopeks, bool done)
    {
        Begin(limit: 5_000, basisPoints: 0, deposit: 1_000);
        Assert.Equal(done, bench.Do(key, new PartnerFloatCommand.Deposit(AccountBench.Order(9), new Money(kopeks))).IsDone);
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(5_001, false)]
    [InlineData(-1, false)]
    public void A_commission_is_at_most_half(int basisPoints, bool done) =>
        Assert.Equal(done, bench.Do(key, new PartnerFloatCommand.SetTerms("north", Money.Zero, basisPoints, Suspended: false)).IsDone);

    [Fact]
    public void A_deposit_that_is_sent_twice_counts_once_and_with_another_sum_is_a_conflict()
    {
        Begin(limit: 0, basisPoints: 0, deposit: 1_000);
        Assert.True(bench.Do(key, new PartnerFloatCommand.Deposit(AccountBench.Order(0), new Money(1_000))).IsDone);
        Assert.Empty(bench.Last);
        Assert.Equal(AccountRefusal.Conflict, bench.Do(key, new PartnerFloatCommand.Deposit(AccountBench.Order(0), new Money(2_000))).Refused);
    }

    [Fact]
    public void However_commands_come_no_top_up_goes_below_the_limit_and_the_ledger_has_the_balance() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 6], Gen.Long[-3_000, 9_000]).Array[1, 60].Sample(
            steps =>
            {
                var some = new AccountBench();
                some.Do(key, new PartnerFloatCommand.SetTerms("north", new Money(1_000), 333, Suspended: false));
                foreach (var (deed, order, kopeks) in steps)
                {
                    var id = AccountBench.Order(order);
                    some.Do(key, deed switch
                    {
                        0 => new PartnerFloatCommand.Deposit(id, new Money(kopeks)),
                        1 or 2 => new PartnerFloatCommand.Take(id, new Money(Math.Abs(kopeks) + 1)),
                        3 => new PartnerFloatCommand.GiveBack(id, new Money(HeldOf(some, order, kopeks))),
                        4 => new PartnerFloatCommand.Settle(id),
                        _ => new PartnerFloatCommand.SetTerms("north", new Money(Math.Abs(kopeks)), (int)(Math.Abs(kopeks) % 600), kopeks % 7 == 0),
                    });
                    var account = some.Get<PartnerFloat>(key);
                    if (some.Last.OfType<PartnerFloatEvent.Taken>().Any())
                    {
                        Assert.True(account.Available >= Money.Zero);
                    }

                    Assert.Equal(-account.Balance.Kopeks, some.Ledger(LedgerAccount.PartnerFloats));
                    Assert.True(some.Ledger(LedgerAccount.PartnerCommissions) >= 0);
                }
            }, iter: Long.Iterations(300));

    private PartnerFloat Float => bench.Get<PartnerFloat>(key);

    /// <summary>An order gives back what it took or less: as <see cref="TopUps"/> do.</summary>
    private static long HeldOf(AccountBench some, int order, long kopeks) =>
        some.Get<PartnerFloat>(key).Held.TryGetValue(AccountBench.Order(order).ToString(), out var held) ? Math.Clamp(kopeks, 1, held.Amount.Kopeks) : 0;

    private void Begin(long limit, int basisPoints, long deposit)
    {
        bench.Do(key, new PartnerFloatCommand.SetTerms("north", new Money(limit), basisPoints, Suspended: false));
        bench.Do(key, new PartnerFloatCommand.Deposit(AccountBench.Order(0), new Money(deposit)));
    }
}
