namespace Kopek.Core.Roaming;

/// <summary>
/// What roaming took from a line in this month of its own, and the most that its holder lets it take. Kept from the first cap on, to the end of a month in
/// which there is none any more. Only Apply changes it.
/// </summary>
public sealed class RoamingSpending
{
    /// <summary>The most that may be taken in a month; null for no limit, zero for no paid roaming at all.</summary>
    public Money? Cap { get; set; }

    /// <summary>The first instant of the line's next month: what was taken is counted anew then.</summary>
    public Moment MonthEnds { get; set; }

    /// <summary>Taken abroad since the first cap, or since the month began: data by the megabyte and one-time events.</summary>
    public Money Charged { get; set; }

    /// <summary>The part of the line's reserved money that grants of sessions abroad hold.</summary>
    public Money Reserved { get; set; }

    /// <summary>What may still be set aside or taken; null for no limit.</summary>
    public Money? Left => Cap is { } cap ? Money.Max(Money.Zero, cap - Charged - Reserved) : null;

    /// <summary>Nothing more can be taken in this month, reservations that are out included.</summary>
    public bool IsReached => Cap is { } cap && Charged >= cap;

    /// <summary>Stable code of why data abroad is off, as far as the cap goes.</summary>
    public string Reason => IsReached ? "roaming_cap_reached" : "none";

    /// <summary>Stable code of what brings it back: not a top-up.</summary>
    public string Cure => IsReached ? "raise_roaming_cap" : "none";

    /// <summary>More is set aside than the cap leaves: it was lowered, or a device took a grant of home abroad.</summary>
    internal bool IsOver => Cap is { } cap && !Reserved.IsZero && Charged + Reserved > cap;

    /// <summary>One of its own, for a copy of the line.</summary>
    internal RoamingSpending Copy() => new() { Cap = Cap, MonthEnds = MonthEnds, Charged = Charged, Reserved = Reserved };
}
