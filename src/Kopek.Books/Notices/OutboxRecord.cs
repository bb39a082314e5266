using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Notices;

/// <summary>Reads the outbox as the record of what was sent. Only used inside the store's gate.</summary>
internal sealed class OutboxRecord
{
    private const string Columns = "id, line, kind, channel, language, made, not_before, state, attempts, changed, subject, text, reason";

    private readonly BooksStatement page;
    private readonly BooksStatement newest;
    private readonly BooksStatement waiting;
    private readonly BooksStatement unknown;

    public OutboxRecord(BooksDatabase database)
    {
        page = database.Prepare($"SELECT {Columns} FROM outbox WHERE line = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
        newest = database.Prepare($"SELECT {Columns} FROM outbox ORDER BY id DESC LIMIT ?1");
        // Literals, so that the small indexes over just these rows are used.
        waiting = database.Prepare("SELECT count(*) FROM outbox WHERE state = 1");
        unknown = database.Prepare("SELECT count(*) FROM outbox WHERE state = 8");
    }

    public NoticePage Page(LineId line, long before, int most)
    {
        var rows = Rows(page.Bind(1, line.Value).Bind(2, before).Bind(3, most));
        return new NoticePage(rows, rows.Count == most ? rows[^1].Id : null);
    }

    public List<NoticeRecord> Newest(int most) => Rows(newest.Bind(1, most));

    public long Waiting() => Count(waiting);

    public long Unknown() => Count(unknown);

    private static long Count(BooksStatement query)
    {
        query.Step();
        var rows = query.Long(0);
        query.Reset();
        return rows;
    }

    private static List<NoticeRecord> Rows(BooksStatement query)
    {
        var rows = new List<NoticeRecord>();
        while (query.Step())
        {
            rows.Add(new NoticeRecord(query.Long(0), new LineId(query.Long(1)), (NoticeKind)query.Long(2), (NoticeChannel)query.Long(3), (NoticeLanguage)query.Long(4),
                new Moment(query.Long(5)), new Moment(query.Long(6)), (NoticeState)query.Long(7), (int)query.Long(8), new Moment(query.Long(9)), query.Text(10), query.Text(11), query.TextOrNull(12)));
        }

        return rows;
    }
}
