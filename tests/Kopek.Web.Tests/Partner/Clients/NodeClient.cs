using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Kopek.Web.Tests.Partner.Clients;

/// <summary>A script of this folder, run by node on packages that ./test has installed; lines of JSON go in and come out.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    public const string Missing = "node or the packages of tests/Kopek.Web.Tests/Partner/Clients are missing: ./test installs them where it can";

    /// <summary>For the slowest of machines; what is awaited comes in a moment.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Channel<JsonNode> told = Channel.CreateUnbounded<JsonNode>();

    private NodeClient(Process process)
    {
        this.process = process;
        _ = Task.Run(ReadAsync);
    }

    /// <summary>Whether the clients can be run here.</summary>
    public static bool IsThere { get; } = Directory.Exists(Path.Combine(Packages, "@dtone", "dvs")) && HasNode();

    private static string Root => FindRoot();

    private static string Packages => Path.Combine(Root, "artifacts", "test-partner-clients", "node_modules");

    public static NodeClient Start(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Root, "tests", "Kopek.Web.Tests", "Partner", "Clients", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = Packages;
        return new NodeClient(Process.Start(start)!);
    }

    public async Task Say(JsonNode line) => await process.StandardInput.WriteLineAsync(line.ToJsonString());

    /// <summary>The next line's member; what comes before it is passed over.</summary>
    public async Task<JsonNode> Told(string member)
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            if ((await told.Reader.ReadAsync(limit.Token))[member] is { } found)
            {
                return found;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(patience);
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            told.Writer.TryWrite(JsonNode.Parse(line)!);
        }

        told.Writer.TryComplete();
    }

    private static bool HasNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true });
            node!.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        return folder.FullName;
    }
}
