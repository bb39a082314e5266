using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Journal.Archive;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Codec;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Tests.Verify;

/// <summary>What the verification of a journal finds wrong with the steps of one voucher, with what vouchers are worth together, and with orders paid by one.</summary>
public sealed class VoucherStepVerifyTests : IDisposable
{
    private const int Days = 40;
    private static readonly AccountKey key = new(AccountKind.Voucher, 1, 4);
    private static readonly AccountKey orderKey = StoredAccounts.Order;
    private static readonly OrderId order = orderKey.Id;
    private static readonly OrderId other = new(8, 8);
    private static readonly Money value = new(500);
    private static readonly AccountEvent issued = new VoucherEvent.Issued("spring", 1, "KDR", value, Moment.Never);
    private static readonly AccountEvent taken = new VoucherEvent.Taken(order, value);
    private static readonly AccountEvent givenBack = new VoucherEvent.GivenBack(order, value);
    private static readonly AccountEvent madeVoid = new VoucherEvent.MadeVoid(value);
    private static readonly AccountEvent voidOnReturn = new VoucherEvent.VoidOnReturn(order);

    private static readonly TopUpRequest request = StoredAccounts.Request with { Amount = value, Way = PaymentWay.Voucher, SourceAccount = key, Pack = null, Mandate = default };
    private static readonly AccountEntry requested = OfOrder(new TopUpOrderEvent.Requested(request));
    private static readonly AccountEntry paid = OfOrder(new TopUpOrderEvent.PaymentTaken(null, value, null, AtProvider: false));
    private static readonly AccountEntry refunded = OfOrder(new TopUpOrderEvent.RefundDone(null, value, AtProvider: false));
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_way_that_a_voucher_may_go_is_in_order()
    {
        AssertInOrder(Voucher(issued));
        AssertInOrder(Voucher(issued, madeVoid));
        AssertInOrder(Voucher(issued, taken));
        AssertInOrder(Voucher(issued, taken, givenBack, new VoucherEvent.Taken(other, value)));
        AssertInOrder(Voucher(issued, taken, givenBack, madeVoid));
        AssertInOrder(Voucher(issued, taken, voidOnReturn));
        AssertInOrder(Voucher(issued, taken, voidOnReturn, givenBack, madeVoid));
    }

    [Fact]
    public void A_voucher_issued_twice_is_found()
    {
        AssertFound("batch spring, serial 1: its key is issued again", Voucher(issued, new VoucherEvent.Issued("spring", 2, "KDR", value, Moment.Never)));
        AssertFound("batch spring, serial 1: its key is issued again", Voucher(issued, taken, issued));
    }

    [Fact]
    public void A_voucher_that_is_void_and_then_used_is_found()
    {
        AssertFound("batch spring, serial 1: it is void, and it is taken", Voucher(issued, madeVoid, taken));
        AssertFound("batch spring, serial 1: it came back void, and it is taken", Voucher(issued, taken, voidOnReturn, givenBack, new VoucherEvent.Taken(other, value)));
        AssertFound("batch spring, serial 1: it is made void twice", Voucher(issued, madeVoid, madeVoid));
    }

    [Fact]
    public void A_voucher_taken_twice_without_a_return_between_is_found()
    {
        const string fault = "batch spring, serial 1: it is taken twice, and did not come back between";
        AssertFound(fault, Voucher(issued, taken, new VoucherEvent.Taken(other, value)));
        AssertFound(fault, Voucher(issued, taken, taken));
        AssertFound(fault, Voucher(issued, taken, voidOnReturn, new VoucherEvent.Taken(other, value)));
    }

    [Fact]
    public void A_voucher_that_comes_back_though_no_order_or_another_has_it_is_found()
    {
        const string fault = "batch spring, serial 1: it comes back from an order that does not have it";
        AssertFound(fault, Voucher(issued, givenBack));
        AssertFound(fault, Voucher(issued, taken, givenBack, givenBack));
        AssertFound(fault, Voucher(issued, madeVoid, givenBack));
        AssertFound(fault, Voucher(issued, taken, new VoucherEvent.GivenBack(other, value)));
    }

    [Fact]
    public void A_void_of_the_wrong_kind_is_found()
    {
        AssertFound("batch spring, serial 1: it is made void while an order has it", Voucher(issued, taken, madeVoid));
        AssertFound("batch spring, serial 1: it is to be void when it comes back, and is not out", Voucher(issued, voidOnReturn));
        AssertFound("batch spring, serial 1: it is to be void when it comes back, and is not out", Voucher(issued, taken, new VoucherEvent.VoidOnReturn(other)));
        AssertFound("batch spring, serial 1: it is to be void when it comes back a second time", Voucher(issued, taken, voidOnReturn, voidOnReturn));
    }

    [Fact]
    public void A_step_of_a_voucher_that_was_never_issued_is_found() => AssertFound($"{key}: it was never issued", Voucher(taken));

    [Fact]
    public void One_order_that_takes_two_vouchers_is_found() =>
        AssertFound($"order {order} takes a second voucher",
            [.. Voucher(issued, taken), new AccountEntry(key with { Low = 8 }, new VoucherEvent.Issued("spring", 2, "KDR", value, Moment.Never)), new AccountEntry(key with { Low = 8 }, taken)]);

    [Fact]
    public void Vouchers_on_sale_that_are_worth_something_else_than_the_ledger_says_are_found()
    {
        AssertFound("the ledger holds 1.00 of vouchers outstanding, but the vouchers on sale are worth 0.00", Voucher(issued, new VoucherEvent.Taken(order, new Money(400))));
        AssertFound("batch spring, serial 1: 4.00 moves, and it is worth 5.00", Voucher(issued, new VoucherEvent.Taken(order, new Money(400))));
        AssertFound("the ledger holds 10.00 of vouchers outstanding, but the vouchers on sale are worth 5.00", Voucher(issued, issued));
    }

