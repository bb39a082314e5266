using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tickets;

/// <summary>The rows of tickets. Only used inside the store's gate.</summary>
internal sealed class TicketTable
{
    private const string Columns = "SELECT id, number, operator, line, language, contact, diagnosis FROM tickets";

    private readonly BooksStatement add;
    private readonly BooksStatement addEntry;
    private readonly BooksStatement changed;
    private readonly BooksStatement find;
    private readonly BooksStatement byNumber;
    private readonly BooksStatement entries;
    private readonly BooksStatement ofLine;
    private readonly BooksStatement newest;
    private readonly BooksStatement oldest;
    private readonly BooksStatement findKey;
    private readonly BooksStatement addKey;
    private readonly BooksStatement eraseContact;
    private readonly BooksStatement eraseTexts;
    private readonly BooksStatement prune;

    public TicketTable(BooksDatabase database)
    {
        add = database.Prepare("INSERT OR IGNORE INTO tickets (number, operator, line, language, contact, diagnosis, state, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7) RETURNING id");
        addEntry = database.Prepare("INSERT INTO entries (ticket, position, at, kind, by, text, answer_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        changed = database.Prepare("UPDATE tickets SET state = ?2, changed = ?3 WHERE id = ?1");
        find = database.Prepare($"{Columns} WHERE id = ?1");
        byNumber = database.Prepare($"{Columns} WHERE number = ?1");
        entries = database.Prepare("SELECT kind, at, by, text, answer_by FROM entries WHERE ticket = ?1 ORDER BY position");
        ofLine = database.Prepare("SELECT id FROM tickets WHERE line = ?1 ORDER BY id DESC LIMIT ?2");
        newest = database.Prepare("SELECT id FROM tickets WHERE id < ?1 AND (?2 IS NULL OR operator = ?2) AND (?3 IS NULL OR state = ?3) ORDER BY id DESC LIMIT ?4");
        oldest = database.Prepare("SELECT id FROM tickets WHERE id > ?1 AND (?2 IS NULL OR operator = ?2) AND (?3 IS NULL OR state = ?3) ORDER BY id LIMIT ?4");
        findKey = database.Prepare("SELECT digest, ticket, position FROM changes WHERE key = ?1");
        addKey = database.Prepare("INSERT INTO changes (key, digest, ticket, position) VALUES (?1, ?2, ?3, ?4)");
        eraseContact = database.Prepare("UPDATE tickets SET contact = NULL WHERE id = ?1");
        eraseTexts = database.Prepare("UPDATE entries SET text = '' WHERE ticket = ?1");
        prune = database.Prepare("DELETE FROM tickets WHERE id IN (SELECT id FROM tickets WHERE state = 3 AND changed < ?1 LIMIT ?2)");
    }

    /// <summary>False where the number is another ticket's.</summary>
    public bool Add(Ticket ticket, out long id)
    {
        var isNew = add.Bind(1, ticket.Number.Value).Bind(2, ticket.Operator).Bind(3, ticket.Line.Value).Bind(4, (long)ticket.Language).Bind(5, ticket.Contact)
            .Bind(6, SnapshotJson.Write(ticket.Diagnosis)).Bind(7, ticket.OpenedAt.UnixMilliseconds).Step();
        id = isNew ? add.Long(0) : 0;
        add.Reset();
        return isNew;
    }

    public void AddEntry(long ticket, int position, TicketEntry entry)
    {
        addEntry.Bind(1, ticket).Bind(2, position).Bind(3, entry.At.UnixMilliseconds).Bind(4, (long)entry.Kind).Bind(5, entry.By).Bind(6, entry.Text)
            .Bind(7, entry.AnswerBy?.UnixMilliseconds).Run();
        changed.Bind(1, ticket).Bind(2, (long)Ticket.StateAfter(entry.Kind)).Bind(3, entry.At.UnixMilliseconds).Run();
    }

    public (long Id, Ticket Ticket)? Find(TicketNumber number) => Read(byNumber.Bind(1, number.Value));

    public Ticket Find(long id) => Read(find.Bind(1, id))!.Value.Ticket;

    public List<long> OfLine(LineId line, int most) => Ids(ofLine.Bind(1, line.Value).Bind(2, most));

    /// <param name="from">Exclusive.</param>
    public List<long> Page(string? operatorCode, TicketState? state, long? from, int most, bool oldestFirst) =>
        Ids((oldestFirst ? oldest : newest).Bind(1, from ?? (oldestFirst ? 0 : long.MaxValue)).Bind(2, operatorCode).Bind(3, (long?)state).Bind(4, most));

    /// <summary>The ticket that a key changed, the entry that it made, and whether the content is the same; null where the key is new.</summary>
    public (long Ticket, int Position, bool IsSame)? FindKey(TicketKey key)
    {
        (long, int, bool)? found = null;
        if (findKey.Bind(1, key.Key.High, key.Key.Low).Step())
        {
            found = (findKey.Long(1), (int)findKey.Long(2), findKey.Id(0) == (key.Digest.High, key.Digest.Low));
        }

        findKey.Reset();
        return found;
    }

    public void AddKey(TicketKey key, long ticket, int position) =>
        addKey.Bind(1, key.Key.High, key.Key.Low).Bind(2, key.Digest.High, key.Digest.Low).Bind(3, ticket).Bind(4, position).Run();

    public void Erase(long ticket)
    {
        eraseContact.Bind(1, ticket).Run();
        eraseTexts.Bind(1, ticket).Run();
    }

    public void Prune(Moment before, int most) => prune.Bind(1, before.UnixMilliseconds).Bind(2, most).Run();

    private (long Id, Ticket Ticket)? Read(BooksStatement row)
    {
        if (!row.Step())
        {
            return null;
        }

        var id = row.Long(0);
        var ticket = new Ticket(new TicketNumber((int)row.Long(1)), row.Text(2), new LineId(row.Long(3)), (NoticeLanguage)row.Long(4), row.TextOrNull(5), SnapshotJson.Read(row.Text(6)), []);
        row.Reset();
        return (id, ticket with { Entries = EntriesOf(id) });
    }

    private List<TicketEntry> EntriesOf(long id)
    {
        var found = new List<TicketEntry>();
        entries.Bind(1, id);
        while (entries.Step())
        {
            found.Add(new TicketEntry((TicketEntryKind)entries.Long(0), new Moment(entries.Long(1)), entries.Text(2), entries.Text(3),
                entries.IsNull(4) ? null : new Moment(entries.Long(4))));
        }

        return found;
    }

    private static List<long> Ids(BooksStatement query)
    {
        var ids = new List<long>();
        while (query.Step())
        {
            ids.Add(query.Long(0));
        }

        return ids;
    }
}
