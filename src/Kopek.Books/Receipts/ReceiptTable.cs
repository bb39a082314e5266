using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Receipts;

/// <summary>The rows of receipts. Only used inside the store's gate.</summary>
internal sealed class ReceiptTable
{
    private const string Columns = """
        operator, number, token, kind, "order", refers_to, line, issued, method, provider, paid, fee, debt_repaid, bonus, received, pack, balance_after, currency,
        salt, seal, key, signature, id
        """;

    private const int IdColumn = 22;

    private readonly BooksStatement add;
    private readonly BooksStatement byNumber;
    private readonly BooksStatement byToken;
    private readonly BooksStatement byOrder;
    private readonly BooksStatement byLine;
    private readonly BooksStatement series;

    public ReceiptTable(BooksDatabase database)
    {
        add = database.Prepare("""
            INSERT INTO receipts (operator, number, token, kind, "order", refers_to, line, issued, method, provider, paid, fee, debt_repaid, bonus, received, pack,
              balance_after, currency, salt, seal, key, signature)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
            """);
        byNumber = database.Prepare($"SELECT {Columns} FROM receipts WHERE operator = ?1 AND number = ?2");
        byToken = database.Prepare($"SELECT {Columns} FROM receipts WHERE token = ?1");
        byOrder = database.Prepare($"SELECT {Columns} FROM receipts WHERE \"order\" = ?1 ORDER BY id LIMIT ?2");
        byLine = database.Prepare($"SELECT {Columns} FROM receipts WHERE line = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
        series = database.Prepare("SELECT operator, max(number), count(*) FROM receipts GROUP BY operator ORDER BY operator");
    }

    public void Add(Receipt receipt)
    {
        var shown = receipt.Public;
        add.Bind(1, shown.Operator).Bind(2, shown.Number).Bind(3, Bytes(shown.Token)).Bind(4, (long)shown.Kind).Bind(5, shown.Order.High, shown.Order.Low)
            .Bind(6, shown.RefersTo).Bind(7, receipt.Private.Line.Value).Bind(8, shown.IssuedAt.UnixMilliseconds).Bind(9, (long)shown.Method).Bind(10, shown.Provider)
            .Bind(11, shown.Paid.Kopeks).Bind(12, shown.Fee.Kopeks).Bind(13, shown.DebtRepaid.Kopeks).Bind(14, shown.Bonus.Kopeks).Bind(15, shown.Received.Kopeks)
            .Bind(16, shown.Pack).Bind(17, receipt.Private.BalanceAfter.Kopeks).Bind(18, shown.Currency).Bind(19, Convert.FromHexString(receipt.Private.Salt))
            .Bind(20, Convert.FromHexString(shown.Seal)).Bind(21, shown.KeyId).Bind(22, Convert.FromHexString(shown.Signature)).Run();
    }

    public Receipt? Find(string operatorCode, long number) => One(byNumber.Bind(1, operatorCode).Bind(2, number));

    public Receipt? Find(ReceiptToken token) => One(byToken.Bind(1, Bytes(token)));

    public List<Receipt> OfOrder(OrderId order, int most) => [.. All(byOrder.Bind(1, order.High, order.Low).Bind(2, most)).Select(row => row.Receipt)];

    public List<(long Id, Receipt Receipt)> OfLine(LineId line, long before, int most) => All(byLine.Bind(1, line.Value).Bind(2, before).Bind(3, most));

    public List<ReceiptSeries> Series()
    {
        var found = new List<ReceiptSeries>();
        while (series.Step())
        {
            found.Add(new ReceiptSeries(series.Text(0), series.Long(1), series.Long(2)));
        }

        return found;
    }

    private static Receipt? One(BooksStatement query)
    {
        var found = query.Step() ? Row(query) : null;
        query.Reset();
        return found;
    }

    private static List<(long Id, Receipt Receipt)> All(BooksStatement query)
    {
        var rows = new List<(long, Receipt)>();
        while (query.Step())
        {
            rows.Add((query.Long(IdColumn), Row(query)));
        }

        return rows;
    }

    private static Receipt Row(BooksStatement row)
    {
        var token = row.Id(2);
        var order = row.Id(4);
        Money Amount(int column) => new(row.Long(column));
        return new Receipt(
            new PublicReceipt(row.Text(0), row.Long(1), (ReceiptKind)row.Long(3), new OrderId(order.High, order.Low), row.IsNull(5) ? null : row.Long(5),
                new Moment(row.Long(7)), (PaidBy)row.Long(8), row.Text(9), Amount(10), Amount(11), Amount(12), Amount(13), Amount(14), row.TextOrNull(15), row.Text(17),
                new ReceiptToken(token.High, token.Low), Hex(row, 19), row.Text(20), Hex(row, 21)),
            new SealedPart(Hex(row, 18), new LineId(row.Long(6)), Amount(16)));
    }

    private static string Hex(BooksStatement row, int column) => Convert.ToHexStringLower(row.Blob(column));

    /// <summary>Not the statement's own 128-bit form, which stores nothing for zero.</summary>
    private static byte[] Bytes(ReceiptToken token) => Convert.FromHexString(token.ToString());
}
