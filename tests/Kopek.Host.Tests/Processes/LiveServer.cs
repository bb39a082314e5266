using System.Globalization;
using System.Net;

namespace Kopek.Host.Tests.Processes;

/// <summary>kopek serve on a folder and two free ports, started again on the same ones after a kill.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly string[] options;
    private readonly (string Name, string? Value)[] environment;

    private LiveServer(string folder, string[] options, (string Name, string? Value)[] environment)
    {
        Folder = folder;
        this.options = options;
        this.environment = environment;
        Api = new Api(Url);
    }

    public string Folder { get; }
    public Uri Url { get; } = new($"http://127.0.0.1:{Ports.Take().ToString(CultureInfo.InvariantCulture)}/");
    public IPEndPoint Gy { get; } = new(IPAddress.Loopback, Ports.Take());
    public Api Api { get; }
    public KopekProcess Process { get; private set; } = null!;

    public static Task<LiveServer> StartAsync(string folder, params string[] options) => StartAsync(folder, [], options);

    public static async Task<LiveServer> StartAsync(string folder, (string Name, string? Value)[] environment, params string[] options)
    {
        var server = new LiveServer(folder, options, environment);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        Process?.Dispose();
        Process = KopekProcess.Start(["serve", "--data", Folder, "--urls", Url.ToString(), "--gy", Gy.ToString(), .. options], environment);
        await Process.SaysAsync("kopek: serving");
    }

    public async Task KillAndStartAgainAsync()
    {
        await Process.KillAsync();
        await StartAgainAsync();
    }

    public ValueTask DisposeAsync()
    {
        Api.Dispose();
        Process.Dispose();
        return ValueTask.CompletedTask;
    }
}