    [Fact]
    public void An_order_paid_by_a_voucher_that_nobody_took_is_found_whichever_shard_is_read_first()
    {
        var fault = $"order {order} is paid by a voucher, and none was taken for it";
        AssertFound(fault, [.. Voucher(issued), requested, paid]);
        AssertFound(fault, [.. Voucher(issued, new VoucherEvent.Taken(other, value)), requested, paid]);
        AssertInOrder([.. Voucher(issued, taken), requested, paid]);
        AssertInOrder([.. Voucher(issued, taken), requested]);
    }

    [Fact]
    public void An_order_that_gave_its_voucher_back_though_none_came_back_is_found()
    {
        AssertFound($"order {order} gave its voucher back, and none came back from it", [.. Voucher(issued, taken), requested, paid, refunded]);
        AssertInOrder([.. Voucher(issued, taken, givenBack), requested, paid, refunded]);
        AssertInOrder([.. Voucher(issued, taken, givenBack), requested, paid]);
    }

    [Fact]
    public void Steps_of_vouchers_whose_beginning_is_archived_elsewhere_are_followed_from_where_they_are_seen()
    {
        Assert.Empty(FindingsWithoutArchive([issued, taken], [givenBack, madeVoid]).Findings);
        Assert.Empty(FindingsWithoutArchive([issued], [taken]).Findings);
        var twice = FindingsWithoutArchive([issued], [taken, taken]);
        Assert.False(twice.IsWhole);
        Assert.Contains(twice.Findings, finding => finding.What.Contains($"{key}: it is taken twice", StringComparison.Ordinal));
    }

    [Fact]
    public void The_anchor_of_an_archive_has_what_accounts_moved()
    {
        var verified = FindingsWithoutArchive([issued, taken], [givenBack]);
        Assert.Equal(-value, verified.Totals[LedgerAccount.VouchersOutstanding]);
        Assert.Equal(value, verified.Totals[LedgerAccount.VoucherSales]);
        Assert.Equal(Money.Zero, verified.Totals[LedgerAccount.PaymentsInTransit]);
    }

    [Fact]
    public void What_a_batch_that_cannot_be_read_did_to_a_voucher_is_not_guessed()
    {
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            journal.Commit([Journals.Batch(0, 1, [.. Voucher(issued, taken).Select(entry => (0, StoredExamples.Line, (object)entry))])]);
            journal.Commit([Journals.Batch(0, 3, (0, StoredExamples.Line, new AccountEntry(key, givenBack)))]);
            journal.Commit([Journals.Batch(0, 4, (0, StoredExamples.Line, new AccountEntry(key, taken)))]);
        }

        using (var database = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
        {
            database.Open();
            using var damage = database.CreateCommand();
            damage.CommandText = "UPDATE journal SET events = substr(events, 1, 10) WHERE sequence = 3";
            Assert.Equal(1, damage.ExecuteNonQuery());
        }

        Assert.DoesNotContain(Verified().Findings, finding => finding.What.Contains("taken twice", StringComparison.Ordinal));
    }

    private static AccountEntry OfOrder(TopUpOrderEvent happened) => new(orderKey, happened);

    private static AccountEntry[] Voucher(params AccountEvent[] steps) => [.. steps.Select(step => new AccountEntry(key, step))];

    private void AssertFound(string fault, AccountEntry[] entries)
    {
        foreach (var voucherShard in new[] { 0, 1 })
        {
            Assert.Contains(FindingsOf(entries, voucherShard), found => found.Contains(fault, StringComparison.Ordinal));
        }
    }

    private void AssertInOrder(AccountEntry[] entries)
    {
        Assert.DoesNotContain(FindingsOf(entries, 0), IsOfVouchers);
        Assert.DoesNotContain(FindingsOf(entries, 1), IsOfVouchers);
    }

    /// <summary>Money that an order has and no order was placed for is another finding.</summary>
    private static bool IsOfVouchers(string found) => found.Contains("voucher", StringComparison.OrdinalIgnoreCase) || found.Contains("batch", StringComparison.Ordinal);

    /// <summary>Vouchers and orders on shards 0 and 1, one batch each.</summary>
    private List<string> FindingsOf(AccountEntry[] entries, int voucherShard)
    {
        File.Delete(folder.Database);
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            foreach (var shard in entries.GroupBy(entry => entry.Key.Kind == AccountKind.Voucher ? voucherShard : 1 - voucherShard))
            {
                journal.Commit([Journals.Batch(shard.Key, 1, [.. shard.Select((entry, n) => (n, StoredExamples.Line, (object)entry))])]);
            }
        }

        return [.. Verified().Findings.Select(finding => finding.What)];
    }

    private JournalReport FindingsWithoutArchive(AccountEvent[] old, AccountEvent[] late)
    {
        File.Delete(folder.Database);
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            journal.Commit([Journals.Batch(0, 1, [.. Voucher(old).Select(entry => (0, StoredExamples.Line, (object)entry))])]);
            journal.Commit([Journals.Batch(0, 1 + old.Length, [.. Voucher(late).Select(entry => (Days * 24 * 60, StoredExamples.Line, (object)entry))])]);
            journal.WriteCheckpoints(0, [], old.Length + late.Length);
            JournalArchive.Run(journal, TimeSpan.FromDays(1), Journals.Start + TimeSpan.FromDays(Days));
        }

        Directory.Delete(Path.Combine(folder.Path, "archive"), recursive: true);
        return Verified();
    }

    private JournalReport Verified() => JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
}
