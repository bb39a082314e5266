using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

using Kopek.Diameter.Client;
using Kopek.Diameter.Peers;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>A Kestrel server on a free port of the loopback, as the host runs it.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication host;

    private LiveServer(WebApplication host, EchoApplication application)
    {
        this.host = host;
        Application = application;
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
    }

    public static DiameterOptions Options { get; } = new()
    {
        OriginHost = "ocs.kopek.example",
        OriginRealm = "kopek.example",
        OriginStateId = 7,
    };

    public static DiameterOptions ClientOptions { get; } = new()
    {
        OriginHost = "pgw.core.example",
        OriginRealm = "core.example",
        ProductName = "test core",
    };

    public IPEndPoint EndPoint { get; }

    public EchoApplication Application { get; }

    public DiameterPeers Peers => host.Services.GetRequiredService<DiameterPeers>();

    public static async Task<LiveServer> StartAsync(DiameterOptions? options = null, EchoApplication? application = null, X509Certificate2? certificate = null)
    {
        application ??= new EchoApplication();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(options ?? Options);
        builder.Services.AddSingleton<IDiameterApplication>(application);
        builder.Services.AddSingleton<DiameterPeers>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }

            listen.UseConnectionHandler<DiameterConnectionHandler>();
        }));
        WebApplication host = builder.Build();
        await host.StartAsync();
        return new LiveServer(host, application);
    }

    public Task<DiameterClient> ConnectAsync(DiameterOptions? options = null, SslClientAuthenticationOptions? tls = null) =>
        DiameterClient.ConnectAsync(EndPoint, options ?? ClientOptions, new EchoApplication(), tls, cancellation: TestContext.Current.CancellationToken);

    /// <summary>True as soon as the condition holds, false after the patience of a raw peer. What the other side saw may be a moment ahead of what is registered here.</summary>
    public static async Task<bool> Eventually(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > RawPeer.Patience)
            {
                return false;
            }

            await Task.Yield();
        }

        return true;
    }

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
    }
}
