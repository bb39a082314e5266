using System.Text.RegularExpressions;

namespace Kopek.Repo.Tests.Documents;

/// <summary>The few things that these tests need to know of a Markdown text.</summary>
public static partial class Markdown
{
    /// <summary>Targets of links and pictures that are files of this repository, without their anchor.</summary>
    public static IEnumerable<string> FileLinks(string text) =>
        Link().Matches(Prose(text)).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    public static IEnumerable<string> Headings(string text) => Prose(text).Split('\n').Where(line => Heading().IsMatch(line));

    /// <summary>The lines of fenced blocks, without comments, whose words may be in any language.</summary>
    public static IEnumerable<string> Commands(string text) =>
        Fence().Matches(text).SelectMany(match => match.Groups["body"].Value.Split('\n'))
            .Select(line => Comment().Replace(line, "").TrimEnd()).Where(line => line.Length > 0);

    private static string Prose(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"(\]\(|src=""|srcset=""|href="")(?<target>[^)""\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(^|\s+)# .*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^```[^\n]*\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
