using CsCheck;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Ledger;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.Tests.Properties;

namespace Kopek.Core.Tests.Counter;

public sealed class TillTests
{
    private static readonly AccountKey key = new(AccountKind.Till, NamedKey.Of("till:msk-1"));
    private readonly AccountBench bench = new();

    [Fact]
    public void Only_the_clerk_at_an_open_till_takes_money()
    {
        Assert.Equal(AccountRefusal.Unknown, Take(1, 100).Refused);
        Open(1_000);
        Assert.Equal(AccountRefusal.WrongState, bench.Do(key, new TillCommand.Take(AccountBench.Order(1), "other", new Money(100), ByCard: false)).Refused);
        Assert.True(Take(1, 100).IsDone);
        Close(1, 1_100);
        Assert.Equal(AccountRefusal.WrongState, Take(2, 100).Refused);
        Assert.True(Take(1, 100).IsDone);
        Assert.Empty(bench.Last);
    }

    [Fact]
    public void A_copy_of_an_opening_that_comes_after_the_close_opens_nothing()
    {
        Open(1_000);
        Assert.True(OpenAs("anna", 1, 1_000).IsDone);
        Assert.Empty(bench.Last);
        Close(1, 1_000);
        Assert.Equal(AccountRefusal.WrongState, OpenAs("anna", 1, 1_000).Refused);
        Assert.False(Till.IsOpen);
        Assert.True(OpenAs("anna", 2, 1_000).IsDone);
    }

    [Fact]
    public void Cash_goes_into_the_drawer_and_card_does_not()
    {
        Open(1_000);
        Take(1, 300);
        bench.Do(key, new TillCommand.Take(AccountBench.Order(2), "anna", new Money(500), ByCard: true));
        Assert.Equal((new Money(1_300), new Money(500)), (Till.Cash, Till.Card));
        Assert.Equal((1_300, 500, -800), (bench.Ledger(LedgerAccount.TillCash), bench.Ledger(LedgerAccount.CardTerminals), bench.Ledger(LedgerAccount.PaymentsInTransit)));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void The_drawer_pays_out_what_is_in_it_and_no_more(long kopeks, bool done)
    {
        Open(1_000);
        var answer = bench.Do(key, new TillCommand.GiveBack(AccountBench.Order(1), new Money(kopeks), ByCard: false));
        Assert.Equal((done, done ? Money.Zero : new Money(1)), (answer.IsDone, answer.Limit));
        Assert.True(bench.Do(key, new TillCommand.GiveBack(AccountBench.Order(2), new Money(kopeks), ByCard: true)).IsDone);
    }

    [Fact]
    public void Money_is_given_back_once_for_an_order_also_after_many_shifts()
    {
        Open(1_000);
        Take(1, 300);
        bench.Do(key, new TillCommand.GiveBack(AccountBench.Order(1), new Money(300), ByCard: false));
        for (var shift = 1; shift < 5; shift++)
        {
            Close(shift, 1_000);
            Open(1_000);
        }

        Assert.True(bench.Do(key, new TillCommand.GiveBack(AccountBench.Order(1), new Money(300), ByCard: false)).IsDone);
        Assert.Empty(bench.Last);
        Assert.Equal(new Money(1_000), Till.Cash);
    }

    [Theory]
    [InlineData(1_250, -50)]
    [InlineData(1_300, 0)]
    [InlineData(1_310, 10)]
    public void What_a_count_finds_is_booked_by_itself(long counted, long difference)
    {
        Open(1_000);
        Take(1, 300);
        Close(1, counted);
        Assert.Equal(new Money(difference), bench.Happened<TillEvent.Closed>().Difference);
        Assert.Equal(-1_000 - difference, bench.Ledger(LedgerAccount.CashDifferences));
        Assert.Equal((new Money(1_300), new Money(counted)), (Till.Counts[^1].Expected, Till.Counts[^1].Counted));
        Close(1, counted);
        Assert.Empty(bench.Last);
        Assert.Equal(AccountRefusal.WrongState, bench.Do(key, new TillCommand.Close("anna", 1, new Money(counted + 1))).Refused);
    }

    [Theory]
    [InlineData(-1_000, true)]
    [InlineData(-1_001, false)]
    [InlineData(0, false)]
    public void Cash_is_moved_as_far_as_it_is_there(long kopeks, bool done)
    {
        Open(1_000);
        Assert.Equal(done, bench.Do(key, new TillCommand.MoveCash(AccountBench.Order(5), "anna", new Money(kopeks))).IsDone);
        Assert.Equal(done ? 1_000 : 0, bench.Ledger(LedgerAccount.CashInSafe));
    }

    [Fact]
    public void However_commands_come_cash_is_what_the_counts_takings_and_moves_make_it() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 6], Gen.Long[-900, 2_000], Gen.Bool).Array[1, 60].Sample(
            steps =>
            {
                var some = new AccountBench();
                foreach (var (deed, order, kopeks, card) in steps)
                {
                    var till = some.Find<Till>(key);
                    some.Do(key, deed switch
                    {
                        0 => new TillCommand.Open("msk-1", "KDR", card ? "anna" : "boris", (till?.Shift ?? 0) + order % 3, new Money(kopeks)),
                        1 or 2 => new TillCommand.Take(AccountBench.Order(order), "anna", new Money(kopeks), card),
                        3 => new TillCommand.GiveBack(AccountBench.Order(order), new Money(Math.Abs(kopeks) + 1), card),
                        4 => new TillCommand.MoveCash(AccountBench.Order(100 + order), "anna", new Money(kopeks)),
                        _ => new TillCommand.Close("anna", till?.Shift ?? 0, new Money(kopeks)),
                    });
                    if (some.Find<Till>(key) is not { } after)
                    {
                        continue;
                    }

                    Assert.True(after.Cash >= Money.Zero);
                    Assert.Equal(after.Cash.Kopeks, some.Ledger(LedgerAccount.TillCash));
                    Assert.True(some.Log.Count(entry => entry.Event is TillEvent.GivenBack) == some.Log.Select(entry => entry.Event).OfType<TillEvent.GivenBack>().DistinctBy(e => e.Order).Count());
                }
            }, iter: Long.Iterations(300));

    private Till Till => bench.Get<Till>(key);

    private AccountAnswer OpenAs(string clerk, int shift, long counted) => bench.Do(key, new TillCommand.Open("msk-1", "KDR", clerk, shift, new Money(counted)));

    private void Open(long counted) => Assert.True(OpenAs("anna", (bench.Find<Till>(key)?.Shift ?? 0) + 1, counted).IsDone);

    private AccountAnswer Take(int order, long kopeks) => bench.Do(key, new TillCommand.Take(AccountBench.Order(order), "anna", new Money(kopeks), ByCard: false));

    private void Close(int shift, long counted) => Assert.True(bench.Do(key, new TillCommand.Close("anna", shift, new Money(counted))).IsDone);
}
