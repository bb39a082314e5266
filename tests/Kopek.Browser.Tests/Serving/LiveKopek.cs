using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kopek.Host.Serving;
using Kopek.Host.Tests.Processes;
using Kopek.Browser.Tests.Serving;

[assembly: AssemblyFixture(typeof(LiveKopek))]

namespace Kopek.Browser.Tests.Serving;

/// <summary>One whole Kopek, as `kopek serve` starts it, with the payment sandbox; all tests open lines of their own in it.</summary>
public sealed partial class LiveKopek : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-browser-").FullName;
    private readonly HttpClient api = new();
    private readonly Lazy<Task<string>> holder;
    private readonly Lazy<Task<string>> somebodyElse;
    private KopekServer? server;
    private int lines;

    public LiveKopek()
    {
        holder = new Lazy<Task<string>>(() => SignIn(0));
        somebodyElse = new Lazy<Task<string>>(() => Open());
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The same by a name: browsers use passkeys at no bare address.</summary>
    public Uri Local => new UriBuilder(Address) { Host = "localhost" }.Uri;

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
            HasDemoPhone = true,
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

    /// <summary>The cookie of a holder who signed in with the code that his phone got; once, because a number gets few codes.</summary>
    public Task<string> Holder => holder.Value;

    /// <summary>The number of a line that is not the holder's.</summary>
    public Task<string> SomebodyElse => somebodyElse.Value;

    /// <param name="which">Of the demo's lines: those have a phone that shows its codes.</param>
    public async Task<string> SignIn(int which)
    {
        var msisdn = Host.Demo.DemoLines.All[which].Msisdn;
        await Post("api/v1/lines", $$"""{"msisdn":"{{msisdn}}","plan":"KDR-M50"}""");
        await Post($"api/v1/lines/{msisdn}/top-ups", """{"amount":{"value":300000,"currency":"RUB"}}""");
        await Post($"api/v1/lines/{msisdn}/activation", null);
        // Cookies of its own: holders sign in side by side.
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = Address };
        var page = await browser.GetStringAsync(new Uri("care/sign-in?lang=en", UriKind.Relative));
        var order = OrderOf(page);
        page = await Form(browser, "care/sign-in?lang=en", ("order", order), ("msisdn", msisdn));
        for (var waited = 0; ; waited++)
        {
            var phone = await api.GetStringAsync(new Uri("demo/phone", UriKind.Relative));
            var own = phone[phone.IndexOf($"+{msisdn}<", StringComparison.Ordinal)..].Split("</section>")[0];
            if (Code().Match(own) is { Success: true } code)
            {
                await Form(browser, "care/sign-in/code?lang=en", ("order", OrderOf(page)), ("msisdn", msisdn), ("code", code.Value));
                return cookies.GetCookies(Address)["kopek-care"]!.Value;
            }

            Assert.True(waited < 2_000, "No code came.");
        }
    }

    private static async Task<string> Form(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string OrderOf(string page) => Order().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"order\" value=\"([^\"]*)\"")]
    private static partial Regex Order();

    [GeneratedRegex("\\b[0-9]{6}\\b")]
    private static partial Regex Code();

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
