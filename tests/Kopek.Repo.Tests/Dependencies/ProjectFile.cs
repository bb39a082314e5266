using System.Xml.Linq;

namespace Kopek.Repo.Tests.Dependencies;

/// <summary>What a .csproj says of others.</summary>
public static class ProjectFile
{
    public static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    /// <summary>The names of the projects it references, without folder and extension.</summary>
    public static IEnumerable<string> References(string xml) => Includes(xml, "ProjectReference").Select(Name);

    public static IEnumerable<string> Packages(string xml) => Includes(xml, "PackageReference");

    /// <summary>References by path that leave src, where only shipped code lives.</summary>
    public static IEnumerable<string> ReferencesOutsideSource(string xml) =>
        Includes(xml, "ProjectReference").Where(path => !path.Replace('\\', '/').StartsWith("../Kopek.", StringComparison.Ordinal));

    private static IEnumerable<string> Includes(string xml, string element) =>
        XDocument.Parse(xml).Descendants(element).Select(node => (string?)node.Attribute("Include") ?? "");
}
