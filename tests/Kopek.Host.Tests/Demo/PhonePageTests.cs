using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Demo;

public sealed partial class PhonePageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_shows_what_holders_are_told_in_three_languages_and_only_to_this_machine()
    {
        var port = Ports.Take();
        using var demo = KopekProcess.Start(["demo", "--data", folder.Path, "--port", Text(port), "--gy-port", Text(Ports.Take())]);
        await demo.SaysAsync("opened with 55.00 RUB");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Text(port)}/") };
        await Tries.UntilAsync(async () =>
        {
            var page = await http.GetStringAsync(new Uri("demo/phone", UriKind.Relative), TestContext.Current.CancellationToken);
            return page.Contains("充值到账", StringComparison.Ordinal) && page.Contains("Зачислено", StringComparison.Ordinal) && page.Contains("Received: 200.00 RUB", StringComparison.Ordinal);
        }, "a message on a phone of each language");
        using var renamed = new HttpRequestMessage(HttpMethod.Get, new Uri("demo/phone", UriKind.Relative));
        renamed.Headers.Host = "elsewhere.example";
        using var refused = await http.SendAsync(renamed, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await UsesAsync(http);
        demo.Signal("INT");
        var ended = await demo.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.All);
        Assert.Contains("/demo/phone", ended.Output, StringComparison.Ordinal);
    }

    /// <summary>Dials, writes and calls from the demo's English phone.</summary>
    private static async Task UsesAsync(HttpClient http)
    {
        const string phone = "demo/phone/79001000002";
        var dialled = await PostAsync(http, $"{phone}/ussd");
        Assert.Contains("2 Data left", dialled, StringComparison.Ordinal);
        var session = Session().Match(dialled).Groups[1].Value;
        Assert.Contains("+79001000002", await PostAsync(http, $"{phone}/ussd", ("session", session), ("typed", ""), ("input", "7")), StringComparison.Ordinal);
        Assert.Contains("Баланс: ", await PostAsync(http, $"{phone}/sms", ("id", "m1"), ("text", "баланс")), StringComparison.Ordinal);
        Assert.Contains("For the balance press 1.", await PostAsync(http, $"{phone}/call"), StringComparison.Ordinal);
        using var forged = new HttpRequestMessage(HttpMethod.Post, new Uri($"{phone}/ussd", UriKind.Relative)) { Content = new FormUrlEncodedContent([]) };
        forged.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await http.SendAsync(forged, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<string> PostAsync(HttpClient http, string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("name=\"session\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Session();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
