using System.Buffers;
using CsCheck;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Tests.Payments;
using Kopek.Journal.Codec;

namespace Kopek.Engine.Tests.Accounts;

/// <summary>The table against a dictionary: whether an account is an object or octets, it is found exactly as it was set.</summary>
public sealed class AccountTableTests
{
    private static readonly Moment now = new(1_790_000_000_000);
    private static readonly EventCodec codec = new();
    private static readonly TopUpStatus[] statuses = [TopUpStatus.Paying, TopUpStatus.Receipted, TopUpStatus.Expired, TopUpStatus.Refunding, TopUpStatus.Refunded, TopUpStatus.Declined];

    [Fact]
    public void Whatever_is_set_and_checkpointed_is_found_as_it_was_live_and_after_a_restart() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 9]).Array[1, 400].Sample(
            steps =>
            {
                var table = new AccountTable(codec);
                var model = new Dictionary<AccountKey, Account>();
                var rows = new SortedDictionary<int, byte[]>();
                for (var step = 0; step < steps.Length; step++)
                {
                    var (number, what) = steps[step];
                    if (what == 9)
                    {
                        Checkpoint(table, rows);
                        continue;
                    }

                    Account state = what >= statuses.Length ? Voucher(number, step) : Order(number, statuses[what], step);
                    model[state.Key] = state;
                    table.Set(state, now);
                }

                Same(model, table);
                Assert.Equal(model.Values.Count(state => AccountRest.From(state) > now), table.LiveCount);
                Checkpoint(table, rows);
                Assert.Equal(-1, table.NextDirty(0, table.Count - 1));
                var again = Restored(rows);
                Same(model, again);
                Assert.Equal(table.LiveCount, again.LiveCount);
            },
            iter: 200);

    [Fact]
    public void Many_accounts_grow_change_and_come_back()
    {
        var table = new AccountTable(codec);
        const int many = 30_000;
        for (var number = 0; number < many; number++)
        {
            table.Set(Order(number, TopUpStatus.Receipted, number), now);
        }

        var full = table.RestingSize;
        for (var round = 0; round < 3; round++)
        {
            for (var number = 0; number < many; number += 2)
            {
                table.Set(Order(number, TopUpStatus.Refunding, round), now);
                table.Set(Order(number, TopUpStatus.Refunded, round), now);
            }
        }

        Assert.Equal((many, 0), (table.Count, table.LiveCount));
        Assert.True(table.RestingSize < 3 * full, $"{full} octets became {table.RestingSize}");
        for (var number = 0; number < many; number++)
        {
            Assert.Equal(number % 2 == 0 ? Order(number, TopUpStatus.Refunded, 2) : Order(number, TopUpStatus.Receipted, number), table.Find(KeyOf(number)));
        }
    }

    [Fact]
    public void Keys_of_one_hash_are_told_apart_at_rest_and_not()
    {
        var met = new Dictionary<uint, ulong>();
        var pairs = new List<(AccountKey Left, AccountKey Right)>();
        for (ulong low = 1; pairs.Count < 3; low++)
        {
            if (!met.TryAdd(NumberIndex.HashOf(9 ^ (ulong)AccountKind.Voucher, low), low))
            {
                pairs.Add((new AccountKey(AccountKind.Voucher, 9, met[NumberIndex.HashOf(9 ^ (ulong)AccountKind.Voucher, low)]), new AccountKey(AccountKind.Voucher, 9, low)));
            }
        }

        foreach (var (left, right) in pairs)
        {
            var table = new AccountTable(codec);
            table.Set(Voucher(1, 1) with { Key = left }, now);
            Assert.Null(table.Find(right));
            table.Set(Voucher(2, 2) with { Key = right }, now);
            Assert.Equal((Voucher(1, 1) with { Key = left }, Voucher(2, 2) with { Key = right }), (table.Find(left), table.Find(right)));
        }
    }

    [Fact]
    public void One_that_rests_by_the_clock_alone_is_laid_down_when_its_time_has_come()
    {
        var table = new AccountTable(codec);
        table.Set(Order(1, TopUpStatus.Expired, 0), now);
        Assert.Equal(1, table.LiveCount);
        table.Set(Voucher(2, 0), now + TopUpSteps.LookedForAfterwards + TimeSpan.FromMilliseconds(-1));
        Assert.Equal(1, table.LiveCount);
        table.Set(Voucher(3, 0), now + TopUpSteps.LookedForAfterwards);
        Assert.Equal(0, table.LiveCount);
        Assert.Equal(Order(1, TopUpStatus.Expired, 0), table.Find(KeyOf(1)));
    }

    [Fact]
    public void One_that_got_something_to_do_before_its_time_stays_an_object()
    {
        var table = new AccountTable(codec);
        table.Set(Order(1, TopUpStatus.Expired, 0), now);
        table.Set(Order(1, TopUpStatus.Refunding, 1), now);
        table.Set(Voucher(3, 0), now + TopUpSteps.LookedForAfterwards);
        Assert.Equal(1, table.LiveCount);
    }

    [Fact]
    public void A_kind_is_looked_through_in_portions_and_read_later()
    {
        var table = new AccountTable(codec);
        for (var number = 0; number < 100; number++)
        {
            table.Set(number % 3 == 0 ? Voucher(number, 0) : Order(number, statuses[number % statuses.Length], 0), now);
        }

        var found = new List<IEnumerable<Account>>();
        for (var from = 0; from >= 0;)
        {
            (var some, from) = table.OfKind(AccountKind.TopUpOrder, from, 7, onlyOpen: false);
            found.Add(some);
        }

        var was = table.All().OfType<TopUpOrder>().ToArray();
        foreach (var order in was)
        {
            table.Set(order with { Status = TopUpStatus.Refunded, RefundReceipt = 9 }, now);
        }

        Assert.Equal(15, found.Count);
        Assert.Equal(was, found.SelectMany(some => some));
    }

    [Fact]
    public void Those_that_are_open_are_found_without_making_one_that_rests()
    {
        var counting = new CountingCodec();
        var table = new AccountTable(counting);
        for (var number = 0; number < 100; number++)
        {
            table.Set(number % 3 == 0 ? Voucher(number, 0) : Order(number, statuses[number % statuses.Length], 0), now);
        }

        var open = table.All().OfType<TopUpOrder>().Where(order => AccountRest.From(order) > now).ToArray();
        var before = counting.AccountsRead;
        var found = new List<Account>();
        for (var from = 0; from >= 0;)
        {
            (var some, from) = table.OfKind(AccountKind.TopUpOrder, from, 7, onlyOpen: true);
            found.AddRange(some);
        }

        Assert.NotEmpty(open);
        Assert.Equal(open, found);
        Assert.Equal(before, counting.AccountsRead);
    }

    private static void Same(Dictionary<AccountKey, Account> model, AccountTable table)
    {
        Assert.Equal(model.OrderBy(entry => entry.Key.ToString()), table.All().ToDictionary(state => state.Key).OrderBy(entry => entry.Key.ToString()));
        Assert.All(model, entry => Assert.Equal(entry.Value, table.Find(entry.Key)));
        Assert.Null(table.Find(KeyOf(1_000)));
    }

    private static void Checkpoint(AccountTable table, SortedDictionary<int, byte[]> rows)
    {
        for (var number = 0; (number = table.NextDirty(number, table.Count - 1)) >= 0; number++)
        {
            var row = new ArrayBufferWriter<byte>();
            table.Write(number, row);
            rows[number] = row.WrittenSpan.ToArray();
        }
    }

    private static AccountTable Restored(SortedDictionary<int, byte[]> rows)
    {
        var table = new AccountTable(codec);
        foreach (var (number, row) in rows)
        {
            table.Restore(number, row, asOf: number + 1, now);
        }

        Assert.All(rows, row => Assert.Equal(row.Key + 1, table.AsOf(codec.ReadAccountHead(row.Value).Key)));
        return table;
    }

    private static AccountKey KeyOf(int number) => new(AccountKind.TopUpOrder, 5, (ulong)number);

    private static TopUpOrder Order(int number, TopUpStatus status, int step) =>
        new(KeyOf(number), PartnerSales.Request(new LineId(7), now) with { Way = PaymentWay.Provider }, status, now)
        {
            At = now, PayingSince = now, Paid = new Money(step), RefundReceipt = status == TopUpStatus.Refunded ? 3 : 0,
        };

    private static Voucher Voucher(int number, int step) =>
        new(new AccountKey(AccountKind.Voucher, 6, (ulong)number), "spring", step + 1, "KDR", Money.FromRubles(150), Moment.Never, VoucherStatus.Active, OrderId.None) { At = now };
}
