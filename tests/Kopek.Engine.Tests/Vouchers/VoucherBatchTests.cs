using System.Buffers;
using CsCheck;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Tests.Accounts;
using Kopek.Engine.Vouchers;

namespace Kopek.Engine.Tests.Vouchers;

/// <summary>A batch against a search through all vouchers; and what it costs, counted.</summary>
public sealed class VoucherBatchTests
{
    private static readonly Moment now = new(1_790_000_000_000);
    private readonly CountingCodec codec = new();

    [Fact]
    public void A_batch_is_all_its_vouchers_as_they_stand_live_and_after_a_restart() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3], Gen.Int[1, 5]).Array[0, 200].Sample(
            steps =>
            {
                var table = new AccountTable(codec);
                var model = new Dictionary<AccountKey, Voucher>();
                foreach (var (number, batch, status) in steps)
                {
                    var made = Made(number, $"batch {batch}");
                    var state = (model.TryGetValue(made.Key, out var known) ? known : made) with { Status = (VoucherStatus)Math.Min(status, 3) };
                    model[state.Key] = state;
                    table.Set(state, now);
                }

                foreach (var of in new[] { table, Restored(table) })
                {
                    for (var batch = 0; batch <= 4; batch++)
                    {
                        var expected = model.Values.Where(voucher => voucher.Batch == $"batch {batch}").OrderBy(voucher => voucher.Serial);
                        Assert.Equal(expected, Read(of, $"batch {batch}", most: 7).OrderBy(voucher => voucher.Serial));
                    }
                }
            },
            iter: 100);

    [Fact]
    public void Only_its_own_vouchers_are_made_also_after_a_restart()
    {
        var table = new AccountTable(codec);
        for (var number = 0; number < 5_000; number++)
        {
            table.Set(Made(number, $"batch {number % 100}"), now);
        }

        foreach (var of in new[] { table, Restored(table) })
        {
            var before = codec.AccountsRead;
            Assert.Equal(50, Read(of, "batch 7", AccountSearch.MostATurn).Count);
            Assert.Equal(50, codec.AccountsRead - before);
            Assert.Empty(Read(of, "batch 100", AccountSearch.MostATurn));
            Assert.Equal(50, codec.AccountsRead - before);
        }
    }

    [Fact]
    public void Whoever_reads_on_after_a_restart_begins_anew()
    {
        var table = new AccountTable(codec);
        for (var number = 0; number < 20; number++)
        {
            table.Set(Made(number, "spring"), now);
        }

        var first = table.OfBatch("spring", null, 8);
        var second = table.OfBatch("spring", first.Next, 8);
        var third = Restored(table).OfBatch("spring", second.Next, 8);

        Assert.Equal((true, false, true), (first.IsFirst, second.IsFirst, third.IsFirst));
        Assert.Equal(8, third.Vouchers.Count());
        Assert.Equal(first.Vouchers, third.Vouchers);
    }

    [Fact]
    public async Task Two_batches_of_one_hash_are_both_whole()
    {
        var met = new Dictionary<uint, string>();
        var (left, right) = ("", "");
        for (var number = 0; right.Length == 0; number++)
        {
            var name = $"batch {number}";
            if (!met.TryAdd(VoucherBatches.HashOf(name), name))
            {
                (left, right) = (met[VoucherBatches.HashOf(name)], name);
            }
        }

        Assert.Equal([0, 3, 6, 9], await Serials(left, right, left));
        Assert.Equal([1, 2, 4, 5, 7, 8], await Serials(left, right, right));
    }

    [Fact]
    public async Task Of_all_shards_a_batch_is_found_whole_and_nothing_of_another()
    {
        Assert.Equal([0, 3, 6, 9], await Serials("spring", "autumn", "spring"));
        Assert.Equal([1, 2, 4, 5, 7, 8], await Serials("spring", "autumn", "autumn"));
        Assert.Empty(await Serials("spring", "autumn", "winter"));
    }

    /// <summary>The serials of a batch among ten vouchers, each third of which is of the first of two batches.</summary>
    private static async Task<IEnumerable<int>> Serials(string first, string second, string asked)
    {
        var scene = new Scene();
        for (var number = 0; number < 10; number++)
        {
            scene.Engine.Post(new AwaitedAccount(KeyOf(number), new VoucherCommand.Issue(number % 3 == 0 ? first : second, number, "KDR", Money.FromRubles(150), Moment.Never)));
        }

        scene.Settle();
        var reading = scene.Engine.VouchersOf(asked);
        while (!reading.IsCompleted)
        {
            scene.Settle();
        }

        return (await reading).Select(voucher => voucher.Serial).Order();
    }

    private static List<Voucher> Read(AccountTable table, string batch, int most)
    {
        var found = new List<Voucher>();
        BatchPlace? from = null;
        do
        {
            var page = table.OfBatch(batch, from, most);
            found.AddRange(page.Vouchers.Cast<Voucher>());
            from = page.Next;
        }
        while (from is not null);
        return found;
    }

    private AccountTable Restored(AccountTable table)
    {
        var again = new AccountTable(codec);
        for (var number = 0; number < table.Count; number++)
        {
            var row = new ArrayBufferWriter<byte>();
            table.Write(number, row);
            again.Restore(number, row.WrittenSpan, asOf: 1, now);
        }

        return again;
    }

    private static AccountKey KeyOf(int number) => new(AccountKind.Voucher, 6, (ulong)number);

    private static Voucher Made(int number, string batch) =>
        new(KeyOf(number), batch, number, "KDR", Money.FromRubles(150), Moment.Never, VoucherStatus.Active, OrderId.None) { At = now };
}
