using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Tests.Receipts;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Books.Tests.Fiscal;

public sealed class FiscalOutboxTests : IDisposable
{
    private static readonly FiscalSeller Kedr = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));
    private static readonly Moment Now = ReceiptSamples.At + TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-fiscal-").FullName;
    private ReceiptStore store;

    public FiscalOutboxTests() => store = Open();

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_payment_that_the_seller_took_is_owed_once_and_taken_once()
    {
        store.Add([ReceiptSamples.Payment()]);
        store.Add([ReceiptSamples.Payment()]);
        var work = Assert.Single(store.Fiscal.Take(Now, 10));
        Assert.Equal(("KDR-0000123", 1, new Money(51_000)), (work.Key, work.Attempts, work.Document.Total));
        Assert.Equal([VatCode.Extracted22, VatCode.Vat22], work.Document.Items.Select(item => item.Code));
        Assert.Empty(store.Fiscal.Take(Now, 10));
        Assert.Equal(FiscalState.Sent, store.Fiscal.Find("KDR", 123)!.State);
    }

    [Fact]
    public void A_payer_s_receipt_goes_before_a_month_of_offsets()
    {
        for (var line = 1; line <= 30; line++)
        {
            store.Fiscal.AddOffset("KDR", new LineId(1000 + line), FiscalMonth.Read("2026-10")!.Value, new Money(100), Now + TimeSpan.FromHours(-1));
        }

        store.Add([ReceiptSamples.Payment()]);
        var taken = store.Fiscal.Take(Now, 10);
        Assert.Equal("KDR-0000123", taken[0].Key);
        Assert.All(taken.Skip(1), work => Assert.EndsWith("-2026-10", work.Key, StringComparison.Ordinal));
        Assert.Equal(10, taken.Count);
    }

    [Theory]
    [InlineData(PaidBy.Card, true)]
    [InlineData(PaidBy.Automatic, true)]
    [InlineData(PaidBy.CashAtCounter, true)]
    [InlineData(PaidBy.CardAtCounter, true)]
    [InlineData(PaidBy.Partner, false)]
    [InlineData(PaidBy.Voucher, false)]
    [InlineData(PaidBy.Transfer, false)]
    public void What_a_partner_a_voucher_or_another_line_brought_is_not_ours_to_register(PaidBy method, bool isOwed)
    {
        store.Add([ReceiptSamples.Payment() with { Method = method }]);
        Assert.Equal(isOwed, store.Fiscal.Find("KDR", 123) is not null);
        Assert.Equal(isOwed && method == PaidBy.CashAtCounter, store.Fiscal.Take(Now, 10) is [{ Document.Cash.IsZero: false }]);
    }

    [Fact]
    public void Other_operators_and_what_was_before_the_register_owe_nothing()
    {
        store.Add([ReceiptSamples.Payment(1, code: "BRZ")]);
        Assert.Null(store.Fiscal.Find("BRZ", 1));
        store.Dispose();
        store = Open(Kedr with { Since = ReceiptSamples.At + TimeSpan.FromMilliseconds(1) });
        store.Add([ReceiptSamples.Payment(1), ReceiptSamples.Payment(2) with { IssuedAt = ReceiptSamples.At + TimeSpan.FromMilliseconds(1) }]);
        Assert.Equal([false, true], ((long[])[1, 2]).Select(number => store.Fiscal.Find("KDR", number) is not null));
    }

    [Fact]
    public void What_is_registered_has_its_numbers_and_its_QR()
    {
        store.Add([ReceiptSamples.Payment()]);
        Register(Assert.Single(store.Fiscal.Take(Now, 10)), "7");
        var record = store.Fiscal.Find("KDR", 123)!;
        Assert.Equal((FiscalState.Registered, "7"), (record.State, record.Registration!.Document));
        Assert.Equal("t=20261126T1201&s=510.00&fn=9999078900000001&i=7&fp=0123456789&n=1", record.Qr);
        Assert.Empty(store.Fiscal.Take(Now + TimeSpan.FromDays(1), 10));
    }

    [Fact]
    public void A_refund_goes_back_at_the_rate_of_its_payment_and_waits_for_it()
    {
        var in2025 = Moment.FromInstant(Instant.FromUtc(2025, 12, 31, 20, 59));
        store.Add([ReceiptSamples.Refund()]);
        Assert.Empty(store.Fiscal.Take(Now, 10));
        Assert.Equal((FiscalState.Pending, "waits_for_original"), (store.Fiscal.Find("KDR", 124)!.State, store.Fiscal.Find("KDR", 124)!.Reason));
        store.Add([ReceiptSamples.Payment() with { IssuedAt = in2025 }]);
        var taken = store.Fiscal.Take(Now + TimeSpan.FromMinutes(2), 10);
        var refund = taken.Single(work => work.Key == "KDR-0000124").Document;
        Assert.Equal((SettlementType.IncomeReturn, VatCode.Extracted20), (refund.Type, Assert.Single(refund.Items).Code));
    }

    [Fact]
    public void A_reversal_is_a_correction_with_the_sign_of_what_it_corrects()
    {
        store.Add([ReceiptSamples.Payment(), ReceiptSamples.Refund() with { Kind = ReceiptKind.Reversal }]);
        var original = Assert.Single(store.Fiscal.Take(Now, 10));
        Register(original, "7");
        var correction = Assert.Single(store.Fiscal.Take(Now + TimeSpan.FromMinutes(2), 10)).Document;
        Assert.Equal((FiscalForm.Correction, new FiscalCorrection(new LocalDate(2026, 11, 26), "0123456789")), (correction.Form, correction.Correction));
    }

    [Fact]
    public void A_crash_brings_what_was_under_way_back_and_a_pause_is_kept()
    {
        store.Add([ReceiptSamples.Payment()]);
        var work = Assert.Single(store.Fiscal.Take(Now, 10));
        store.Dispose();
        store = Open();
        Assert.Equal(1, store.Fiscal.SettleInterrupted(Now));
        var again = Assert.Single(store.Fiscal.Take(Now, 10));
        Assert.Equal((work.Key, 2), (again.Key, again.Attempts));
        store.Fiscal.Record(again, new FiscalOutcome.Later("pending", TimeSpan.FromMinutes(1)), Now);
        Assert.Empty(store.Fiscal.Take(Now + TimeSpan.FromSeconds(59), 10));
        Assert.Single(store.Fiscal.Take(Now + TimeSpan.FromMinutes(1), 10));
    }

    [Fact]
    public void What_is_refused_waits_for_a_person()
    {
        store.Add([ReceiptSamples.Payment()]);
        var work = Assert.Single(store.Fiscal.Take(Now, 10));
        Assert.False(store.Fiscal.Retry(work.Key, Now));
        store.Fiscal.Record(work, new FiscalOutcome.Refused("wrong_inn"), Now);
        Assert.Equal((FiscalState.Failed, "wrong_inn", 1), (store.Fiscal.Find("KDR", 123)!.State, store.Fiscal.Find("KDR", 123)!.Reason, store.Fiscal.Count(FiscalState.Failed)));
        Assert.Empty(store.Fiscal.Take(Now + TimeSpan.FromDays(9), 10));
        Assert.True(store.Fiscal.Retry(work.Key, Now));
        Assert.Single(store.Fiscal.Take(Now, 10));
    }

    [Fact]
    public void A_month_of_a_line_is_settled_once()
    {
        var month = new FiscalMonth(new YearMonth(2026, 10));
        bool Add(long line, long kopeks) => store.Write(() => store.Fiscal.AddOffset("KDR", new LineId(line), month, new Money(kopeks), Now));
        Assert.Equal([true, true, false, true], [Add(17, 12_200), Add(17, 12_200), Add(17, 12_201), Add(18, 1)]);
        Assert.Equal((2, new Money(12_201)), store.Fiscal.OffsetsOf("KDR", month));
        var works = store.Fiscal.Take(Now, 10);
        Assert.Equal(["KDR-17-2026-10", "KDR-18-2026-10"], works.Select(work => work.Key).Order(StringComparer.Ordinal));
        Assert.All(works, work => Assert.Equal(work.Document.Total, work.Document.Prepaid));
    }

    [Fact]
    public void Those_that_failed_are_listed_page_by_page_the_newest_first()
    {
        store.Add([.. Enumerable.Range(1, 5).Select(number => ReceiptSamples.Payment(number))]);
        foreach (var work in store.Fiscal.Take(Now, 4))
        {
            store.Fiscal.Record(work, new FiscalOutcome.Refused("wrong_inn"), Now);
        }

        var first = store.Fiscal.Failures(null, 3);
        var second = store.Fiscal.Failures(first.Next, 3);
        Assert.Equal([4L, 3, 2, 1], first.Documents.Concat(second.Documents).Select(entry => entry.Number));
        Assert.Equal((3, null, 4), (first.Documents.Count, second.Next, store.Fiscal.Failed()));
        Assert.Equal(new FiscalEntry("KDR-0000004", "KDR", 4, new LineId(17), null, new Money(51_000), FiscalState.Failed, 1, "wrong_inn", Now), first.Documents[0]);
        store.Fiscal.Retry("KDR-0000004", Now);
        Assert.Equal((3, FiscalState.Pending), (store.Fiscal.Failed(), store.Fiscal.Find("KDR-0000004")!.State));
        Assert.Null(store.Fiscal.Find("KDR-0000006"));
    }

    private void Register(FiscalWork work, string document) =>
        store.Fiscal.Record(work, new FiscalOutcome.Registered(new FiscalRegistration("9999078900000001", "1", document, "0123456789", 1, 1, Now)), Now);

    private ReceiptStore Open(FiscalSeller? seller = null) => new(folder, ReceiptSamples.Keys(), new Dictionary<string, FiscalSeller> { ["KDR"] = seller ?? Kedr });
}
