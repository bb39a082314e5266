using System.Text.Json.Nodes;

namespace Kopek.Web.Tests.Api;

public sealed class LiveTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_watcher_sees_the_line_then_the_top_up_then_the_line_again()
    {
        var line = await api.Open();
        using var response = await Watch(line);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var (name, first) = await Next(reader);
        Assert.Equal(("line", 0L), (name, first["balance"]!["available"]!.GetValue<long>()));
        await api.TopUp(line, 50_000);
        var (change, paid) = await Next(reader);
        Assert.Equal(("change", "money_added", "top_up", 50_000L), (change, paid["kind"]!.GetValue<string>(), paid["money"]!.GetValue<string>(), paid["kopeks"]!.GetValue<long>()));
        var (again, after) = await Next(reader);
        Assert.Equal(("line", 50_000L), (again, after["balance"]!["available"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_stream_ends_when_the_server_stops()
    {
        var line = await api.Open();
        using var response = await Watch(line);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await Next(reader);
        await api.Restart();
        Assert.Equal("", (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    private Task<HttpResponseMessage> Watch(string line) =>
        api.Client.GetAsync(new Uri($"{line}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private static async Task<(string Name, JsonNode Data)> Next(StreamReader reader)
    {
        var name = "";
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } text)
        {
            if (text.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = text["event: ".Length..];
            }
            else if (text.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name, JsonNode.Parse(text["data: ".Length..])!);
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }
}
