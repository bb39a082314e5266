namespace Kopek.Web.Api.Problems;

/// <summary>One kind of refusal, as programs see it: a code that never changes, its HTTP status and a title.</summary>
public sealed record ProblemKind(string Code, int Status, string Title);
