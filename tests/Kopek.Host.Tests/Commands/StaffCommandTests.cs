using System.Net;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Commands;

public sealed class StaffCommandTests : IDisposable
{
    private static readonly (string, string?) Password = ("KOPEK_STAFF_PASSWORD", "birch bark letter 7");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Staff_are_made_listed_and_stopped_beside_a_running_server_and_all_of_it_is_in_the_trail()
    {
        await using var server = await LiveServer.StartAsync(folder.Path);
        Assert.Equal(0, (await StaffAsync("add", "anna", "--operator", "KDR", "--shop", "msk-1")).ExitCode);
        var listed = await StaffAsync("list");
        Assert.Matches("clerk +KDR  msk-1  anna\n", listed.Output);
        Assert.DoesNotContain(Password.Item2!, listed.All, StringComparison.Ordinal);
        Assert.Equal(0, (await StaffAsync("password", "anna")).ExitCode);
        Assert.Equal(0, (await StaffAsync("disable", "ANNA")).ExitCode);
        Assert.Contains("stopped", (await StaffAsync("list")).Output, StringComparison.Ordinal);
        var verified = await KopekProcess.RunAsync("audit", "verify", "--data", folder.Path);
        Assert.Equal(0, verified.ExitCode);
        Assert.StartsWith("3 entries", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "NOBODY", "msk-1", "no brand NOBODY")]
    [InlineData("anna", "KDR", "Moscow 1", "no code")]
    [InlineData("anna banna", "KDR", "msk-1", "anna banna")]
    public async Task What_is_mistyped_is_said_and_makes_no_account(string name, string operatorCode, string shop, string said)
    {
        Directory.CreateSymbolicLink(folder.File("catalogue"), Path.Combine(Path.GetDirectoryName(KopekProcess.Program)!, "catalogue"));
        var ended = await StaffAsync("add", name, "--operator", operatorCode, "--shop", shop);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.Empty((await StaffAsync("list")).Output);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_made()
    {
        var ended = await KopekProcess.RunAsync("staff", "list", "--data", folder.File("nowhere"));
        Assert.Equal(1, ended.ExitCode);
        Assert.False(Directory.Exists(folder.File("nowhere")));
        Assert.Equal(1, (await KopekProcess.RunAsync("audit", "verify", "--data", folder.Path)).ExitCode);
    }

    [Fact]
    public async Task The_server_has_the_counter()
    {
        await using var server = await LiveServer.StartAsync(folder.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        using var first = await client.GetAsync(new Uri("/counter", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.SeeOther, "/counter/sign-in"), (first.StatusCode, first.Headers.Location!.ToString()));
        using var page = await client.GetAsync(new Uri("/counter/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("password", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Ended> StaffAsync(params string[] arguments)
    {
        using var process = KopekProcess.Start(["staff", .. arguments, "--data", folder.Path], Password);
        return await process.EndAsync();
    }
}
