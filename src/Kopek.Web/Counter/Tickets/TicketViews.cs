using Kopek.Books.Tickets;
using Kopek.Core.Notices;
using Kopek.Web.Counter.Lines;
using Kopek.Web.Tickets;

namespace Kopek.Web.Counter.Tickets;

/// <summary>Tickets of the brand in one state; those that wait for support the longest waiting first.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record TicketsView(TicketState State, IReadOnlyList<TicketRowView> Tickets, long? Next);

/// <summary>The form of a ticket that a clerk opens for a holder.</summary>
/// <param name="Facts">The diagnosis that goes with it.</param>
/// <param name="Language">In which the holder is to be answered.</param>
/// <param name="Promise">How soon support answers, and what the holder is to know.</param>
/// <param name="Order">The id of the wish: of a form that is shown again the same.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Wrong">What is to be said of the form before; null at first.</param>
public sealed record OpenTicketView(CounterLine Line, string Summary, IReadOnlyList<AttachedFacts> Facts, NoticeLanguage Language, string Promise, string? Order, string Text, string Contact,
    string? Wrong);

/// <param name="Line">Masked.</param>
/// <param name="Cause">What the diagnosis thought it most likely was.</param>
/// <param name="IsLate">It should have been answered by now.</param>
public sealed record TicketRowView(string Ticket, string Line, string Cause, string Opened, string AnswerBy, bool IsLate);

/// <param name="Line">Masked.</param>
/// <param name="Order">The id of the wish: of a form that is shown again the same.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Wrong">What is to be said of the form before; null at first.</param>
public sealed record TicketView(Ticket Ticket, string Line, bool IsLate, string Plan, string Summary, IReadOnlyList<AttachedFacts> Facts, string? Order, string Text, string? Wrong);
