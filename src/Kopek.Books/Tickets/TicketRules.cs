using Kopek.Core;

namespace Kopek.Books.Tickets;

/// <summary>Why a ticket cannot be opened or changed. The API shows the name in snake case.</summary>
public enum TicketRefusal : byte
{
    None = 0,

    /// <summary>The line has <see cref="TicketRules.MostOpen"/> that are not closed.</summary>
    TooManyOpen,
    IsClosed,
    NotClosed,

    /// <summary>The holder wrote <see cref="TicketRules.MostUnanswered"/> times without an answer.</summary>
    WaitForAnswer,

    /// <summary>It has as many entries as one can have; it can only be closed.</summary>
    Full,
}

/// <summary>What may become of a ticket. Pure.</summary>
public static class TicketRules
{
    /// <summary>Not closed, of one line: a second trouble may come while the first waits; more are the same one again.</summary>
    public const int MostOpen = 3;

    /// <summary>Entries of the holder in a row.</summary>
    public const int MostUnanswered = 5;

    /// <summary>Entries of a ticket; the last place is for its closing.</summary>
    public const int MostEntries = 100;

    /// <summary>The same words of one line within that time are one ticket: a form that was filled in anew because the answer to the first never came.</summary>
    public static readonly TimeSpan SameWithin = TimeSpan.FromHours(1);

    /// <summary>Closed ones are deleted after that time, as long as claims can be made (three years), like statements.</summary>
    public static readonly TimeSpan KeptClosed = TimeSpan.FromDays(1098);

    public static TicketRefusal Refuse(Ticket ticket, TicketEntryKind next)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var isClosed = ticket.State == TicketState.Closed;
        return next switch
        {
            TicketEntryKind.Reopened when !isClosed => TicketRefusal.NotClosed,
            not TicketEntryKind.Reopened when isClosed => TicketRefusal.IsClosed,
            not TicketEntryKind.Closed when ticket.Entries.Count >= MostEntries - 1 => TicketRefusal.Full,
            TicketEntryKind.Added when Unanswered(ticket) >= MostUnanswered => TicketRefusal.WaitForAnswer,
            _ => TicketRefusal.None,
        };
    }

    /// <summary>When support answers at the latest after the next entry: an older promise holds.</summary>
    public static Moment? AnswerBy(Ticket ticket, TicketEntryKind next, Moment now, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Ticket.StateAfter(next) == TicketState.Open ? ticket.AnswerBy ?? now + within : null;
    }

    private static int Unanswered(Ticket ticket) => ticket.Entries.Reverse().TakeWhile(entry => entry.Kind is TicketEntryKind.Added or TicketEntryKind.Opened).Count();
}
