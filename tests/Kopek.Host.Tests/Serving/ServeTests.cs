using System.Net;
using System.Text.Json;
using Kopek.Diameter.Tests.Peers;
using Kopek.Gy.Tests;
using Kopek.Host.Tests.Crashes;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Serving;

public sealed class ServeTests : IDisposable
{
    private const string Token = "a-token-that-nobody-may-read";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_line_is_opened_topped_up_read_and_explained_and_all_of_it_is_there_after_a_stop()
    {
        await using var server = await LiveServer.StartAsync(folder.Path);
        Assert.Equal(HttpStatusCode.OK, (await server.Api.GetAsync("health/ready")).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Api.OpenAsync("8 916 123-45-67", "open-1")).Status);
        Assert.Equal((0, 0, 0), await server.Api.LineAsync("79161234567"));
        var paid = await server.Api.TopUpAsync("+79161234567", 50_000, "top-up-1");
        Assert.Equal(HttpStatusCode.Created, paid.Status);
        Assert.True((await server.Api.TopUpAsync("79161234567", 50_000, "top-up-1")).Replayed);
        Assert.Equal("idempotency_key_reused", (await server.Api.TopUpAsync("79161234567", 50_001, "top-up-1")).Code);
        Assert.Equal((50_000, 0, 0), await server.Api.LineAsync("9161234567"));
        await StatementHasAsync(server, "79161234567", item => item.GetProperty("kind").GetString() == "top_up");

        var stopped = await server.Process.TerminateAsync();
        Assert.Equal(0, stopped.ExitCode);
        await server.StartAgainAsync();
        Assert.Equal((50_000, 0, 0), await server.Api.LineAsync("79161234567"));
        Assert.True((await server.Api.TopUpAsync("79161234567", 50_000, "top-up-1")).Replayed);
    }

    [Fact]
    public async Task Sample_lines_are_opened_once_and_left_as_they_are()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "3");
        Assert.Equal((SmallCore.FirstMoney, 0, 0), await server.Api.LineAsync("79000000002"));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync("api/v1/lines/79000000003")).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync("79000000002", 10_000, "more")).Status);
        await server.Process.TerminateAsync();
        await server.StartAgainAsync();
        Assert.Equal((SmallCore.FirstMoney + 10_000, 0, 0), await server.Api.LineAsync("79000000002"));
    }

    [Fact]
    public async Task A_server_that_issues_fiscal_receipts_settles_months_and_says_what_fails()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sandbox-payments");
        var figures = (await server.Api.GetAsync("metrics")).Body;
        Assert.All(["kopek_auto_renewal_failing", "kopek_fiscal_failed", "kopek_fiscal_offsets_failing"], name => Assert.Contains($"\n{name} 0\n", figures, StringComparison.Ordinal));
        Assert.Contains("\nkopek_fiscal_offsets_behind_events ", figures, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await server.Api.OpenAsync("79161234567", "open-1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync("79161234567", 50_000, "top-up-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Api.PostAsync("api/v1/lines/79161234567/activation", "activate", "")).Status);
        var over = await server.Api.PostAsync("api/v1/fiscal-offsets", "past", """{"operator":"KDR","month":"2024-10"}""");
        Assert.Equal((HttpStatusCode.OK, 0), (over.Status, over.Json.GetProperty("documents").GetInt32()));
        Assert.Equal("month_not_over", (await server.Api.PostAsync("api/v1/fiscal-offsets", "coming", """{"operator":"KDR","month":"9998-12"}""")).Code);
        await server.Process.TerminateAsync();
        await server.StartAgainAsync();
        Assert.Contains("\nkopek_fiscal_offsets_failing 0\n", (await server.Api.GetAsync("metrics")).Body, StringComparison.Ordinal);
        Assert.Equal(over.Body, (await server.Api.PostAsync("api/v1/fiscal-offsets", "past", """{"operator":"KDR","month":"2024-10"}""")).Body);
    }

    [Fact]
    public async Task With_damaged_closed_months_the_server_starts_and_charges_and_says_that_offsets_are_not_made()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sandbox-payments", "--sample-lines", "1");
        Assert.Equal(HttpStatusCode.OK, (await server.Api.PostAsync("api/v1/fiscal-offsets", "before", """{"operator":"KDR","month":"2024-10"}""")).Status);
        await server.Process.TerminateAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "fiscal-months.db"), new string('x', 4096), TestContext.Current.CancellationToken);
        await server.StartAgainAsync();
        Assert.Equal(HttpStatusCode.Created, (await server.Api.TopUpAsync("79000000000", 50_000, "top-up-1")).Status);
        var failed = await server.Api.PostAsync("api/v1/fiscal-offsets", "after", """{"operator":"KDR","month":"2024-11"}""");
        Assert.Equal("fiscal_offsets_failing", failed.Code);
        Assert.Contains("restore a damaged one from its backup", failed.Body, StringComparison.Ordinal);
        while (!(await server.Api.GetAsync("metrics")).Body.Contains("\nkopek_fiscal_offsets_failing 1\n", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task Neither_token_nor_number_is_ever_printed()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, [("KOPEK_OPERATOR_TOKEN", Token)], "--sample-lines", "1");
        using var api = new Api(server.Url, Token);
        using var stranger = new Api(server.Url, Token + "x");
        Assert.Equal("token_missing", (await server.Api.GetAsync("api/v1/lines/79000000000")).Code);
        Assert.Equal("token_wrong", (await stranger.GetAsync("api/v1/lines/79000000000")).Code);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("api/v1/lines/79000000000")).Status);
        using (var peer = await RawPeer.OpenAsync(server.Gy))
        {
            await peer.SendAsync(Ccr.I(new Mscc(Requested: new Units())).Encode());
            await peer.SendAsync((Ccr.I() with { Msisdn = "79000000000", SessionId = "secret;1;1" }).Encode());
            Assert.NotNull(await peer.ReadAsync());
            Assert.NotNull(await peer.ReadAsync());
        }

        var said = (await server.Process.TerminateAsync()).All;
        Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain("79000000000", said, StringComparison.Ordinal);
        Assert.DoesNotContain("79000000001", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_under_load_answers_what_was_taken_and_ends_well()
    {
        const int lines = 10;
        var core = new SmallCore(lines, sessions: 16, Tries.Seed);
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10");
        var reached = core.AnswersAsync(500);
        var life = core.RunAsync(server.Gy);
        await reached.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        var stopped = await server.Process.TerminateAsync();
        Assert.True(stopped.ExitCode == 0, stopped.All);
        await life;
        await server.StartAgainAsync();
        core.End();
        await core.RunAsync(server.Gy).WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(core.Different);
        await Proof.LinesAsync(server, core, lines);
        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
    }

    internal static Task StatementHasAsync(LiveServer server, string msisdn, Func<JsonElement, bool> wanted) =>
        Tries.UntilAsync(async () =>
        {
            var answer = await server.Api.GetAsync($"api/v1/lines/{msisdn}/statement");
            return answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("items").EnumerateArray().Any(wanted);
        }, "the statement shows it");
}
