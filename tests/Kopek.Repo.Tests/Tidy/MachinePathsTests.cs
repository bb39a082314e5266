namespace Kopek.Repo.Tests.Tidy;

public sealed class MachinePathsTests
{
    [Fact]
    public void No_tracked_file_names_a_path_of_one_machine() =>
        Checkout.HasNo(
            from path in Checkout.Files
            let text = Checkout.Read(path)
            where !text.Contains('\0', StringComparison.Ordinal)
            from breach in MachinePaths.Breaches(path, text)
            select breach);

    // A bar splits each path, so that this file holds none itself.
    [Theory]
    [InlineData("cd /wor|k/main")]
    [InlineData("\"/hom|e/anna/kopek\"")]
    [InlineData("see /Use|rs/anna")]
    [InlineData("DIR=/tm|p/kopek")]
    [InlineData("C:|\\kopek")]
    public void A_path_of_one_machine_is_found(string text) => Assert.NotEmpty(MachinePaths.Breaches("a.md", Joined(text)));

    [Theory]
    [InlineData("https://example.org/wor|k/page")]
    [InlineData("${TMPDIR:-/tmp}/kopek")]
    [InlineData("/usr/share/dotnet")]
    [InlineData("GET /api/v1/lines/79000000001")]
    public void An_address_or_a_path_of_every_machine_passes(string text) => Assert.Empty(MachinePaths.Breaches("a.md", Joined(text)));

    private static string Joined(string text) => text.Replace("|", "", StringComparison.Ordinal);
}
