using Kopek.Books.People;
using Kopek.Engine;
using Kopek.Engine.Payments;
using Kopek.Web.Diagnosis;
using Kopek.Web.Tickets;

namespace Kopek.Web.Counter;

/// <summary>What the pages of the counter work with. The host owns all of it.</summary>
public sealed record CounterOptions
{
    public required ChargingEngine Engine { get; init; }

    /// <summary>Started, and the engine's account reactions.</summary>
    public required OrderDriver Orders { get; init; }
    public required PeopleStore People { get; init; }

    /// <summary>Where the keys of cookies and forms are kept, so that a restart signs nobody out. Made for its owner only.</summary>
    public required string KeyFolder { get; init; }

    /// <summary>The public page of a receipt, by operator and number; null where the host has none.</summary>
    public Func<string, long, Uri>? ReceiptUrl { get; init; }

    /// <summary>What holders wrote to support; null where the host has none.</summary>
    public TicketDesk? Tickets { get; init; }

    /// <summary>What goes with a ticket that a clerk opens; null where clerks open none.</summary>
    public DiagnosisDesk? Diagnosis { get; init; }
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
