using System.Text.RegularExpressions;

namespace Kopek.Repo.Tests.Tidy;

/// <summary>Folders and files are nouns of the domain: a name that says "various" hides what is inside.</summary>
public static partial class Names
{
    public static IEnumerable<string> Vague(string path) =>
        path.Split('/').Where(segment => VagueName().IsMatch(segment)).Select(segment => $"{path}: \"{segment}\" says nothing of the domain");

    [GeneratedRegex(@"^(common|services?|.*(?<![A-Z])Common|.*Services|(.*[a-z.])?(H|\bh)elpers?|(.*[a-z.])?(U|\bu)til(s|ities|ity)?|(.*[a-z.])?(M|\bm)anagers?)(Tests)?(\.[a-z]+)*$")]
    private static partial Regex VagueName();
}
