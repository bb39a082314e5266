namespace Kopek.Web.Care.Statements;

/// <summary>Where the money of a month went, the newest first.</summary>
/// <param name="Sums">Came in, was taken, data used: of the whole month.</param>
/// <param name="Older">The next page of the month; null at its end.</param>
/// <param name="Before">The month before; null where the line was not open yet.</param>
/// <param name="After">The month after; null for this month.</param>
/// <param name="IsCut">There was more in the month than is read.</param>
public sealed record StatementPageView(string Month, IReadOnlyList<Home.NamedValue> Sums, IReadOnlyList<StatementRow> Rows, string? Older, string? Before, string? After, bool IsCut);

/// <param name="Amount">What came (+) or went (-); null where nothing moved.</param>
/// <param name="Receipt">Its public page; null where there is none.</param>
public sealed record StatementRow(string At, string Text, string? Amount, string Balance, string? Receipt);
