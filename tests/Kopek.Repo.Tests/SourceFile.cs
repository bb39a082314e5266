using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kopek.Repo.Tests;

/// <summary>A C# file: its path relative to the root, and its syntax (no compilation, so no meaning of names).</summary>
public sealed class SourceFile(string path, string text)
{
    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(text).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public SyntaxNode Syntax => _syntax.Value;

    /// <summary>"src/Kopek.Core/Lines/Line.cs" is in "Kopek.Core"; a file outside a project's folder is in "".</summary>
    public string Project { get; } = path.Split('/') is [_, var project, _, ..] ? project : "";

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public string At(SyntaxNodeOrToken place) => $"{Path}:{Line(place.Span.Start)}";

    /// <summary>From its first word to its last, without the attributes before it: a table of test data is no code.</summary>
    public int Lines(SyntaxNode node)
    {
        var start = node.ChildNodesAndTokens().First(part => !part.IsKind(SyntaxKind.AttributeList)).Span.Start;
        return Line(node.Span.End) - Line(start) + 1;
    }

    private int Line(int position) => Syntax.SyntaxTree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;
}
