using System.Net;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Web.Care.SignIns;

namespace Kopek.Web.Tests.Care.Live;

/// <summary>The balance that changes while one looks at it: only for who is signed in, and no longer than he is.</summary>
public sealed class LiveLineTests : IAsyncLifetime
{
    private const string Number = "79000000001";
    private readonly Doors doors = new();
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start(holders: doors);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_balance_comes_at_once_and_after_each_change_and_not_after_signing_out()
    {
        var line = await api.OpenActive(12_300);
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, Number, out var id));
        var held = new HeldLine(id, Number);
        doors.Session = new HolderSession(1, [held], held);
        using var answer = await Ask("kopek-care=token");
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Contains("\"available\":\"123.00 RUB\"", await Data(stream), StringComparison.Ordinal);
        await api.TopUp(line, 10_000);
        Assert.Contains("\"available\":\"223.00 RUB\"", await Data(stream), StringComparison.Ordinal);

        doors.Session = null;
        await api.TopUp(line, 10_000);
        Assert.DoesNotContain("323", await stream.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("kopek-care=stolen")]
    public async Task Who_is_not_signed_in_sees_nothing(string? cookie)
    {
        using var answer = await Ask(cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> Ask(string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/care/live?lang=en");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Data(StreamReader stream)
    {
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "";
    }

    /// <summary>Lets in whom the test says.</summary>
    private sealed class Doors : IHolderSessions
    {
        public HolderSession? Session { get; set; }

        public HolderSession? Find(string token) => token == "token" ? Session : null;
    }
}
