using Kopek.Books.Ledger;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Statements;

/// <summary>
/// One pass: events of the journal summed in memory, then written. It only ever lives inside one transaction; what goes wrong leaves no trace.
/// </summary>
internal sealed class StatementPass(StatementTables tables)
{
    private readonly Drafts<LineDraft> lines = new();
    private readonly Drafts<SessionDraft> sessions = new();
    private readonly Dictionary<LineId, LineDraft> byId = [];
    private readonly Dictionary<SessionKey, SessionDraft> open = [];
    private readonly HashSet<SessionKey> ended = [];
    private readonly LedgerSums ledger = new();

    public void Take(in JournalEntry entry)
    {
        if (entry.Event is AccountEntry account)
        {
            ledger.Post(account.Event);
            return;
        }

        if (entry.Event is not LineEvent happened)
        {
            return;
        }

        var line = LineOf(entry.Account);
        if (happened is LineEvent.Opened opened)
        {
            line.Operator = opened.Operator;
        }

        var change = ledger.Post(line.Operator, happened);
        line.Balance += change;
        switch (happened)
        {
            case LineEvent.UsageCharged e:
                var session = SessionOf(line, e.Session, entry.At);
                session.Add(e);
                session.Balance = line.Balance;
                break;
            case LineEvent.CreditAnswered e:
                Take(line, entry.At, e);
                break;
            case LineEvent.SessionExpired e:
                Close(SessionOf(line, e.Session, entry.At), entry.At, SessionEnd.Expired);
                break;
            default:
                TakeEntry(line, entry.At, happened);
                break;
        }
    }

    /// <summary>Writes all that was taken, and forgets it.</summary>
    public void Write(Pace? pace = null)
    {
        foreach (var session in sessions.Used)
        {
            if (!session.IsAnswered && session.ClosedAt is null)
            {
                Close(session, session.OpenedAt, SessionEnd.OneTime);
            }

            tables.Write(session);
            pace?.Step();
        }

        foreach (var line in lines.Used)
        {
            tables.Write(line);
            pace?.Step();
        }

        ledger.Write(tables.AddToLedger);
        Clear();
    }

    public void Clear()
    {
        lines.Clear();
        sessions.Clear();
        byId.Clear();
        open.Clear();
        ended.Clear();
        ledger.Clear();
    }

    private void Take(LineDraft line, Moment at, LineEvent.CreditAnswered e)
    {
        if (e.Type == CcRequestType.Event)
        {
            if (open.TryGetValue(e.Session, out var once) && !once.IsAnswered)
            {
                Close(once, at, SessionEnd.OneTime);
            }

            return;
        }

        var session = SessionOf(line, e.Session, at);
        session.Add(e);
        session.Balance = line.Balance;
        if (e.Type == CcRequestType.Termination)
        {
            Close(session, at, SessionEnd.Terminated);
        }
    }

    private void TakeEntry(LineDraft line, Moment at, LineEvent happened)
    {
        if (EntryDraft.Of(happened) is not { } entry)
        {
            return;
        }

        var id = tables.NextEntry();
        tables.Write(id, line, at, entry);
        line.Last = id;
        if (happened is LineEvent.BucketGranted bucket)
        {
            tables.Write(line.Line, bucket);
        }
    }

    private LineDraft LineOf(LineId id)
    {
        if (!byId.TryGetValue(id, out var line))
        {
            line = lines.Next();
            tables.Read(id, line);
            byId.Add(id, line);
        }

        return line;
    }

    private SessionDraft SessionOf(LineDraft line, SessionKey key, Moment at)
    {
        if (open.TryGetValue(key, out var session))
        {
            return session;
        }

        session = sessions.Next();
        if (!ended.Contains(key) && tables.FindOpen(key) is { } stored)
        {
            session.Begin(stored, isNew: false, line, key, at, previous: 0);
        }
        else
        {
            session.Begin(tables.NextSession(), isNew: true, line, key, at, line.Last);
            line.Last = session.Id;
        }

        open.Add(key, session);
        return session;
    }

    /// <summary>The same Session-Id may begin anew after its end: that is another row.</summary>
    private void Close(SessionDraft session, Moment at, SessionEnd end)
    {
        session.ClosedAt = at;
        session.End = end;
        open.Remove(session.Key);
        ended.Add(session.Key);
    }
}
