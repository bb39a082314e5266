using System.Diagnostics;
using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Books.Fiscal;

/// <summary>
/// Fiscal documents that are due, in receipts.db: pending, then sent (the intent), then registered or failed. A row follows from a receipt, or from what a line
/// used in a month; its key is the same for ever, so that after a crash, or when the file was built again, the register is asked first and nothing is
/// registered twice. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class FiscalOutbox
{
    /// <summary>Most documents of one page.</summary>
    public const int MostOfPage = 200;

    /// <summary>A document that waits for the one that it corrects is looked at again after this.</summary>
    private static readonly TimeSpan WaitForOriginal = TimeSpan.FromMinutes(1);

    private readonly ReceiptStore store;
    private readonly ReceiptTable receipts;
    private readonly FiscalTable table;
    private readonly FiscalList list;

    internal FiscalOutbox(ReceiptStore store, ReceiptTable receipts, IReadOnlyDictionary<string, FiscalSeller> sellers)
    {
        this.store = store;
        this.receipts = receipts;
        Sellers = sellers;
        table = new FiscalTable(store.Database);
        list = new FiscalList(store.Database);
    }

    /// <summary>Something may be sent now that was not there before: only offsets; receipts raise <see cref="ReceiptStore.Added"/>.</summary>
    public event Action? Made;

    /// <summary>By operator code, those that issue fiscal receipts.</summary>
    public IReadOnlyDictionary<string, FiscalSeller> Sellers { get; }

    /// <summary>
    /// Whether we owe a fiscal receipt: where the seller takes the money itself. A partner issues its own for what it takes; a voucher's money was an advance
    /// when it was sold; between lines no money moves.
    /// </summary>
    public static bool IsOwed(PaidBy method) => method switch
    {
        PaidBy.Card or PaidBy.Automatic or PaidBy.CashAtCounter or PaidBy.CardAtCounter => true,
        PaidBy.Partner or PaidBy.Voucher or PaidBy.Transfer => false,
        _ => throw new UnreachableException($"{method} has no rule."),
    };

    /// <summary>Takes what is to be sent now, and stores the intent.</summary>
    public IReadOnlyList<FiscalWork> Take(Moment now, int most) => store.Write(() =>
    {
        var taken = new List<FiscalWork>();
        foreach (var row in table.Due(now, most))
        {
            if (!Sellers.TryGetValue(row.Operator, out var seller))
            {
                table.Settle(row.Key, FiscalState.Failed, "no_seller_configured", now, now);
            }
            else if (Document(row, seller) is { } document)
            {
                table.Begin(row.Key, document.Total, now);
                taken.Add(new FiscalWork(row.Key, seller, document, row.Line, row.Attempts + 1));
            }
            else
            {
                table.Settle(row.Key, FiscalState.Pending, "waits_for_original", now + WaitForOriginal, now);
            }
        }

        return taken;
    });

    /// <summary>Stores what came of a document that was taken.</summary>
    public void Record(FiscalWork work, FiscalOutcome outcome, Moment now)
    {
        ArgumentNullException.ThrowIfNull(work);
        store.Write(() =>
        {
            switch (outcome)
            {
                case FiscalOutcome.Registered made:
                    table.Register(work.Key, made.Registration, FiscalQr.Of(work.Document, made.Registration, work.Seller.TimeZone).ToString(), now);
                    break;
                case FiscalOutcome.Refused refused: table.Settle(work.Key, FiscalState.Failed, refused.Reason, now, now); break;
                case FiscalOutcome.Later later: table.Settle(work.Key, FiscalState.Pending, later.Reason, now + later.After, now); break;
                default: throw new UnreachableException($"{outcome.GetType().Name} has no state.");
            }

            return true;
        });
    }

    /// <summary>At a start: what was at the register when the process died is asked for again. Answers how many.</summary>
    public int SettleInterrupted(Moment now) => store.Write(() => table.SettleInterrupted(now));

    /// <summary>A person has mended why a document failed: it is tried again. False where it did not fail.</summary>
    public bool Retry(string key, Moment now)
    {
        var isTried = store.Write(() => table.Retry(key, now));
        OnMade();
        return isTried;
    }

    /// <summary>The fiscal document of a receipt; null where none is owed.</summary>
    public FiscalRecord? Find(string operatorCode, long number) => store.Locked(() => table.Find(operatorCode, number));

    public long Count(FiscalState state) => store.Locked(() => table.Count(state));

    /// <summary>How many failed and wait for a person.</summary>
    public long Failed() => store.Locked(list.Failed);

    /// <summary>A page of those that failed, the newest first. <paramref name="from"/>: <see cref="FiscalPage.Next"/> of the page before; null is the newest.</summary>
    public FiscalPage Failures(long? from, int count) => store.Locked(() => list.Failures(from, Math.Clamp(count, 1, MostOfPage)));

    /// <summary>One by its key; null where there is none.</summary>
    public FiscalEntry? Find(string key) => store.Locked(() => list.Find(key));

    /// <summary>The offsets of a month: how many, and their sum.</summary>
    public (long Documents, Money Sum) OffsetsOf(string operatorCode, FiscalMonth month) => store.Locked(() => list.Offsets(operatorCode, month));

    /// <summary>
    /// What a line used in a month is settled out of its advances, once: the same sum again is no news, another sum for the same month is refused. Inside a
    /// transaction of the store.
    /// </summary>
    /// <returns>False where the month has another sum.</returns>
    internal bool AddOffset(string operatorCode, LineId line, FiscalMonth month, Money rendered, Moment now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rendered.Kopeks, 0);
        var row = new FiscalRow($"{operatorCode}-{line}-{month}", operatorCode, null, line, month.ToString(), rendered, 0);
        table.Add(row, now);
        return table.AmountOf(row.Key) == rendered;
    }

    /// <summary>After the transaction: offsets may be sent now.</summary>
    internal void OnMade() => Made?.Invoke();

    /// <summary>A receipt was added, in the same transaction.</summary>
    internal void Due(Receipt receipt)
    {
        var shown = receipt.Public;
        if (Sellers.TryGetValue(shown.Operator, out var seller) && shown.IssuedAt >= seller.Since && IsOwed(shown.Method))
        {
            table.Add(new FiscalRow(shown.Name, shown.Operator, shown.Number, receipt.Private.Line, null, shown.Paid, 0), shown.IssuedAt);
        }
    }

    private FiscalDocument? Document(FiscalRow row, FiscalSeller seller)
    {
        if (row.Number is not { } number)
        {
            return FiscalRules.Offset(row.Amount, FiscalMonth.Read(row.Month)!.Value.Month);
        }

        var receipt = receipts.Find(row.Operator, number)!.Public;
        var payment = new FiscalPayment(receipt.Paid, receipt.Fee, receipt.Method == PaidBy.CashAtCounter, DayOf(receipt.IssuedAt, seller));
        if (receipt.Kind == ReceiptKind.Payment)
        {
            return FiscalRules.Advance(payment);
        }

        var original = receipts.Find(row.Operator, receipt.RefersTo!.Value);
        if (original is null)
        {
            return null;
        }

        var paidOn = DayOf(original.Public.IssuedAt, seller);
        if (receipt.Kind == ReceiptKind.Refund)
        {
            return FiscalRules.Return(payment, paidOn);
        }

        var corrected = table.Find(row.Operator, receipt.RefersTo.Value);
        return corrected is { State: not FiscalState.Registered } ? null : FiscalRules.Correction(payment, paidOn, corrected?.Registration?.Sign);
    }

    private static LocalDate DayOf(Moment moment, FiscalSeller seller) =>
        moment.ToInstant().InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(seller.TimeZone) ?? DateTimeZone.Utc).Date;
}
