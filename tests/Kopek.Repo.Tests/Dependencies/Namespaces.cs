using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kopek.Repo.Tests.Dependencies;

/// <summary>What a source file names of other projects, whether or not it would compile.</summary>
public static class Namespaces
{
    /// <summary>The projects ("Kopek.Web") of every using and every name written in full.</summary>
    public static IEnumerable<string> Used(SourceFile file) =>
        file.Syntax.DescendantNodes().Select(ProjectOf).OfType<string>().Distinct();

    public static IEnumerable<string> Declared(SourceFile file) =>
        file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(node => node.Name.ToString());

    private static string? ProjectOf(Microsoft.CodeAnalysis.SyntaxNode node) => node switch
    {
        QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Kopek" } left } name => $"{left}.{name.Right.Identifier.ValueText}",
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Kopek" } left } name => $"{left}.{name.Name.Identifier.ValueText}",
        _ => null,
    };
}
