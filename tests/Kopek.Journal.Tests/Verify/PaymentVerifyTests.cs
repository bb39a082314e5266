using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Codec;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Verify;

/// <summary>What the verification of a journal finds wrong with orders to pay in and with receipts.</summary>
public sealed class PaymentVerifyTests : IDisposable
{
    private static readonly AccountKey key = StoredAccounts.Order;
    private static readonly TopUpRequest request = StoredAccounts.Request with { Amount = new Money(500), Pack = null, Mandate = default };
    private static readonly AccountEntry requested = Of(new TopUpOrderEvent.Requested(request));
    private static readonly AccountEntry taken = Of(new TopUpOrderEvent.PaymentTaken("pay-1", new Money(500), null, AtProvider: true));
    private static readonly AccountEntry credited = Of(new TopUpOrderEvent.Credited(Money.Zero, new Money(500)));
    private static readonly LineEvent opened = new LineEvent.Opened("PAYGO", "KDR", "Europe/Moscow", ConnectionFeePaid: true);
    private static readonly LineEvent added = new LineEvent.MoneyAdded(1, LotKind.TopUp, new Money(500), Journals.Start, default, LedgerAccount.PaymentsInTransit);
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Money_that_went_all_the_way_is_in_order() =>
        AssertInOrder(opened, requested, taken, added, credited, Number(1), Of(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Payment, 1)));

    [Fact]
    public void Money_that_went_back_is_in_order() =>
        AssertInOrder(requested, taken, Of(new TopUpOrderEvent.RefundStarted(new Money(500), RefundReason.TooLate, Moment.Never)), Of(new TopUpOrderEvent.RefundDone("ref-1", new Money(500), AtProvider: true)),
            Number(1, ReceiptKind.Refund), Of(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Refund, 1)));

    [Fact]
    public void An_order_that_does_what_no_order_may_is_found()
    {
        AssertFound("requested twice", requested, requested);
        AssertFound("never requested", taken);
        AssertFound("is taken after", requested, taken, taken);
        AssertFound("is credited and", requested, Of(new TopUpOrderEvent.PaymentTaken("pay-1", new Money(499), null, AtProvider: true)), credited);
        AssertFound("credited twice", requested, taken, credited, credited);
        AssertFound("taken back of", requested, taken, credited, Of(new TopUpOrderEvent.UndoTaken(new Money(501))));
        AssertFound("more went out than came in", requested, taken, Of(new TopUpOrderEvent.RefundDone("ref-1", new Money(501), AtProvider: true)));
    }

    [Fact]
    public void Receipts_with_a_gap_a_double_or_without_a_giver_are_found()
    {
        AssertFound("receipt 3 of KDR follows 1", Number(1), Number(3, ReceiptKind.Refund));
        AssertFound("a second receipt of one kind", Number(1), Number(2));
        AssertFound("which its series did not give it", requested, taken, credited, Of(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Payment, 1)));
        AssertFound("two receipts of one kind", requested, taken, credited, Of(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Payment, 1)), Of(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Payment, 2)));
    }

    [Fact]
    public void Money_on_its_way_for_no_order_is_found()
    {
        var voucher = new AccountKey(AccountKind.Voucher, 1, 4);
        AssertFound("on its way", new AccountEntry(voucher, new VoucherEvent.Issued("spring", 1, "KDR", new Money(500), Moment.Never)), new AccountEntry(voucher, new VoucherEvent.Taken(key.Id, new Money(500))));
    }

    private static AccountEntry Of(TopUpOrderEvent happened) => new(key, happened);

    private static AccountEntry Number(long number, ReceiptKind kind = ReceiptKind.Payment) =>
        new(new AccountKey(AccountKind.ReceiptSeries, 2, 0), new ReceiptSeriesEvent.Numbered("KDR", new ReceiptWish(key.Id, kind), number));

    private void AssertFound(string fault, params object[] events) =>
        Assert.Contains(Findings(events), finding => finding.What.Contains(fault, StringComparison.Ordinal));

    private void AssertInOrder(params object[] events) => Assert.Empty(Findings(events));

    private IReadOnlyList<JournalFinding> Findings(object[] events)
    {
        File.Delete(folder.Database);
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            journal.Commit([Journals.Batch(0, 1, [.. events.Select((happened, n) => (n, StoredExamples.Line, happened))])]);
        }

        return JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken).Findings;
    }
}
