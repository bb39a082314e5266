namespace Kopek.Repo.Tests.Tidy;

/// <summary>Chinese readers are spoken to in one form, the polite 您: the two forms beside each other on a page read as if two people had written it.</summary>
public static class ChineseAddress
{
    private const char Familiar = '\u4F60';

    private static readonly string[] Texts = [".json", ".razor", ".cs", ".js", ".csv", ".md"];

    /// <summary>Whether people may get to read what stands in it.</summary>
    public static bool IsShown(string path) =>
        (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("catalogue/", StringComparison.Ordinal) || path == "README.zh-CN.md")
        && Texts.Contains(Path.GetExtension(path), StringComparer.Ordinal);

    public static IEnumerable<string> Breaches(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            // As JSON may spell it, too.
            if (line.Contains(Familiar, StringComparison.Ordinal) || line.Contains("\\u4f60", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{path}:{number}: {line.Trim()}";
            }
        }
    }
}
