namespace Kopek.Web.Care.Advices;

/// <summary>What to pay until a day.</summary>
/// <param name="Until">As the date field has it: 2026-12-20.</param>
/// <param name="First">Today, as the date field has it.</param>
/// <param name="Megabytes">A day, as the holder stated it; empty for his own use.</param>
/// <param name="Wrong">What is to be said of the fields; null where they are right.</param>
public sealed record AdviceView(string Number, string Until, string First, string Last, string Megabytes, string? UntilText, IReadOnlyList<ChoiceView> Choices, string? Wrong);

/// <param name="Value">The amount as the form sends it; null where nothing is to be paid.</param>
/// <param name="Facts">Lasts until, left over, number of payments.</param>
public sealed record ChoiceView(string Title, bool IsRecommended, string Amount, string? Value, IReadOnlyList<Home.NamedValue> Facts, IReadOnlyList<string> Reasons);
