using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Serving;

/// <summary>What keeps a server from starting is said in words, never with a stack, and the exit code is 1.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Beyond_loopback_it_wants_a_token() =>
        await RefusedAsync(["--urls", "http://0.0.0.0:20999"], "Without KOPEK_OPERATOR_TOKEN the API is for this machine only");

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var port = Ports.Take();
        taken.Bind(new IPEndPoint(IPAddress.Loopback, port));
        taken.Listen();
        await RefusedAsync(["--urls", Http(port)], $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        await RefusedAsync(["--gy", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"], $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_refused_and_the_first_goes_on()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "1");
        await RefusedAsync(folder.Path, [], "Another Kopek is running on the data folder");
        Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync("79000000000", 10_000, "still")).Status);
        var archive = await KopekProcess.RunAsync("journal", "archive", "--data", folder.Path, "--older-than", "1d");
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains("Another Kopek is running", archive.Error, StringComparison.Ordinal);
        NoStack(archive);
    }

    [Fact]
    public async Task A_bad_row_of_the_catalogue_is_named_by_file_line_and_column()
    {
        var catalogue = Path.Combine(folder.Path, "catalogue");
        Directory.CreateDirectory(catalogue);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(KopekProcess.Program)!, "catalogue")))
        {
            File.Copy(file, Path.Combine(catalogue, Path.GetFileName(file)));
        }

        var plans = Path.Combine(catalogue, "plans.csv");
        var rows = await File.ReadAllLinesAsync(plans, TestContext.Current.CancellationToken);
        rows[1] = rows[1].Replace(",25.00,", ",25.0x,", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(plans, rows, TestContext.Current.CancellationToken);
        await RefusedAsync([], "plans.csv", "2", "fee_rub");
    }

    [Theory]
    [InlineData("--urls", "127.0.0.1:8080", "--urls")]
    [InlineData("--gy", "3868", "--gy")]
    [InlineData("--gy", "here:3868", "--gy")]
    [InlineData("--allow-peer", "somebody", "--allow-peer")]
    public async Task An_address_that_is_none_is_named(string option, string value, string named) => await RefusedAsync([option, value], named);

    [Fact]
    public async Task A_folder_that_is_a_file_is_named()
    {
        await File.WriteAllTextAsync(folder.File("file"), "", TestContext.Current.CancellationToken);
        await RefusedAsync(folder.File("file"), [], folder.File("file"));
    }

    [Theory]
    [InlineData("receipts.db", "Restore a damaged one from its backup, or move it away")]
    [InlineData("cases.db", "Disputes are nowhere else")]
    [InlineData("notices.db", "nowhere else")]
    [InlineData("tickets.db", "nowhere else")]
    [InlineData("partners.db", "nowhere else")]
    [InlineData("books.db", "may be deleted")]
    public async Task A_damaged_file_beside_the_journal_is_named_with_what_to_do_and_nothing_is_said_to_go_on(string file, string advice)
    {
        await File.WriteAllTextAsync(folder.File(file), new string('x', 8192), TestContext.Current.CancellationToken);
        var ended = await KopekProcess.RunAsync(["serve", "--data", folder.Path, "--urls", Http(Ports.Take()), "--gy", $"127.0.0.1:{Ports.Take().ToString(CultureInfo.InvariantCulture)}"]);
        Assert.True(ended.ExitCode == 1, ended.All);
        Assert.All([file, "The server does not start without it.", advice], said => Assert.Contains(said, ended.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("goes on", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("meanwhile", ended.Error, StringComparison.Ordinal);
        NoStack(ended);
    }

    private Task RefusedAsync(string[] options, params string[] named) => RefusedAsync(folder.Path, options, named);

    private static async Task RefusedAsync(string data, string[] options, params string[] named)
    {
        string[] urls = options.Contains("--urls") ? [] : ["--urls", Http(Ports.Take())];
        string[] gy = options.Contains("--gy") ? [] : ["--gy", $"127.0.0.1:{Ports.Take().ToString(CultureInfo.InvariantCulture)}"];
        var ended = await KopekProcess.RunAsync(["serve", "--data", data, .. urls, .. gy, .. options]);
        Assert.True(ended.ExitCode == 1, $"{ended.ExitCode}: {ended.All}");
        Assert.All(named, name => Assert.Contains(name, ended.Error, StringComparison.Ordinal));
        NoStack(ended);
    }

    private static void NoStack(Ended ended)
    {
        Assert.StartsWith("kopek: ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.All, StringComparison.Ordinal);
    }

    private static string Http(int port) => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
}
