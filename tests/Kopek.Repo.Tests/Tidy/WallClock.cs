using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>A test that sleeps or asks the wall clock is slow on one machine and red on another: pass `now`, a TimeProvider, or wait for the thing itself.</summary>
public static class WallClock
{
    private static readonly HashSet<(string Type, string Member)> Banned =
    [
        ("Thread", "Sleep"), ("Task", "Delay"),
        ("DateTime", "Now"), ("DateTime", "UtcNow"), ("DateTime", "Today"), ("DateTimeOffset", "Now"), ("DateTimeOffset", "UtcNow"),
    ];

    public static IEnumerable<string> Breaches(SourceFile file) =>
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let named = (LastName(access.Expression), access.Name.Identifier.ValueText)
        where Banned.Contains(named)
        select $"{file.At(access)}: {named.Item1}.{named.ValueText}";

    private static string LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "",
    };
}
