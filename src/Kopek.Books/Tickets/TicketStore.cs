using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tickets;

/// <summary>What a holder sends to support, or staff for him.</summary>
/// <param name="Text">Clean, not empty, <see cref="TicketWords.LongestText"/> characters at most.</param>
public sealed record TicketOpening(string Operator, LineId Line, NoticeLanguage Language, string? Contact, DiagnosisSnapshot Diagnosis, string Text, TimeSpan AnswerWithin)
{
    /// <summary>Who writes it: a name of staff, or the holder himself.</summary>
    public string By { get; init; } = TicketEntry.Holder;
}

/// <summary>Which ticket, as far as it is the matter of who asks: of a line, of a brand, or any.</summary>
public readonly record struct TicketScope(TicketNumber Number, LineId? Line = null, string? Operator = null)
{
    internal bool Has(Ticket ticket) => (Line is not { } line || line == ticket.Line) && (Operator is null || Operator == ticket.Operator);
}

/// <summary>A page of tickets. <paramref name="Next"/>: where the next page begins; null at the end.</summary>
public sealed record TicketPage(IReadOnlyList<Ticket> Tickets, long? Next);

/// <summary>
/// tickets.db: what holders wrote to support, with the diagnosis, and what came of it. One connection, one user at a time; every call is one durable transaction.
/// All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class TicketStore : IDisposable
{
    /// <summary>Most tickets of one page.</summary>
    public const int MostOfPage = 200;

    /// <summary>Newest tickets of a line that its holder is shown.</summary>
    public const int MostOfLine = 30;

    /// <summary>Old ones that are deleted with one opening: it stays quick, and more go than come.</summary>
    private const int MostPruned = 20;

    private readonly Lock gate = new();
    private readonly BooksDatabase database;
    private readonly TicketTable table;

    public TicketStore(string folder)
    {
        database = TicketSchema.Open(folder);
        table = new TicketTable(database);
    }

    public TicketChange Open(TicketOpening opening, TicketKey key, Moment now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return Once(key, () =>
        {
            var live = table.OfLine(opening.Line, MostOfLine).ConvertAll(id => (Id: id, Ticket: table.Find(id))).FindAll(one => one.Ticket.State != TicketState.Closed);
            if (live.Find(one => one.Ticket.Entries[0].Text == opening.Text && one.Ticket.OpenedAt + TicketRules.SameWithin > now) is { Id: > 0 } same)
            {
                table.AddKey(key, same.Id, 1);
                return new TicketChange.Same(same.Ticket);
            }

            if (live.Count >= TicketRules.MostOpen)
            {
                return new TicketChange.Refused(TicketRefusal.TooManyOpen);
            }

            table.Prune(now + -TicketRules.KeptClosed, MostPruned);
            return Append(Number(opening, now), 1, new TicketEntry(TicketEntryKind.Opened, now, opening.By, opening.Text, now + opening.AnswerWithin), key);
        });
    }

    /// <summary>Adds an entry. <paramref name="answerWithin"/>: what the operator promises now, where there will be something to answer.</summary>
    public TicketChange Add(TicketScope which, TicketEntryKind kind, string by, string text, TimeSpan answerWithin, TicketKey key, Moment now)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, TicketEntryKind.Opened);
        return Once(key, () =>
        {
            if (table.Find(which.Number) is not (var id, var ticket) || !which.Has(ticket))
            {
                return new TicketChange.Unknown();
            }

            var refusal = TicketRules.Refuse(ticket, kind);
            return refusal != TicketRefusal.None ? new TicketChange.Refused(refusal)
                : Append(id, ticket.Entries.Count + 1, new TicketEntry(kind, now, by, text, TicketRules.AnswerBy(ticket, kind, now, answerWithin)), key);
        });
    }

    /// <summary>Null where there is none, or it is not the matter of who asks.</summary>
    public Ticket? Find(TicketScope which) => Locked(() => table.Find(which.Number) is var (_, ticket) && which.Has(ticket) ? ticket : null);

    /// <summary>The newest tickets of a line, the newest first.</summary>
    public IReadOnlyList<Ticket> OfLine(LineId line) => Locked(() => table.OfLine(line, MostOfLine).ConvertAll(table.Find));

    /// <summary>All tickets, of one brand or in one state where that is given. <paramref name="from"/>: <see cref="TicketPage.Next"/> of the page before; null is the beginning.</summary>
    public TicketPage Page(string? operatorCode, TicketState? state, long? from, int count, bool oldestFirst = false)
    {
        var most = Math.Clamp(count, 1, MostOfPage);
        return Locked(() =>
        {
            var ids = table.Page(operatorCode, state, from, most + 1, oldestFirst);
            return new TicketPage([.. ids.Take(most).Select(table.Find)], ids.Count > most ? ids[most - 1] : null);
        });
    }

    /// <summary>Erases for ever what people wrote in a closed ticket and where its holder is reached; again changes nothing. Its dates and the diagnosis stay.</summary>
    public TicketChange Erase(TicketScope which)
    {
        return Write<TicketChange>(() =>
        {
            if (table.Find(which.Number) is not (var id, var ticket) || !which.Has(ticket))
            {
                return new TicketChange.Unknown();
            }

            if (ticket.State != TicketState.Closed)
            {
                return new TicketChange.Refused(TicketRefusal.NotClosed);
            }

            table.Erase(id);
            return new TicketChange.Done(table.Find(id));
        });
    }

    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    /// <summary>A number that is nobody's yet: of a million tickets, one draw in a thousand meets one.</summary>
    private long Number(TicketOpening opening, Moment now)
    {
        var first = new TicketEntry(TicketEntryKind.Opened, now, opening.By, opening.Text, null);
        long id;
        while (!table.Add(new Ticket(TicketNumber.Draw(), opening.Operator, opening.Line, opening.Language, opening.Contact, opening.Diagnosis, [first]), out id))
        {
        }

        return id;
    }

    private TicketChange.Done Append(long id, int position, TicketEntry entry, TicketKey key)
    {
        table.AddEntry(id, position, entry);
        table.AddKey(key, id, position);
        return new TicketChange.Done(table.Find(id));
    }

    private TicketChange Once(TicketKey key, Func<TicketChange> change) => Write(() => table.FindKey(key) switch
    {
        (var id, var position, true) when table.Find(id) is var ticket => new TicketChange.Repeated(ticket with { Entries = [.. ticket.Entries.Take(position)] }),
        (_, _, false) => new TicketChange.Conflict(),
        _ => change(),
    });

    private T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    private T Write<T>(Func<T> work)
    {
        lock (gate)
        {
            return database.Transaction(work);
        }
    }
}
