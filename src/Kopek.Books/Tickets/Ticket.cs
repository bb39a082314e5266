using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Tickets;

/// <summary>Who has to do something now. Stored: never renumber.</summary>
public enum TicketState : byte
{
    /// <summary>Support.</summary>
    Open = 1,

    /// <summary>Nobody: the holder may write back or close it.</summary>
    Answered = 2,

    Closed = 3,
}

/// <summary>What an entry is. Stored: never renumber.</summary>
public enum TicketEntryKind : byte
{
    Opened = 1,

    /// <summary>The holder wrote more.</summary>
    Added = 2,

    /// <summary>Support wrote.</summary>
    Answered = 3,
    Closed = 4,
    Reopened = 5,
}

/// <summary>One dated entry of a ticket. The ticket is what they say, read in their order.</summary>
/// <param name="By">Who wrote it, as the operator's people call themselves; <see cref="Holder"/> for the holder.</param>
/// <param name="Text">Empty where there are no words, or they were erased.</param>
/// <param name="AnswerBy">When support answers at the latest, as promised then; null where nothing is to be answered.</param>
public sealed record TicketEntry(TicketEntryKind Kind, Moment At, string By, string Text, Moment? AnswerBy)
{
    /// <summary>No name of staff: those begin with a letter and have no brackets.</summary>
    public const string Holder = "(holder)";

    public bool IsByHolder => By == Holder;
}

/// <summary>What a holder writes to the support of his operator (TM Forum TMF621: trouble ticket), with the diagnosis as it stood then.</summary>
/// <param name="Line">Whose matter it is: a number that gets a new holder takes no ticket with it.</param>
/// <param name="Language">Of the page on which it was written.</param>
/// <param name="Contact">Where else the holder is reached, an address or a number with its plus; null where he said nothing, or it was erased.</param>
public sealed record Ticket(TicketNumber Number, string Operator, LineId Line, NoticeLanguage Language, string? Contact, DiagnosisSnapshot Diagnosis, IReadOnlyList<TicketEntry> Entries)
{
    public Moment OpenedAt => Entries[0].At;
    public Moment ChangedAt => Entries[^1].At;

    public TicketState State => StateAfter(Entries[^1].Kind);

    /// <summary>When support answers at the latest; null where it has nothing to answer.</summary>
    public Moment? AnswerBy => Entries[^1].AnswerBy;

    public static TicketState StateAfter(TicketEntryKind kind) => kind switch
    {
        TicketEntryKind.Answered => TicketState.Answered,
        TicketEntryKind.Closed => TicketState.Closed,
        _ => TicketState.Open,
    };
}
