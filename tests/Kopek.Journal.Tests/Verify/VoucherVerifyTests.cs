using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Verify;

/// <summary>What the verification of a journal finds wrong with batches of vouchers. Batches lie on shard 0 and vouchers on shards 0 and 1, in both orders.</summary>
public sealed class VoucherVerifyTests : IDisposable
{
    private static readonly Money value = new(50_000);
    private static readonly AccountKey batch = VoucherBatch.KeyOf("spring");
    private static readonly Step begun = new(0, batch, new VoucherBatchEvent.Begun(new OrderId(1, 1), "spring", "KDR", 2, value, Moment.Never));
    private static readonly Step madeVoid = new(10, batch, new VoucherBatchEvent.MadeVoid());
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_batch_that_is_printed_and_one_that_is_void_are_in_order()
    {
        AssertInOrder(begun, Issued(1), Issued(2));
        AssertInOrder(begun, Issued(1), madeVoid, Issued(2, at: 11), Void(1), Void(2));
        AssertInOrder(begun, madeVoid);
        AssertInOrder(begun, madeVoid, Issued(1, at: 11), Taken(1), GivenBack(1), Void(1), Issued(2, at: 11), Taken(2));
    }

    [Fact]
    public void A_batch_from_before_makers_were_journalled_is_in_order() => AssertInOrder(Issued(1), Issued(2), Issued(3), Void(1));

    /// <summary>The first version that journalled makers did so for a repeat too, which it refused only then: its count is another wish's.</summary>
    [Fact]
    public void A_batch_from_before_makers_whose_key_was_repeated_with_a_smaller_count_is_in_order()
    {
        AssertInOrder(Issued(1), Issued(2), Issued(3), begun with { Second = 1 });
        AssertInOrder(Issued(1), Issued(2), Issued(3), begun with { Second = 1 }, Void(1));
        AssertFound("batch spring has 3 vouchers, and 2 were asked for", Issued(1), Issued(2), begun with { Second = 1 }, Issued(3, at: 1));
    }

    [Fact]
    public void Two_makers_of_one_batch_are_found()
    {
        AssertFound("batch spring is begun by a second maker", begun, begun);
        AssertFound("batch spring is begun by a second maker", begun, begun with { Happened = ((VoucherBatchEvent.Begun)begun.Happened) with { Maker = new OrderId(2, 2) } });
    }

    [Fact]
    public void A_serial_that_is_printed_twice_is_found()
    {
        AssertFound("batch spring has serial 1 twice", begun, Issued(1), Issued(1, number: 7));
        AssertFound("batch spring has serial 1 twice", Issued(1), Issued(1, number: 7));
        AssertInOrder([.. new[] { -1, 0, 63, 64, 127, int.MaxValue, int.MinValue }.Select((serial, n) => Issued(serial, number: n))]);
    }

    [Fact]
    public void More_vouchers_than_were_asked_for_are_found()
    {
        AssertFound("batch spring has 3 vouchers, and 2 were asked for", begun, Issued(1), Issued(2), Issued(3));
        AssertFound("batch spring has 3 vouchers, and 2 were asked for", Issued(1), Issued(2), Issued(3), begun);
    }

    [Fact]
    public void A_voucher_of_a_void_batch_that_is_left_on_sale_is_found()
    {
        const string fault = "batch spring was made void, and vouchers of it are on sale: 1, the first with serial 2";
        AssertFound(fault, begun, madeVoid, Issued(1, at: 11), Issued(2, at: 11), Void(1));
        AssertFound(fault, Issued(2, at: 11), begun, madeVoid);
        AssertFound(fault, begun, madeVoid, Issued(2, at: 11), Taken(2), GivenBack(2));
        AssertFound(fault, begun, Issued(1), Issued(2), madeVoid, Void(1));
        AssertInOrder(begun, Issued(1), Issued(2), madeVoid, Void(1), Void(2));
        AssertInOrder(begun, Issued(1), Taken(1), madeVoid);
    }

    [Fact]
    public void A_voucher_made_void_under_its_order_and_given_back_is_found_unless_it_is_void_then()
    {
        AssertInOrder(begun, Issued(1), Taken(1), VoidOnReturn(1));
        AssertInOrder(begun, Issued(1), Taken(1), VoidOnReturn(1), GivenBack(1), Void(1));
        AssertFound("batch spring, serial 1 was made void and is on sale again", begun, Issued(1), Taken(1), VoidOnReturn(1), GivenBack(1));
    }

    [Fact]
    public void A_void_of_nothing_and_a_second_one_are_found()
    {
        AssertFound("is made void, and nobody began it", madeVoid);
        AssertFound("is made void twice", begun, madeVoid, madeVoid);
    }

    private static Step Issued(int serial, int at = 0, int? number = null) => Of(number ?? serial, new VoucherEvent.Issued("spring", serial, "KDR", value, Moment.Never), at);

    private static Step Taken(int number) => Of(number, new VoucherEvent.Taken(new OrderId(9, (ulong)number), value));

    private static Step GivenBack(int number) => Of(number, new VoucherEvent.GivenBack(new OrderId(9, (ulong)number), value));

    private static Step VoidOnReturn(int number) => Of(number, new VoucherEvent.VoidOnReturn(new OrderId(9, (ulong)number)));

    private static Step Void(int number) => Of(number, new VoucherEvent.MadeVoid(value), 12);

    private static Step Of(int number, VoucherEvent happened, int at = 11) => new(at, new AccountKey(AccountKind.Voucher, 1, (ulong)number), happened);

    private void AssertFound(string fault, params Step[] steps)
    {
        foreach (var voucherShard in new[] { 0, 1 })
        {
            Assert.Contains(FindingsOf(steps, voucherShard, batchShard: 0), found => found.Contains(fault, StringComparison.Ordinal));
            Assert.Contains(FindingsOf(steps, voucherShard, batchShard: 1), found => found.Contains(fault, StringComparison.Ordinal));
        }
    }

    private void AssertInOrder(params Step[] steps)
    {
        Assert.DoesNotContain(FindingsOf(steps, voucherShard: 0, batchShard: 1), IsOfVouchers);
        Assert.DoesNotContain(FindingsOf(steps, voucherShard: 1, batchShard: 0), IsOfVouchers);
    }

    /// <summary>An order that nobody placed is another finding.</summary>
    private static bool IsOfVouchers(string found) => found.Contains("batch", StringComparison.OrdinalIgnoreCase);

    private List<string> FindingsOf(Step[] steps, int voucherShard, int batchShard)
    {
        File.Delete(folder.Database);
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            foreach (var shard in new[] { 0, 1 })
            {
                var some = steps.Where(step => (step.Account.Kind == AccountKind.Voucher ? voucherShard : batchShard) == shard).ToArray();
                if (some.Length > 0)
                {
                    journal.Commit([BatchOf(shard, some)]);
                }
            }
        }

        return [.. JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken).Findings.Select(finding => finding.What)];
    }

    private static PendingBatch BatchOf(int shard, Step[] steps)
    {
        var pending = new PendingBatch(shard);
        pending.Begin(1);
        foreach (var (second, account, happened) in steps)
        {
            var at = Journals.Start + TimeSpan.FromSeconds(second);
            Journals.Codec.Write(pending.Writer, account, at, happened);
            pending.CountEntry(at);
        }

        return pending;
    }

    private sealed record Step(int Second, AccountKey Account, AccountEvent Happened);
}
