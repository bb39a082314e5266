using Kopek.Web.Api.Amounts;

namespace Kopek.Web.Api.Planning;

/// <summary>Amounts to choose from. Times are ISO 8601 in UTC.</summary>
/// <param name="Until">The end of the last day.</param>
/// <param name="Step">Amounts are advised in multiples of it.</param>
internal sealed record TopUpAdviceView(string Msisdn, string Basis, int DaysKnown, long OctetsPerDay, string Until, AmountView Minimum, AmountView Maximum, AmountView Step,
    IReadOnlyList<AmountChoiceView> Choices, string AsOf);

/// <param name="Kind">nothing, stage, likely, safe.</param>
/// <param name="Lasts">When good service ends after it.</param>
/// <param name="LeftOver">On leaving, as things usually go.</param>
/// <param name="LeftOverMost">In nine cases of ten at most.</param>
internal sealed record AmountChoiceView(string Kind, string Text, bool IsRecommended, AmountView Amount, BandView Lasts, AmountView LeftOver, AmountView LeftOverMost, int Payments,
    IReadOnlyList<AdviceReasonView> Reasons);

/// <param name="Code">Stable.</param>
internal sealed record AdviceReasonView(string Code, string Text, AmountView Amount, long Count, long Octets, string? At);
