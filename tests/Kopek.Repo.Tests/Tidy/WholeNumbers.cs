using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>Core counts whole kopeks and octets. The banned symbols stop most of it in the build; this also sees literals and keywords.</summary>
public static class WholeNumbers
{
    public static IEnumerable<string> Fractions(SourceFile file) =>
        from token in file.Syntax.DescendantTokens()
        where IsFraction(token)
        select $"{file.At(token)}: {token.Text}";

    private static bool IsFraction(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.FloatKeyword or SyntaxKind.DoubleKeyword or SyntaxKind.DecimalKeyword => true,
        SyntaxKind.NumericLiteralToken => token.Value is float or double or decimal,
        SyntaxKind.IdentifierToken => token.Text is "Half" or "Single" or "Double" or "Decimal" && token.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax,
        _ => false,
    };
}
