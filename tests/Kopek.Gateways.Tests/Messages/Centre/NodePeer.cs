using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Kopek.Gateways.Tests.Messages.Centre;

/// <summary>A script of this folder, run by node on packages that ./test has installed; it tells in lines of JSON what it got.</summary>
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

    private static string Packages { get; } = Path.Combine(Root, "artifacts", "test-centre");

    /// <summary>Whether the peers can be run here.</summary>
    public static bool IsThere { get; } = Directory.Exists(Path.Combine(Packages, "node_modules", "smpp")) && HasNode();

    public int Port { get; private set; }

    public static async Task<NodePeer> StartAsync(string script, int port = 0)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Root, "tests", "Kopek.Gateways.Tests", "Messages", "Centre", script), $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(Packages, "node_modules");
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
