using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Planning;

/// <summary>What was planned, and the line as it stood then: a copy of one's own.</summary>
public sealed record PlannedLine<T>(Line Line, Moment Now, T? Plan) where T : class;
