using System.Globalization;
using System.Net;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Demo;

public sealed class PhonePageTests : IDisposable
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
        demo.Signal("INT");
        var ended = await demo.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.All);
        Assert.Contains("/demo/phone", ended.Output, StringComparison.Ordinal);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
