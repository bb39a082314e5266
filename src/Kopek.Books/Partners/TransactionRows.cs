using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Partners;

/// <summary>The columns of a transaction, in the order in which they are read.</summary>
internal static class TransactionRows
{
    public const string Columns = """
        id, partner, shape, external_id, order_id, digest, product, pack, operator, msisdn, line, currency, amount, commission, callback, two_phase, created,
        expires, outcome, refused, figure, confirmed, finished, receipt, returned, pack_dropped
        """;

    public static PartnerTransaction Read(BooksStatement row)
    {
        var (high, low) = row.Id(4);
        var (digestHigh, digestLow) = row.Id(5);
        return new PartnerTransaction(row.Long(0), row.Text(1), (TransactionShape)row.Long(2), row.Text(3), new OrderId(high, low), new ContentDigest(digestHigh, digestLow),
            row.Text(6), row.TextOrNull(7), row.Text(8), row.Text(9), new LineId(row.Long(10)), row.Text(11), new Money(row.Long(12)), new Money(row.Long(13)),
            row.TextOrNull(14), row.Long(15) != 0, new Moment(row.Long(16)), new Moment(row.Long(17)))
        {
            Outcome = row.IsNull(18) ? null : (TransactionStatus)row.Long(18),
            Refused = row.TextOrNull(19),
            Limit = new Money(row.Long(20)),
            ConfirmedAt = row.IsNull(21) ? Moment.Never : new Moment(row.Long(21)),
            FinishedAt = row.IsNull(22) ? Moment.Never : new Moment(row.Long(22)),
            Receipt = row.Long(23),
            Returned = new Money(row.Long(24)),
            PackDropped = row.Long(25) != 0,
        };
    }

    public static List<PartnerTransaction> All(BooksStatement query)
    {
        var rows = new List<PartnerTransaction>();
        while (query.Step())
        {
            rows.Add(Read(query));
        }

        return rows;
    }
}
