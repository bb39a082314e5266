namespace Kopek.Repo.Tests.Dependencies;

public sealed class DependencyMapTests
{
    [Fact]
    public void Projects_reference_only_what_the_map_allows() =>
        Checkout.HasNo(
            from path in Checkout.Projects("src")
            from breach in DependencyMap.Forbidden(ProjectFile.Name(path), ProjectFile.References(Checkout.Read(path)))
            select breach);

    [Fact]
    public void Shipped_projects_reference_no_test_and_no_benchmark() =>
        Checkout.HasNo(
            from path in Checkout.Projects("src")
            from reference in ProjectFile.ReferencesOutsideSource(Checkout.Read(path))
            select $"{path}: {reference}");

    [Fact]
    public void Code_names_only_what_the_map_allows() =>
        Checkout.HasNo(
            from file in Checkout.Sources
            where file.IsUnder("src")
            from breach in DependencyMap.Forbidden(file.Project, Namespaces.Used(file))
            select $"{file.Path}: {breach}");

    [Fact]
    public void Code_lives_in_the_namespace_of_its_project() =>
        Checkout.HasNo(
            from file in Checkout.Sources
            where file.Project.Length > 0
            from name in Namespaces.Declared(file)
            where name != file.Project && !name.StartsWith(file.Project + ".", StringComparison.Ordinal)
            select $"{file.Path}: namespace {name}");

    [Fact]
    public void Every_project_of_the_map_exists() =>
        Assert.Equal(
            DependencyMap.Allowed.Keys.Order(StringComparer.Ordinal),
            Checkout.Projects("src").Select(ProjectFile.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_map_has_no_circle()
    {
        var placed = new HashSet<string>();
        while (placed.Count < DependencyMap.Allowed.Count)
        {
            var next = DependencyMap.Allowed.Where(entry => !placed.Contains(entry.Key) && entry.Value.All(placed.Contains)).Select(entry => entry.Key).ToList();
            Assert.NotEmpty(next);
            placed.UnionWith(next);
        }
    }

    [Fact]
    public void A_reference_against_the_map_is_found()
    {
        const string Xml = """<Project><ItemGroup><ProjectReference Include="..\Kopek.Web\Kopek.Web.csproj" /></ItemGroup></Project>""";
        Assert.NotEmpty(DependencyMap.Forbidden("Kopek.Core", ProjectFile.References(Xml)));
        Assert.Empty(DependencyMap.Forbidden("Kopek.Host", ProjectFile.References(Xml)));
        Assert.NotEmpty(DependencyMap.Forbidden("Kopek.Unheard", []));
        Assert.NotEmpty(ProjectFile.ReferencesOutsideSource(Xml.Replace(@"..\Kopek.Web", "../../tests/Kopek.Web.Tests", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("using Kopek.Web;")]
    [InlineData("using Kopek.Web.Api;")]
    [InlineData("using static Kopek.Web.Api.Routes;")]
    [InlineData("using Page = Kopek.Web.Api.Page;")]
    [InlineData("global using Kopek.Web;")]
    [InlineData("class A { Kopek.Web.Api.Page page; }")]
    [InlineData("class A { object page = Kopek.Web.Page.Empty; }")]
    [InlineData("namespace Kopek.Web; class A;")]
    public void A_name_against_the_map_is_found(string text)
    {
        var used = Namespaces.Used(new("src/Kopek.Core/A.cs", text)).ToList();
        Assert.NotEmpty(DependencyMap.Forbidden("Kopek.Core", used));
        Assert.Empty(DependencyMap.Forbidden("Kopek.Host", used));
    }

    [Fact]
    public void A_name_in_a_comment_is_no_dependency() =>
        Assert.Empty(Namespaces.Used(new("src/Kopek.Core/A.cs", "// like Kopek.Web\nusing System; class A { string s = \"Kopek.Web\"; }")));
}
