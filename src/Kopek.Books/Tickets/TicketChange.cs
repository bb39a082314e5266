using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Tickets;

/// <summary>The id of a wish and a hash of what it is for: the same twice is one change.</summary>
public readonly record struct TicketKey(OrderId Key, ContentDigest Digest);

/// <summary>What came of opening or changing a ticket. A closed set.</summary>
public abstract record TicketChange
{
    private TicketChange()
    {
    }

    public sealed record Done(Ticket Ticket) : TicketChange;

    /// <summary>The same key with the same content was there before: the ticket as it was then, and nothing new.</summary>
    public sealed record Repeated(Ticket Ticket) : TicketChange;

    /// <summary>The same words of the same line were sent a short while ago: that ticket, and nothing new.</summary>
    public sealed record Same(Ticket Ticket) : TicketChange;

    /// <summary>The key belongs to something else.</summary>
    public sealed record Conflict : TicketChange;

    /// <summary>No such ticket, or not of who asks.</summary>
    public sealed record Unknown : TicketChange;

    public sealed record Refused(TicketRefusal Why) : TicketChange;
}
