using System.Globalization;
using System.Net;
using System.Text;
using Kopek.Host.Serving;
using Kopek.Host.Tests.Processes;
using Kopek.Browser.Tests.Serving;

[assembly: AssemblyFixture(typeof(LiveKopek))]

namespace Kopek.Browser.Tests.Serving;

/// <summary>One whole Kopek, as `kopek serve` starts it, with the payment sandbox; all tests open lines of their own in it.</summary>
public sealed class LiveKopek : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-browser-").FullName;
    private readonly HttpClient api = new();
    private KopekServer? server;
    private int lines;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var port = Ports.Take();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        api.BaseAddress = Address;
        server = await KopekServer.StartAsync(new ServeOptions
        {
            Data = folder,
            Url = Address,
            Gy = new IPEndPoint(IPAddress.Loopback, Ports.Take()),
            Shards = 2,
            HasSandbox = true,
            Quiet = true,
            CareFormsPerMinute = 10_000,
        }, static _ => { }, CancellationToken.None);
    }

    /// <summary>The number of a new line in use on a per-volume plan, with so much money left.</summary>
    public async Task<string> Open(long kopeks = 0)
    {
        var msisdn = string.Create(CultureInfo.InvariantCulture, $"7900{Interlocked.Increment(ref lines):0000000}");
        const long connectionFee = 15000;
        await Post("api/v1/lines", $$"""{"msisdn":"{{msisdn}}","plan":"KDR-PAYGO"}""");
        await Post($"api/v1/lines/{msisdn}/top-ups", $$$"""{"amount":{"value":{{{kopeks + connectionFee}}},"currency":"RUB"}}""");
        await Post($"api/v1/lines/{msisdn}/activation", null);
        return msisdn;
    }

    /// <summary>One that its holder had barred: no payment brings its data back.</summary>
    public async Task<string> OpenBarred()
    {
        var msisdn = await Open(100_000);
        await Post($"api/v1/lines/{msisdn}/bar", """{"reason":"voluntary"}""");
        return msisdn;
    }

    public async Task<string> Post(string path, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
