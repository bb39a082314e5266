namespace Kopek.Repo.Tests.Documents;

public sealed class DocumentTests
{
    private static readonly string[] Parts = ["## Context", "## Decision", "## Consequences"];

    private static IEnumerable<string> Pages => Checkout.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    private static List<string> Records => [.. Pages.Where(path => path.StartsWith("docs/adr/0", StringComparison.Ordinal))];

    [Fact]
    public void Every_link_to_a_file_leads_to_one() =>
        Checkout.HasNo(Pages.SelectMany(path => BrokenLinks(path, Checkout.Read(path))));

    [Fact]
    public void Every_decision_is_listed_numbered_once_and_has_its_three_parts()
    {
        var list = Checkout.Read("docs/adr/README.md");
        Checkout.HasNo(Records.Where(path => !Markdown.FileLinks(list).Contains(Path.GetFileName(path))).Select(path => $"{path} is not listed"));
        Checkout.HasNo(Records.GroupBy(path => Path.GetFileName(path)[..4]).Where(group => group.Count() > 1).Select(group => $"two decisions have number {group.Key}"));
        Checkout.HasNo(
            from path in Records
            from part in Parts
            where !Markdown.Headings(Checkout.Read(path)).Contains(part)
            select $"{path} has no \"{part}\"");
    }

    [Fact]
    public void The_two_readmes_say_the_same()
    {
        var english = Checkout.Read("README.md");
        var chinese = Checkout.Read("README.zh-CN.md");
        Assert.Equal(Levels(english), Levels(chinese));
        Assert.Equal(Markdown.Commands(english), Markdown.Commands(chinese));
        Assert.NotEmpty(Markdown.Commands(english));
    }

    [Fact]
    public void A_link_to_nowhere_is_found()
    {
        Assert.NotEmpty(BrokenLinks("docs/a.md", "see [there](nowhere.md)"));
        Assert.NotEmpty(BrokenLinks("docs/a.md", "![picture](../nowhere.svg)"));
        Assert.NotEmpty(BrokenLinks("docs/a.md", "<img src=\"nowhere.svg\" />"));
        Assert.Empty(BrokenLinks("docs/a.md", "[a](../README.md#layout) [b](https://example.org/x) [c](#here) ```x```"));
    }

    [Fact]
    public void Headings_and_commands_are_read_apart()
    {
        const string Text = "# Title\n\n```sh\n# note\n./test --long   # all of it\n```\n\n## Part\n";
        Assert.Equal(["# Title", "## Part"], Markdown.Headings(Text));
        Assert.Equal(["./test --long"], Markdown.Commands(Text));
        Assert.NotEqual(Markdown.Commands(Text), Markdown.Commands(Text.Replace("--long", "--short", StringComparison.Ordinal)));
    }

    private static IEnumerable<int> Levels(string text) => Markdown.Headings(text).Select(line => line.IndexOf(' ', StringComparison.Ordinal));

    private static IEnumerable<string> BrokenLinks(string path, string text) =>
        from target in Markdown.FileLinks(text)
        let full = Path.GetFullPath(Path.Combine(Checkout.Root, Path.GetDirectoryName(path) ?? "", target))
        where !File.Exists(full) && !Directory.Exists(full)
        select $"{path}: {target}";
}
