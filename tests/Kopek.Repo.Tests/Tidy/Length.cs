using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>A file past 400 lines, or a method past 60, wants to be two things.</summary>
public static class Length
{
    public const int FileLines = 400;
    public const int MethodLines = 60;

    public static IEnumerable<string> LongFile(string path, string text)
    {
        var lines = text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1);
        return lines > FileLines ? [$"{path}: {lines} lines"] : [];
    }

    public static IEnumerable<string> LongMethods(SourceFile file)
    {
        foreach (var node in file.Syntax.DescendantNodes().Where(IsMethod))
        {
            var lines = file.Lines(node);
            if (lines > MethodLines)
            {
                yield return $"{file.At(node)}: {lines} lines";
            }
        }

        var statements = file.Syntax.ChildNodes().OfType<GlobalStatementSyntax>().Where(node => node.Statement is not LocalFunctionStatementSyntax).ToList();
        if (statements.Sum(file.Lines) > MethodLines)
        {
            yield return $"{file.Path}: {statements.Sum(file.Lines)} lines of top-level statements";
        }
    }

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            or PropertyDeclarationSyntax { ExpressionBody: not null };
}
