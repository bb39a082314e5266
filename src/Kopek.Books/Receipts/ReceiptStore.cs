using Kopek.Books.Fiscal;
using Kopek.Books.Receipts.Keys;
using Kopek.Books.Storage;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Receipts;

/// <summary>A page of a line's receipts, the newest first. <paramref name="Next"/>: where the next page begins; null at the end.</summary>
public sealed record ReceiptPage(IReadOnlyList<Receipt> Receipts, long? Next);

/// <summary>An operator's series. <paramref name="Count"/> less than <paramref name="Last"/>: numbers are missing here, and the feed has to bring them.</summary>
public sealed record ReceiptSeries(string Operator, long Last, long Count);

/// <summary>
/// receipts.db: receipts for ever, made from journalled facts and signed as they are added, and the fiscal documents that follow from them. One connection, one
/// user at a time; every call is one durable transaction. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class ReceiptStore : IDisposable
{
    /// <summary>Most receipts of one page.</summary>
    public const int MostOfPage = 200;

    /// <summary>An order has a payment and its refunds; more is a loop.</summary>
    public const int MostOfOrder = 100;

    private readonly Lock gate = new();
    private readonly ReceiptTable table;
    private readonly ReceiptKeys keys;
    private readonly string folder;
    private readonly bool hasSellers;
    private ClosedMonths? months;
    private bool isMonthsDamaged;

    /// <param name="sellers">By operator code, those whose payments want a fiscal receipt; none where null.</param>
    public ReceiptStore(string folder, ReceiptKeys keys, IReadOnlyDictionary<string, FiscalSeller>? sellers = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        this.keys = keys;
        this.folder = folder;
        hasSellers = sellers is not null;
        Database = ReceiptSchema.Open(folder);
        table = new ReceiptTable(Database);
        Fiscal = new FiscalOutbox(this, table, sellers ?? new Dictionary<string, FiscalSeller>());
    }

    /// <summary>Receipts were added. Raised on the thread that added them, after they are durable.</summary>
    public event Action? Added;

    /// <summary>The fiscal documents that are due, and what became of them.</summary>
    public FiscalOutbox Fiscal { get; }

    internal BooksDatabase Database { get; }

    /// <summary>
    /// Null where nobody here issues fiscal receipts. Opened for who asks first, and where that throws <see cref="BooksException"/> tried again for the next: one that is
    /// damaged stops the offsets alone, no receipt and no start.
    /// </summary>
    internal ClosedMonths? Months => hasSellers ? months ??= OpenMonths() : null;

    /// <summary>What a receipt's public address is made of; also of one that is not made yet.</summary>
    public ReceiptToken TokenOf(string operatorCode, long number) => keys.TokenOf(operatorCode, number);

    /// <summary>
    /// Takes facts. A receipt that is here already is passed over; the same number with other facts throws
    /// <see cref="InvalidOperationException"/>: then the journal and this file contradict each other, and nothing is taken.
    /// </summary>
    /// <returns>How many receipts are new.</returns>
    public int Add(IReadOnlyList<ReceiptFacts> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        // Signed before the gate: others may read meanwhile.
        var signed = facts.Select(keys.Sign).ToList();
        var added = Write(() => signed.Count(AddOne));
        if (added > 0)
        {
            Added?.Invoke();
        }

        return added;
    }

    public Receipt? Find(string operatorCode, long number) => Locked(() => table.Find(operatorCode, number));

    public Receipt? Find(ReceiptToken token) => Locked(() => table.Find(token));

    /// <summary>The receipts of an order, in the order in which they came.</summary>
    public IReadOnlyList<Receipt> OfOrder(OrderId order) => Locked(() => table.OfOrder(order, MostOfOrder));

    /// <summary>The receipts of a line. <paramref name="from"/>: <see cref="ReceiptPage.Next"/> of the page before; null is the newest.</summary>
    public ReceiptPage OfLine(LineId line, long? from, int count)
    {
        var most = Math.Clamp(count, 1, MostOfPage);
        var rows = Locked(() => table.OfLine(line, from ?? long.MaxValue, most + 1));
        return new ReceiptPage([.. rows.Take(most).Select(row => row.Receipt)], rows.Count > most ? rows[most - 1].Id : null);
    }

    /// <summary>How far each operator's series is here.</summary>
    public IReadOnlyList<ReceiptSeries> Series() => Locked(table.Series);

    public void Dispose()
    {
        lock (gate)
        {
            months?.Dispose();
            Database.Dispose();
        }
    }

    /// <summary>One transaction: all of it, or nothing.</summary>
    internal T Write<T>(Func<T> work)
    {
        lock (gate)
        {
            return Database.Transaction(work);
        }
    }

    internal T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    private bool AddOne(Receipt receipt)
    {
        if (table.Find(receipt.Public.Operator, receipt.Public.Number) is { } known)
        {
            return known.Facts == receipt.Facts
                ? false
                : throw new InvalidOperationException($"Receipt {receipt.Public.Name} is here with other facts than the journal has. Compare receipts.db with its backup before anything else.");
        }

        table.Add(receipt);
        Fiscal.Due(receipt);
        return true;
    }

    private ClosedMonths OpenMonths()
    {
        try
        {
            return new ClosedMonths(folder, mayBegin: !isMonthsDamaged);
        }
        catch (BooksException)
        {
            isMonthsDamaged = true;
            throw;
        }
    }
}
