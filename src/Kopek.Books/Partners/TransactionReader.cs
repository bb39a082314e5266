using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;

namespace Kopek.Books.Partners;

/// <summary>Reads transactions, callbacks and movements. Only used inside the store's gate for reading, or alone with a connection of its own.</summary>
public sealed class TransactionReader
{
    private const string Filtered = """
        FROM transactions WHERE partner = ?1 AND (?2 IS NULL OR external_id = ?2) AND (?3 IS NULL OR msisdn = ?3) AND (?4 IS NULL OR operator = ?4)
          AND (?5 IS NULL OR (pack IS NULL) = ?5) AND (?6 IS NULL OR (?6 = -1 AND outcome IS NULL) OR outcome = ?6) AND created >= ?7 AND created < ?8 AND shape = ?9
        """;

    private readonly BooksStatement one;
    private readonly BooksStatement count;
    private readonly BooksStatement page;
    private readonly BooksStatement open;
    private readonly BooksStatement external;
    private readonly BooksStatement between;
    private readonly BooksStatement movements;
    private readonly BooksStatement callbacks;
    private readonly BooksStatement deposit;
    private readonly BooksStatement seen;

    internal TransactionReader(BooksDatabase database)
    {
        one = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE id = ?1 AND partner = ?2 AND shape = ?3");
        count = database.Prepare($"SELECT count(*) {Filtered}");
        page = database.Prepare($"SELECT {TransactionRows.Columns} {Filtered} ORDER BY id DESC LIMIT ?10 OFFSET ?11");
        open = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE outcome IS NULL AND id > ?1 AND created < ?2 ORDER BY id LIMIT ?3");
        external = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE partner = ?1 AND shape = ?2 AND external_id = ?3");
        between = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE partner = ?1 AND created >= ?2 AND created < ?3 AND id > ?4 ORDER BY id LIMIT ?5");
        movements = database.Prepare("""
            SELECT kind, amount, at, tx, reference FROM (
              SELECT 'top_up' AS kind, commission - amount AS amount, finished AS at, id AS tx, external_id AS reference FROM transactions
                WHERE partner = ?1 AND outcome IN (70000, 80000)
              UNION ALL SELECT 'returned', returned - commission * returned / amount, returned_at, id, external_id FROM transactions
                WHERE partner = ?1 AND outcome IN (70000, 80000) AND returned > 0
              UNION ALL SELECT 'deposit', amount, at, NULL, note FROM deposits WHERE partner = ?1)
            ORDER BY at DESC, tx DESC LIMIT ?2 OFFSET ?3
            """);
        callbacks = database.Prepare($"SELECT {CallbackTable.Columns} FROM callbacks WHERE partner = ?1 ORDER BY id DESC LIMIT ?2");
        deposit = database.Prepare("SELECT partner, amount FROM deposits WHERE id = ?1");
        seen = database.Prepare("SELECT seen FROM meta WHERE id = 1");
    }

    /// <summary>Null where this partner has no such transaction, whoever else has.</summary>
    public PartnerTransaction? Find(string partner, TransactionShape shape, long id) => One(one.Bind(1, id).Bind(2, partner).Bind(3, (long)shape));

    public PartnerTransaction? FindExternal(string partner, TransactionShape shape, string externalId) => One(external.Bind(1, partner).Bind(2, (long)shape).Bind(3, externalId));

    /// <summary>The newest first.</summary>
    public (IReadOnlyList<PartnerTransaction> Rows, long Total) Page(string partner, TransactionShape shape, TransactionFilter filter, int skip, int most)
    {
        Bind(count, partner, shape, filter).Step();
        var total = count.Long(0);
        count.Reset();
        return (TransactionRows.All(Bind(page, partner, shape, filter).Bind(10, most).Bind(11, skip)), total);
    }

    /// <summary>Those without an outcome that are older, of all partners, by number.</summary>
    public IReadOnlyList<PartnerTransaction> Open(long after, Moment before, int most) =>
        TransactionRows.All(open.Bind(1, after).Bind(2, before.UnixMilliseconds).Bind(3, most));

    /// <summary>Those that were created in a span of time, by number.</summary>
    public IReadOnlyList<PartnerTransaction> Between(string partner, Moment from, Moment until, long after, int most) =>
        TransactionRows.All(between.Bind(1, partner).Bind(2, from.UnixMilliseconds).Bind(3, until.UnixMilliseconds).Bind(4, after).Bind(5, most));

    /// <summary>What moved the float, the newest first.</summary>
    public IReadOnlyList<FloatMovement> Movements(string partner, int skip, int most)
    {
        var found = new List<FloatMovement>();
        movements.Bind(1, partner).Bind(2, most).Bind(3, skip);
        while (movements.Step())
        {
            found.Add(new FloatMovement(movements.Text(0), new Money(movements.Long(1)), new Moment(movements.Long(2)),
                movements.IsNull(3) ? null : movements.Long(3), movements.TextOrNull(4)));
        }

        return found;
    }

    /// <summary>A deposit that was booked under this id; null where none was.</summary>
    public (string Partner, Money Amount)? Deposit(OrderId id)
    {
        (string, Money)? found = deposit.Bind(1, id.High, id.Low).Step() ? (deposit.Text(0), new Money(deposit.Long(1))) : null;
        deposit.Reset();
        return found;
    }

    /// <summary>What a partner was told or is to be told, the newest first.</summary>
    public IReadOnlyList<Callback> Callbacks(string partner, int most)
    {
        var found = new List<Callback>();
        callbacks.Bind(1, partner).Bind(2, most);
        while (callbacks.Step())
        {
            found.Add(CallbackTable.Read(callbacks));
        }

        return found;
    }

    /// <summary>Outcomes are recorded up to about then.</summary>
    public Moment Seen()
    {
        seen.Step();
        var value = new Moment(seen.Long(0));
        seen.Reset();
        return value;
    }

    private static PartnerTransaction? One(BooksStatement query)
    {
        var found = query.Step() ? TransactionRows.Read(query) : null;
        query.Reset();
        return found;
    }

    private static BooksStatement Bind(BooksStatement query, string partner, TransactionShape shape, TransactionFilter filter) => query
        .Bind(1, partner).Bind(2, filter.ExternalId).Bind(3, filter.Msisdn).Bind(4, filter.Operator)
        .Bind(5, filter.IsPlain is { } plain ? (plain ? 1 : 0) : (long?)null)
        .Bind(6, filter.Status is not { } status ? null : TransactionStatuses.IsFinal((TransactionStatus)status) ? status : -1)
        .Bind(7, filter.From?.UnixMilliseconds ?? long.MinValue).Bind(8, filter.Until?.UnixMilliseconds ?? long.MaxValue).Bind(9, (long)shape);
}
