using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>What is on the main branch is finished: no mark that says otherwise, no member that throws instead of working, no test put aside.</summary>
public static class Unfinished
{
    // Spelled in two halves, so that a search for the marks themselves finds none.
    private static readonly string[] Marks = ["TO" + "DO", "FIX" + "ME"];
    private const string Unwritten = "NotImplemented" + "Exception";

    public static IEnumerable<string> Marked(SourceFile file)
    {
        foreach (var comment in file.Syntax.DescendantTrivia(descendIntoTrivia: false).Where(IsComment))
        {
            foreach (var mark in Marks.Where(mark => comment.ToFullString().Contains(mark, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{file.Path}: a comment says {mark}: {comment.ToString().Trim()}";
            }
        }

        foreach (var name in file.Syntax.DescendantTokens().Where(token => token.ValueText == Unwritten && token.IsKind(SyntaxKind.IdentifierToken)))
        {
            yield return $"{file.At(name)}: {Unwritten}";
        }
    }

    /// <summary>A test may skip itself where a tool is missing (SkipUnless, SkipWhen, Assert.Skip), never always.</summary>
    public static IEnumerable<string> PutAside(SourceFile file) =>
        from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
        let named = attribute.ArgumentList?.Arguments.Select(argument => argument.NameEquals?.Name.Identifier.ValueText).ToList() ?? []
        where named.Contains("Skip") && !named.Contains("SkipUnless") && !named.Contains("SkipWhen")
        select $"{file.At(attribute)}: a test that is always skipped";

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
