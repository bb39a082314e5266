using Kopek.Core;
using Kopek.Core.Orders;

namespace Kopek.Books.Disputes;

/// <summary>What a holder says is wrong. The API shows the name in snake case. Stored: never renumber.</summary>
public enum DisputeReason : byte
{
    /// <summary>Paid, and the balance has it not.</summary>
    NotReceived = 1,

    /// <summary>It went to another line than was meant.</summary>
    WrongNumber = 2,
    WrongAmount = 3,

    /// <summary>The holder did not pay it: somebody else did with their card.</summary>
    NotMe = 4,

    /// <summary>What was bought did not work.</summary>
    Service = 5,
}

/// <summary>Stored: never renumber.</summary>
public enum DisputeState : byte
{
    Open = 1,

    /// <summary>The holder is right.</summary>
    Upheld = 2,

    Rejected = 3,
}

/// <summary>What an entry is. Stored: never renumber.</summary>
public enum DisputeEntryKind : byte
{
    Opened = 1,
    Note = 2,
    Decided = 3,
}

/// <summary>One dated entry of a dispute. Entries are added and never changed; the dispute is what they say, read in their order.</summary>
/// <param name="By">Who wrote it, as the operator's people call themselves.</param>
/// <param name="Decision">Of a <see cref="DisputeEntryKind.Decided"/> only.</param>
/// <param name="RefundOrder">The order that gives the money back; none where nothing follows.</param>
public sealed record DisputeEntry(DisputeEntryKind Kind, Moment At, string By, string Text, DisputeState? Decision, OrderId RefundOrder);

/// <summary>A dispute over one receipt.</summary>
/// <param name="Evidence">What was known when it was opened, as JSON: the receipt, its order, the line's statement around it. Never changed.</param>
public sealed record Dispute(long Id, string Operator, long Number, DisputeReason Reason, string Evidence, IReadOnlyList<DisputeEntry> Entries)
{
    public Moment OpenedAt => Entries[0].At;

    public DisputeState State => Entries[^1].Kind == DisputeEntryKind.Decided ? Entries[^1].Decision!.Value : DisputeState.Open;
}

/// <summary>What came of a change of a dispute. A closed set.</summary>
public abstract record DisputeChange
{
    private DisputeChange()
    {
    }

    public sealed record Done(Dispute Dispute) : DisputeChange;

    /// <summary>The same key with the same content was there before: the dispute as it was then, and nothing new.</summary>
    public sealed record Repeated(Dispute Dispute) : DisputeChange;

    /// <summary>The key belongs to something else.</summary>
    public sealed record Conflict : DisputeChange;

    public sealed record Unknown : DisputeChange;

    /// <summary>The receipt has an open dispute already: add a note to that one.</summary>
    public sealed record OpenAlready(long Id) : DisputeChange;

    /// <summary>It is decided, and a decision is final. Open another one.</summary>
    public sealed record DecidedAlready : DisputeChange;

    /// <summary>It has as many entries as one can have.</summary>
    public sealed record Full : DisputeChange;
}
