using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Statements;

/// <summary>Forgets the oldest items of all statements. The ledger's totals and the lines' balances stay.</summary>
internal sealed class StatementRetention(BooksDatabase database, TimeSpan keeping)
{
    /// <summary>Items deleted in one transaction: some milliseconds.</summary>
    public const int MostAtOnce = 5000;

    private readonly BooksStatement oldest = database.Prepare("""
        SELECT max(id) FROM (SELECT id FROM sessions WHERE opened < ?1 ORDER BY id LIMIT ?2)
        """);

    private readonly BooksStatement oldestEntry = database.Prepare("""
        SELECT max(id) FROM (SELECT id FROM entries WHERE at < ?1 ORDER BY id LIMIT ?2)
        """);

    private readonly BooksStatement firstSession = database.Prepare("SELECT opened FROM sessions ORDER BY id LIMIT 1");
    private readonly BooksStatement firstEntry = database.Prepare("SELECT at FROM entries ORDER BY id LIMIT 1");

    private readonly BooksStatement dropSessions = database.Prepare("DELETE FROM sessions WHERE id <= ?1 AND opened < ?2");
    private readonly BooksStatement dropParts = database.Prepare("DELETE FROM session_buckets WHERE session <= ?1 AND session NOT IN (SELECT id FROM sessions WHERE id <= ?1)");
    private readonly BooksStatement dropEntries = database.Prepare("DELETE FROM entries WHERE id <= ?1 AND at < ?2");

    public bool Prune(Moment now)
    {
        var before = now + -keeping;
        var sessions = IsOld(firstSession, before) ? Through(oldest, before) : 0;
        var entries = IsOld(firstEntry, before) ? Through(oldestEntry, before) : 0;
        if (sessions == 0 && entries == 0)
        {
            return false;
        }

        database.Execute("BEGIN IMMEDIATE");
        dropSessions.Bind(1, sessions).Bind(2, before.UnixMilliseconds).Run();
        dropParts.Bind(1, sessions).Run();
        dropEntries.Bind(1, entries).Bind(2, before.UnixMilliseconds).Run();
        database.Execute("COMMIT");
        return true;
    }

    /// <summary>Looked at first, so that an hour without anything old costs one look-up.</summary>
    private static bool IsOld(BooksStatement first, Moment before)
    {
        var isOld = first.Step() && first.Long(0) < before.UnixMilliseconds;
        first.Reset();
        return isOld;
    }

    private static long Through(BooksStatement query, Moment before)
    {
        query.Bind(1, before.UnixMilliseconds).Bind(2, MostAtOnce);
        var id = query.Step() ? query.Long(0) : 0;
        query.Reset();
        return id;
    }
}
