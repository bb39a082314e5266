using System.Buffers;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Tests;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Verify;

public sealed class JournalVerifyTests : IDisposable
{
    private static readonly LineId line = new(4);
    private static readonly SessionKey session = new(1, 2);
    private static readonly UnitKey unit = new(10, 0, HasRatingGroup: true, HasServiceIdentifier: false);
    private static readonly OrderId order = new(9, 8);
    private static readonly LineEvent opened = new LineEvent.Opened("PAYGO", "KDR", "Europe/Moscow", ConnectionFeePaid: true);

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_the_engine_writes_is_in_order_to_the_kopek()
    {
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            var engine = new RunningEngine(journal, Journals.Start);
            var lines = Enumerable.Range(0, 12).Select(n => engine.Open($"7900000{n:0000}", n % 2 == 0 ? SampleCatalogue.Volume : SampleCatalogue.Daily, n * 40)).ToList();
            for (var day = 0; day < 6; day++)
            {
                foreach (var (used, n) in lines.Select((used, n) => (used, n)))
                {
                    var key = (ulong)(day * 100 + n + 1);
                    engine.Use(used, key, 0, CcRequestType.Initial, 0);
                    engine.Use(used, key, 1, CcRequestType.Update, 3_000_000 + n);
                    if (n % 3 != 0)
                    {
                        engine.Use(used, key, 2, CcRequestType.Termination, 40_000_000 * n);
                    }
                }

                engine.TopUp($"top-up {day}", lines[day], 100);
                engine.Order($"promised {day}", lines[day + 4], new LineCommand.TakePromisedPayment(Money.FromRubles(50)));
                engine.Order($"unknown {day}", new LineId(987_654), new LineCommand.TopUp(Money.FromRubles(1), LedgerAccount.Receipts));
                if (day % 2 == 0)
                {
                    engine.Checkpoint();
                }

                engine.Pass(TimeSpan.FromHours(25));
            }
        }

