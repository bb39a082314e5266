using System.Net.Http.Headers;
using Kopek.Web.Api.Access;

namespace Kopek.Web.Tests.Api;

public sealed class AccessTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(null, "token_missing")]
    [InlineData("Basic 0123456789abcdef0123456789abcdef", "token_missing")]
    [InlineData("Bearer", "token_missing")]
    [InlineData("Bearer wrong", "token_wrong")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdeF", "token_wrong")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdef0", "token_wrong")]
    public async Task Whoever_has_not_the_token_is_refused(string? header, string code)
    {
        await using var api = await LiveApi.Start(Token);
        var line = await api.Open();
        api.Client.DefaultRequestHeaders.Remove("Authorization");
        api.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        foreach (var answer in (Answer[])[await api.Get(line), await api.TopUp(line, 50_000), await api.Get("/metrics"), await api.Get($"{line}/events"), await api.Get("/api/v1/ledger")])
        {
            Assert.Equal((401, code), (answer.Status, answer.Code));
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await api.Get("/health/ready")).Status);
        Assert.Equal(200, (await api.Get("/openapi/v1.json")).Status);
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", Token);
        Assert.Equal(0, await api.Balance(line));
    }

    [Fact]
    public async Task Why_the_server_is_not_ready_is_told_to_the_operator_alone()
    {
        await using var api = await LiveApi.Start(Token);
        var line = await api.Open();
        api.Journal.Down = true;
        Assert.Equal(503, (await api.TopUp(line, 50_000)).Status);
        var reason = api.Engine.Reason;
        Assert.NotNull(reason);
        Assert.Contains(reason, (await api.Get("/health/ready")).Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var header in (string?[])[null, "Bearer wrong"])
        {
            api.Client.DefaultRequestHeaders.Remove("Authorization");
            api.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
            var answer = await api.Get("/health/ready");
            Assert.Equal((503, "not_ready"), (answer.Status, answer.Code));
            Assert.DoesNotContain(reason, answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Empty(answer.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task Without_a_token_a_page_that_names_us_otherwise_is_refused()
    {
        await using var api = await LiveApi.Start();
        api.Client.DefaultRequestHeaders.Host = "evil.example";
        Assert.Equal((403, "host_not_local"), ((await api.Get("/api/v1/plans")).Status, (await api.Get("/api/v1/plans")).Code));
        api.Client.DefaultRequestHeaders.Host = "localhost";
        Assert.Equal(200, (await api.Get("/api/v1/plans")).Status);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://+:8080", false)]
    [InlineData("http://192.168.1.2:8080", false)]
    [InlineData("http://kopek.example", false)]
    [InlineData("nonsense", false)]
    public void Without_a_token_only_loopback_is_listened_on(string url, bool allowed)
    {
        Assert.Equal(allowed, OperatorToken.None.RefusalToListen([url]) is null);
        Assert.Null(OperatorToken.Of(Token).RefusalToListen([url]));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_token_has_16_to_256_characters(int length, bool isOne)
    {
        var token = new string('t', length);
        Assert.Equal(isOne, Record.Exception(() => OperatorToken.Of(token)) is null);
        Assert.False(OperatorToken.Of("").IsSet);
        Assert.False(OperatorToken.Of(null).IsSet);
    }
}
