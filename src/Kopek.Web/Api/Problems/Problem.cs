using System.Globalization;
using Kopek.Core;

namespace Kopek.Web.Api.Problems;

/// <summary>A refusal (RFC 9457): what kind, what exactly is wrong and what to do, and the figures as members of their own.</summary>
/// <param name="Detail">Plain English; names what is wrong and what helps. Never repeats a number, token or document.</param>
public sealed record Problem(ProblemKind Kind, string Detail)
{
    /// <summary>Amounts that explain it ("minimum", "maximum", "missing"), in kopeks of <see cref="Currency"/>.</summary>
    public IReadOnlyList<(string Name, Money Amount)> Amounts { get; init; } = [];
    public string? Currency { get; init; }

    /// <summary>The member of the body that is meant; null where none is.</summary>
    public string? Member { get; init; }

    /// <summary>The order that was refused; null where none was placed.</summary>
    public string? Order { get; init; }

    /// <summary>Seconds after which to try again; null where that does not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static string Rubles(Money amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount} {currency}");
}
