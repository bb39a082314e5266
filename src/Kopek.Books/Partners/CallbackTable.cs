using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Partners;

/// <summary>The outbox of partners: one row a transaction, outcome and place, then sent until it arrives or is given up. Only used by the store's writer.</summary>
internal sealed class CallbackTable
{
    public const string Columns = "id, tx, outcome, kind, partner, url, state, attempts, not_before, made, changed, answer";

    private readonly BooksStatement add;
    private readonly BooksStatement due;
    private readonly BooksStatement begin;
    private readonly BooksStatement settle;
    private readonly BooksStatement interrupted;

    public CallbackTable(BooksDatabase database)
    {
        add = database.Prepare("""
            INSERT OR IGNORE INTO callbacks (tx, outcome, kind, partner, url, state, attempts, not_before, made, changed) VALUES (?1, ?2, ?3, ?4, ?5, 1, 0, ?6, ?6, ?6)
            """);
        due = database.Prepare($"SELECT {Columns} FROM callbacks WHERE state = 1 AND not_before <= ?1 ORDER BY not_before, id LIMIT ?2");
        begin = database.Prepare("UPDATE callbacks SET state = 2, attempts = attempts + 1, changed = ?2 WHERE id = ?1 AND state = 1");
        // Only the attempt that is under way has an outcome: one that comes late or twice changes nothing.
        settle = database.Prepare("UPDATE callbacks SET state = ?2, not_before = ?3, changed = ?4, answer = ?5 WHERE id = ?1 AND state = 2 AND attempts = ?6");
        interrupted = database.Prepare("UPDATE callbacks SET state = 1, not_before = ?1, changed = ?1, answer = 'interrupted' WHERE state = 2");
    }

    /// <summary>Something is waiting that was not: looked at and reset by the writer after its commit.</summary>
    public bool HasNews { get; set; }

    public static Callback Read(BooksStatement row) => new(row.Long(0), row.Long(1), (TransactionStatus)row.Long(2), (CallbackKind)row.Long(3), row.Text(4), row.Text(5),
        (CallbackState)row.Long(6), (int)row.Long(7), new Moment(row.Long(8)), new Moment(row.Long(9)), new Moment(row.Long(10)), row.TextOrNull(11));

    public void Add(PartnerTransaction transaction, TransactionStatus outcome, CallbackKind kind, string url, Moment now)
    {
        add.Bind(1, transaction.Id).Bind(2, (long)(int)outcome).Bind(3, (long)kind).Bind(4, transaction.Partner).Bind(5, url).Bind(6, now.UnixMilliseconds).Run();
        HasNews = true;
    }

    public List<Callback> Take(Moment now, int most)
    {
        var taken = new List<Callback>();
        due.Bind(1, now.UnixMilliseconds).Bind(2, most);
        while (due.Step())
        {
            taken.Add(Read(due));
        }

        for (var index = 0; index < taken.Count; index++)
        {
            begin.Bind(1, taken[index].Id).Bind(2, now.UnixMilliseconds).Run();
            taken[index] = taken[index] with { State = CallbackState.Sending, Attempts = taken[index].Attempts + 1 };
        }

        return taken;
    }

    public void Settle(Callback tried, CallbackState state, Moment notBefore, string answer, Moment now) =>
        settle.Bind(1, tried.Id).Bind(2, (long)state).Bind(3, notBefore.UnixMilliseconds).Bind(4, now.UnixMilliseconds).Bind(5, answer).Bind(6, tried.Attempts).Run();

    /// <summary>What was on its way when the process died goes again: receivers know a repeat by its id.</summary>
    public void SendInterruptedAgain(Moment now) => interrupted.Bind(1, now.UnixMilliseconds).Run();
}
