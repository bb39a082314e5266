using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Notices;

/// <summary>How long the rows of notices.db are kept.</summary>
internal sealed class NoticeRetention(Moment now)
{
    private static readonly TimeSpan OfRecord = TimeSpan.FromDays(3 * 366);
    private static readonly TimeSpan OfKeys = TimeSpan.FromDays(30);
    private static readonly TimeSpan OfTrips = TimeSpan.FromDays(30);
    private static readonly TimeSpan OfReceipts = TimeSpan.FromDays(7);

    /// <summary>Rows deleted of each table at a time: a transaction of some milliseconds.</summary>
    private const int Most = 5000;

    public void Prune(BooksDatabase database)
    {
        Run(database, "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE made < ?1 AND state NOT IN (1, 2) LIMIT ?2)", OfRecord);
        Run(database, "DELETE FROM changes WHERE key IN (SELECT key FROM changes WHERE at < ?1 LIMIT ?2)", OfKeys);
        Run(database, "DELETE FROM reminders WHERE trip IN (SELECT id FROM trips WHERE ends < ?1 LIMIT ?2)", OfTrips);
        Run(database, "DELETE FROM trips WHERE id IN (SELECT id FROM trips WHERE ends < ?1 LIMIT ?2)", OfTrips);
        Run(database, "DELETE FROM receipts WHERE reference IN (SELECT reference FROM receipts WHERE at < ?1 LIMIT ?2)", OfReceipts);
    }

    private void Run(BooksDatabase database, string sql, TimeSpan kept)
    {
        using var statement = database.Prepare(sql);
        statement.Bind(1, (now + -kept).UnixMilliseconds).Bind(2, Most).Run();
    }
}
