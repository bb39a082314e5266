using System.Xml.Linq;

namespace Kopek.Repo.Tests.Dependencies;

public sealed class SolutionTests
{
    private static readonly string[] Folders = ["src", "tests", "bench"];

    [Fact]
    public void The_solution_lists_every_project()
    {
        var listed = XDocument.Parse(Checkout.Read("Kopek.slnx")).Descendants("Project").Select(node => (string?)node.Attribute("Path") ?? "");
        Assert.Equal(Folders.SelectMany(Checkout.Projects).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_shipped_project_has_a_test_project() =>
        Checkout.HasNo(
            from path in Checkout.Projects("src")
            let name = ProjectFile.Name(path)
            where !Checkout.Files.Contains($"tests/{name}.Tests/{name}.Tests.csproj")
            select $"{name} has no tests/{name}.Tests");

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Checkout.HasNo(
            from path in Folders.SelectMany(Checkout.Projects)
            where !Checkout.Files.Contains(path[..path.LastIndexOf('/')] + "/packages.lock.json")
            select path);

    [Fact]
    public void Every_package_has_one_version_a_project_that_uses_it_and_a_reason()
    {
        var central = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(node => (string?)node.Attribute("Include") ?? "").ToList();
        var projects = Folders.SelectMany(Checkout.Projects).Append("tests/Directory.Build.props");
        var used = projects.SelectMany(path => ProjectFile.Packages(Checkout.Read(path))).ToHashSet();
        Checkout.HasNo(central.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{group.Key} has two versions"));
        Checkout.HasNo(central.Where(name => !used.Contains(name)).Select(name => $"no project uses {name}"));
        var explained = Checkout.Read("docs/adr/0005-dependencies.md");
        Checkout.HasNo(central.Where(name => !explained.Contains($"| {name} |", StringComparison.Ordinal)).Select(name => $"docs/adr/0005-dependencies.md does not name {name}"));
    }
}
