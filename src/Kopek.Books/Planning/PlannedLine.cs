using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Planning;

namespace Kopek.Books.Planning;

/// <summary>What was planned, and the line as it stood then: a copy of one's own.</summary>
/// <param name="Days">Use by day, today too, as it was read for the plan: for people to look at.</param>
public sealed record PlannedLine<T>(Line Line, Moment Now, IReadOnlyList<DayUse> Days, T? Plan) where T : class;
