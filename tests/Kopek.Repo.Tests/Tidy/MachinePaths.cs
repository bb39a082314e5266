using System.Text.RegularExpressions;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>A path that exists on one machine only has no place in a repository.</summary>
public static partial class MachinePaths
{
    public static IEnumerable<string> Breaches(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (AbsolutePath().Match(line) is { Success: true } match)
            {
                yield return $"{path}:{number}: {match.Value.Trim()}";
            }
        }
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_.}~-])(/(work|farm|home|Users|root|tmp)/[A-Za-z0-9_.-]+|[A-Z]:\\[A-Za-z])")]
    private static partial Regex AbsolutePath();
}