        var report = Verified();
        Assert.Empty(report.Findings);
        Assert.True(report.IsInOrder && report.IsWhole);
        Assert.Equal((12, 30), (report.Lines, report.Orders));
        Assert.True(report.Entries > 200);
        Assert.True(report.Checkpoints >= 12);
        Assert.Equal(0, report.Totals.Values.Sum(total => total.Kopeks));
        Assert.Equal(Money.FromRubles(600), report.Totals[LedgerAccount.Receipts]);
    }

    [Fact]
    public void A_balance_that_falls_below_what_debt_explains_is_found() =>
        AssertFound("below", opened, Paid(1_000), Charged(600), Charged(600));

    [Fact]
    public void A_fee_of_grace_may_leave_as_much_debt_as_it_says() =>
        AssertInOrder(opened, Paid(1_000), new LineEvent.FeeCharged(FeeKind.Plan, new Money(1_500), new Money(500), 2, OrderId.None, null));

    [Fact]
    public void More_taken_from_a_bucket_than_it_holds_is_found() =>
        AssertFound("bucket 1 holds 100", opened, Granted(100), Used(octets: 101, fromBucket: 101));

    [Fact]
    public void Octets_that_nothing_covers_are_found() =>
        AssertFound("buckets, money and free use cover 50", opened, Granted(100), Used(octets: 80, fromBucket: 50));

    [Fact]
    public void Octets_that_are_lost_on_expiry_must_be_what_was_left() =>
        AssertFound("are booked as lost", opened, Granted(100), Used(octets: 60, fromBucket: 60), new LineEvent.BucketExpired(1, 41));

    [Fact]
    public void A_grant_of_money_that_is_not_there_is_found() =>
        AssertFound("is reserved", opened, Paid(100), Answered(reserved: 101));

    [Fact]
    public void Roaming_past_the_holders_cap_is_found()
    {
        AssertInOrder(opened, Paid(1_000), Capped(300), Debited(300), Capped(100), new LineEvent.RoamingMonthBegun(Moment.Never), Debited(400));
        AssertFound("roaming took 3.01, past the holder's cap of 3.00", opened, Paid(1_000), Capped(300), Debited(300), Debited(1));
    }

    [Fact]
    public void Roaming_that_counts_for_a_month_that_is_over_is_found() =>
        AssertFound("a month that was over", opened, Paid(1_000), new LineEvent.RoamingCapSet(new Money(300), Journals.Start, OrderId.None), Debited(1));

    [Fact]
    public void A_pack_that_is_bought_by_itself_after_the_stop_is_found()
    {
        var packed = new LineEvent.FeeCharged(FeeKind.AutoPack, new Money(50), Money.Zero, 0, OrderId.None, "PLAN");
        AssertInOrder(opened, Paid(1_000), Answered(reserved: 50, packs: 1), Stopped(true), packed, Stopped(false), packed);
        AssertFound("though its holder stopped them", opened, Paid(1_000), Answered(reserved: 50, packs: 1), Stopped(true), packed, packed);
        AssertFound("packs are set aside though", opened, Paid(1_000), Stopped(true), Answered(reserved: 50, packs: 1));
    }

    [Fact]
    public void An_event_of_a_line_that_was_never_opened_is_found() =>
        AssertFound("never opened", Paid(100));

    [Fact]
    public void Money_of_one_order_that_comes_in_twice_is_found()
    {
        var paid = new LineEvent.MoneyAdded(1, LotKind.TopUp, new Money(5), Journals.Start, order, LedgerAccount.Receipts);
        var outcome = new LineOutcome(RefusalCode.None, Money.Zero, new Money(5), Money.Zero, Money.Zero, Money.Zero);
        var placed = new OrderEvent.Placed(order, 1, 2, line, new LineCommand.TopUp(new Money(5), LedgerAccount.Receipts), 0, 0);
        var settled = new OrderEvent.Settled(order, 0, 0, outcome);
        AssertInOrder(opened, placed, paid, settled);
        AssertFound("pays in 0.05, but 0.10 came in", opened, placed, paid, paid with { Lot = 2 }, settled);
        AssertFound("pays in 0.00, but 0.05 came in", opened, paid);
    }

    [Fact]
    public void A_line_whose_time_runs_back_is_found()
    {
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            journal.Commit([Journals.Batch(0, 1, (5, line, opened), (4, line, Paid(1)))]);
        }

        Assert.Contains(Verified().Findings, finding => finding.What.Contains("runs back", StringComparison.Ordinal) && finding.Line == line);
    }

    [Fact]
    public void A_checkpoint_that_says_another_balance_is_found()
    {
        var state = new Line(line) { Balance = new Money(101), Lots = [new Lot(1, LotKind.TopUp, new Money(101), Journals.Start, default)] };
        Commit([opened, Paid(100), Charged(10)], new Checkpoint(CheckpointKind.Line, line.Value, 2, State(state)));
        var finding = Assert.Single(Verified().Findings);
        Assert.Contains("balance 1.01, its events add up to 1.00", finding.What, StringComparison.Ordinal);
        Assert.Equal((0, 2, line), (finding.Shard, finding.Sequence, finding.Line));
    }

    [Fact]
    public void A_checkpoint_is_compared_as_of_its_own_sequence()
    {
        var state = new Line(line) { Balance = new Money(100), Lots = [new Lot(1, LotKind.TopUp, new Money(100), Journals.Start, default)] };
        Commit([opened, Paid(100), Charged(10)], new Checkpoint(CheckpointKind.Line, line.Value, 2, State(state)));
        Assert.Empty(Verified().Findings);
    }

    [Fact]
    public void Orders_that_are_placed_kept_or_settled_wrongly_are_found()
    {
        var outcome = new LineOutcome(RefusalCode.None, Money.Zero, new Money(100), Money.Zero, Money.Zero, Money.Zero);
        var placed = new OrderEvent.Placed(order, 1, 2, line, new LineCommand.TopUp(new Money(100), LedgerAccount.Receipts), 0, 0);
        AssertFound("no outcome", opened, placed);
        AssertFound("placed twice", opened, placed, placed);
        AssertFound("never placed", opened, new OrderEvent.Settled(order, 0, 0, outcome));
        AssertFound("settled twice", opened, placed, new OrderEvent.Settled(order, 0, 0, outcome), new OrderEvent.Settled(order, 0, 0, outcome));
        AssertFound("pays in 1.00, but 0.00 came in", opened, placed, new OrderEvent.Settled(order, 0, 0, outcome));
        AssertFound("kept twice", opened, new OrderEvent.PromiseKept(1, 5, order, outcome), new OrderEvent.PromiseKept(1, 5, order, outcome));
        AssertFound("does not belong", opened, placed with { Order = new OrderId(9, 9) });
    }

    [Fact]
    public void A_key_that_was_forgotten_may_pay_in_again()
    {
        var outcome = new LineOutcome(RefusalCode.None, Money.Zero, new Money(5), Money.Zero, Money.Zero, Money.Zero);
        var paid = new LineEvent.MoneyAdded(1, LotKind.TopUp, new Money(5), Journals.Start, order, LedgerAccount.Receipts);
        var placed = new OrderEvent.Placed(order, 1, 2, line, new LineCommand.TopUp(new Money(5), LedgerAccount.Receipts), 0, 0);
        var settled = new OrderEvent.Settled(order, 0, 0, outcome);
        AssertInOrder(opened, placed, paid, settled, new OrderEvent.Forgotten(order), placed, paid with { Lot = 2 }, settled);
    }

    [Fact]
    public void A_folder_without_a_journal_is_an_error()
    {
        var missing = Assert.Throws<JournalException>(() => Verified());
        Assert.Contains(folder.Path, missing.Message, StringComparison.Ordinal);
    }

    private static LineEvent.MoneyAdded Paid(long kopeks) => new LineEvent.MoneyAdded(1, LotKind.TopUp, new Money(kopeks), Journals.Start, OrderId.None, LedgerAccount.Receipts);

    private static LineEvent.FeeCharged Charged(long kopeks) => new LineEvent.FeeCharged(FeeKind.Plan, new Money(kopeks), Money.Zero, 0, OrderId.None, null);

    private static LineEvent.RoamingCapSet Capped(long kopeks) => new LineEvent.RoamingCapSet(new Money(kopeks), Moment.Never, OrderId.None);

    private static LineEvent.DirectDebited Debited(long kopeks) => new LineEvent.DirectDebited(session, new Money(kopeks)) { Country = CountryCode.Pack("KZ") };

    private static LineEvent.BucketGranted Granted(long octets) =>
        new LineEvent.BucketGranted(1, BucketKind.Pack, "PACK", octets, Moment.Never, RoamingZoneSet.Home, 0, OrderId.None);

    private static LineEvent.UsageCharged Used(long octets, long fromBucket) => new LineEvent.UsageCharged(session, unit, octets, new IntervalKey(Journals.Start, 0, 0), Moment.Never,
        octets, [new BucketPart(1, fromBucket)], 0, 0, Money.Zero, 0, Money.Zero);

    private static LineEvent.AutoPackStopSet Stopped(bool isOn) => new LineEvent.AutoPackStopSet(isOn, OrderId.None);

    private static LineEvent.CreditAnswered Answered(long reserved, int packs = 0) => new LineEvent.CreditAnswered(session, 1, 1, CcRequestType.Initial, 0, ResultCode.Success, 0, Moment.Never,
        [new Grant(unit, ResultCode.Success, 1_000, new Money(reserved), null, 60, Final: false, 0, Moment.Never, packs)]);

    private static byte[] State(Line state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Journals.Codec.WriteState(bytes, state);
        return bytes.WrittenSpan.ToArray();
    }

    private void AssertFound(string fault, params object[] events)
    {
        Commit(events);
        Assert.Contains(Verified().Findings, finding => finding.What.Contains(fault, StringComparison.Ordinal));
    }

    private void AssertInOrder(params object[] events)
    {
        Commit(events);
        Assert.Empty(Verified().Findings);
    }

    private void Commit(object[] events, params Checkpoint[] checkpoints)
    {
        File.Delete(folder.Database);
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        journal.Commit([Journals.Batch(0, 1, [.. events.Select((happened, n) => (n, line, happened))])]);
        journal.WriteCheckpoints(0, checkpoints, 0);
    }

    private JournalReport Verified() => JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken);
}
