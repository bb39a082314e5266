namespace Kopek.Books.Statements;

/// <summary>What a deployment may choose about its books.</summary>
public sealed record BooksOptions
{
    /// <summary>How long the items of a statement are kept; totals and balances stay for ever. Three years, as claims may be brought.</summary>
    public TimeSpan Keeping { get; init; } = TimeSpan.FromDays(3 * 366);

    /// <summary>
    /// Time in which events gather before they are taken in, unless somebody waits for a statement: sessions that are over by then cost one row.
    /// </summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Pause after books.db or the journal could not be used.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
