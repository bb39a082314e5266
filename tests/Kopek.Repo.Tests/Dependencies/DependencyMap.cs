namespace Kopek.Repo.Tests.Dependencies;

/// <summary>Who may know whom, the one place where it is written. A project that is not in the table may not exist.</summary>
public static class DependencyMap
{
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Kopek.Core"] = [],
        ["Kopek.Diameter"] = [],
        ["Kopek.Engine"] = ["Kopek.Core"],
        ["Kopek.Journal"] = ["Kopek.Core", "Kopek.Engine"],
        ["Kopek.Books"] = ["Kopek.Core", "Kopek.Engine"],
        ["Kopek.Gateways"] = ["Kopek.Core", "Kopek.Engine", "Kopek.Books"],
        ["Kopek.Gy"] = ["Kopek.Core", "Kopek.Engine", "Kopek.Diameter"],
        ["Kopek.Web"] = ["Kopek.Core", "Kopek.Engine", "Kopek.Books"],
        ["Kopek.Host"] =
        [
            "Kopek.Core", "Kopek.Engine", "Kopek.Journal", "Kopek.Books", "Kopek.Gateways", "Kopek.Diameter", "Kopek.Gy",
            "Kopek.Web",
        ],
    };

    public static IEnumerable<string> Forbidden(string project, IEnumerable<string> referenced) =>
        Allowed.TryGetValue(project, out var allowed)
            ? referenced.Where(other => other != project && !allowed.Contains(other)).Select(other => $"{project} may not know {other}")
            : [$"{project} is not in the dependency map"];
}
