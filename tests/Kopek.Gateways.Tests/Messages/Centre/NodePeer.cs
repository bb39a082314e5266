using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Kopek.Gateways.Tests.Messages.Centre;

/// <summary>A folder of scripts here, and where ./test installs the npm packages that they run on.</summary>
/// <param name="Marker">A package that is there when all are.</param>
internal sealed record NodePackages(string Scripts, string Target, string Marker)
{
    public static readonly NodePackages Centre = new("Messages/Centre", "test-centre", "smpp");
    public static readonly NodePackages Payments = new("Payments/Peers", "test-payment-peers", "stripe");

    /// <summary>Whether its scripts can be run here.</summary>
    public bool AreThere => Directory.Exists(Path.Combine(Modules, Marker)) && NodePeer.HasNode;

    public string Modules => Path.Combine(NodePeer.Root, "artifacts", Target, "node_modules");

    public string Script(string name) => Path.Combine(NodePeer.Root, "tests", "Kopek.Gateways.Tests", Path.Combine(Scripts.Split('/')), name);
}

/// <summary>A script, run by node on packages that ./test has installed; it tells in lines of JSON what it got.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    /// <summary>For the slowest of machines; what is awaited comes in a moment.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public const string Missing = "node or the packages of tests/Kopek.Gateways.Tests/Messages/Centre are missing: ./test installs them where it can";

    private readonly Process process;
    private readonly Channel<JsonElement> told = Channel.CreateUnbounded<JsonElement>();

    private NodePeer(Process process)
    {
        this.process = process;
        _ = Task.Run(ReadAsync);
    }

    public static string Root { get; } = FindRoot();

    public static bool HasNode { get; } = CanRunNode();

    /// <summary>Whether the centre's scripts can be run here.</summary>
    public static bool IsThere { get; } = NodePackages.Centre.AreThere;

    public int Port { get; private set; }

    public static Task<NodePeer> StartAsync(string script, int port = 0) => StartAsync(NodePackages.Centre, script, $"{port}");

    /// <summary>Waits until the script tells its port; one that listens nowhere tells 0.</summary>
    public static async Task<NodePeer> StartAsync(NodePackages packages, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [packages.Script(script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = packages.Modules;
        var peer = new NodePeer(Process.Start(start)!);
        peer.Port = (await peer.ToldAsync("port")).GetProperty("port").GetInt32();
        return peer;
    }

    /// <summary>The next line with this member; what comes before it is passed over.</summary>
    public async Task<JsonElement> ToldAsync(string member)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await told.Reader.ReadAsync(limit.Token);
            if (line.TryGetProperty(member, out _))
            {
                return line;
            }
        }
    }

    /// <summary>Ends the script and answers everything that it told and nobody asked for.</summary>
    public async Task<List<JsonElement>> EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        var rest = new List<JsonElement>();
        await foreach (var line in told.Reader.ReadAllAsync())
        {
            rest.Add(line);
        }

        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            told.Writer.TryWrite(document.RootElement.Clone());
        }

        told.Writer.TryComplete();
    }

    private static bool CanRunNode()
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
