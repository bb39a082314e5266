using Kopek.Engine.Journalling;

namespace Kopek.Web.Tests.Api;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private LiveApi api = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.Open();
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_change_without_a_key_is_refused_and_moves_nothing()
    {
        foreach (var path in (string[])["/top-ups", "/packs", "/plan", "/promised-payments", "/activation", "/bar"])
        {
            var answer = await api.Post(line + path, LiveApi.Amount(50_000), key: null);
            Assert.Equal((400, "idempotency_key_missing"), (answer.Status, answer.Code));
        }

        Assert.Equal("idempotency_key_missing", (await api.Post("/api/v1/lines", """{"msisdn":"79000000009","plan":"KDR-PAYGO"}""", key: null)).Code);
        Assert.Equal(0, await api.Balance(line));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("delete\u007f")]
    [InlineData("tab\there")]
    public async Task A_key_of_other_characters_is_refused(string key) =>
        Assert.Equal("idempotency_key_invalid", (await api.TopUp(line, 50_000, key)).Code);

    [Theory]
    [InlineData(1, 201)]
    [InlineData(128, 201)]
    [InlineData(129, 400)]
    public async Task A_key_has_1_to_128_characters(int length, int status) =>
        Assert.Equal(status, (await api.TopUp(line, 50_000, new string('k', length))).Status);

    [Fact]
    public async Task A_repeat_is_answered_alike_to_the_byte_and_pays_once_also_after_a_restart()
    {
        var first = await api.TopUp(line, 50_000, "k");
        await api.TopUp(line, 20_000);
        foreach (var restart in (bool[])[false, true])
        {
            if (restart)
            {
                await api.Restart();
            }

            var repeat = await api.TopUp(line, 50_000, "k");
            Assert.Equal((201, first.Body), (repeat.Status, repeat.Body));
            Assert.True(repeat.IsReplayed);
            Assert.Equal(first.Headers.Location, repeat.Headers.Location);
            Assert.Equal(70_000, await api.Balance(line));
        }

        Assert.False(first.IsReplayed);
    }

    [Fact]
    public async Task A_repeat_written_in_another_way_is_the_same_request()
    {
        var first = await api.TopUp(line, 50_000, "k");
        var repeat = await api.Post("/api/v1/lines/8%20900%20000-00-01/top-ups", """{ "amount" : { "currency" : "\u0052UB", "value" : 50000 } }""", "k");
        Assert.Equal((first.Body, true), (repeat.Body, repeat.IsReplayed));
    }

    [Fact]
    public async Task A_repeat_of_a_refusal_is_the_same_refusal_even_when_it_would_work_now()
    {
        var first = await api.Post($"{line}/activation", null, "k");
        Assert.Equal("insufficient_funds", first.Code);
        await api.TopUp(line, 50_000);
        var repeat = await api.Post($"{line}/activation", null, "k");
        Assert.Equal((first.Status, first.Body, true), (repeat.Status, repeat.Body, repeat.IsReplayed));
        await api.Restart();
        Assert.Equal(first.Body, (await api.Post($"{line}/activation", null, "k")).Body);
        Assert.Equal(200, (await api.Post($"{line}/activation", null, "another")).Status);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused_and_moves_nothing()
    {
        var other = await api.Open("79000000002");
        await api.TopUp(line, 50_000, "k");
        foreach (var answer in (Answer[])
        [
            await api.TopUp(line, 50_001, "k"),
            await api.TopUp(other, 50_000, "k"),
            await api.Post($"{line}/promised-payments", LiveApi.Amount(50_000), "k"),
            await api.Post("/api/v1/lines", """{"msisdn":"79000000003","plan":"KDR-PAYGO"}""", "k"),
        ])
        {
            Assert.Equal((422, "idempotency_key_reused"), (answer.Status, answer.Code));
        }

        Assert.Equal(50_000, await api.Balance(line));
        Assert.Equal(0, await api.Balance(other));
        Assert.Equal(404, (await api.Get("/api/v1/lines/79000000003")).Status);
    }

    [Fact]
    public async Task Fifty_clicks_at_once_pay_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.TopUp(line, 50_000, "double-click")));
        Assert.Equal(50_000, await api.Balance(line));
        Assert.Single(answers, answer => answer is { Status: 201, IsReplayed: false });
        Assert.All(answers, answer => Assert.True(answer is { Status: 201 } or { Status: 409, Code: "request_in_flight" }, answer.Body));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Body).Distinct());
    }

    [Fact]
    public async Task A_request_in_flight_is_said_so()
    {
        using var held = new ManualResetEventSlim();
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // An order whose home is another writer's shard than the line's takes three commits: the second is held.
        var key = KeyOfAnotherWriter();
        var commits = 0;
        api.Journal.CommitFault = () =>
        {
            if (Interlocked.Increment(ref commits) == 2)
            {
                holds.SetResult();
                held.Wait();
            }

            return JournalFault.None;
        };
        var first = api.TopUp(line, 50_000, key);
        await holds.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var second = api.TopUp(line, 50_000, key);
        held.Set();
        Assert.Equal(201, (await first).Status);
        Assert.Contains((await second).Status, (int[])[201, 409]);
        Assert.Equal(50_000, await api.Balance(line));
    }

    [Fact]
    public async Task A_journal_that_fails_is_said_so_and_the_repeat_pays_once()
    {
        api.Journal.Down = true;
        var failed = await api.TopUp(line, 50_000, "k");
        Assert.Equal((503, "unavailable"), (failed.Status, failed.Code));
        Assert.Contains("Retry-After", failed.Headers.Select(header => header.Key));
        Assert.Equal("not_ready", (await api.Get("/health/ready")).Code);
        Assert.Equal(200, (await api.Get("/health/live")).Status);
        api.Journal.Down = false;
        Assert.True(SpinWait.SpinUntil(() => api.Engine.State == Engine.EngineState.Ready, TimeSpan.FromSeconds(30)));
        Assert.Equal(201, (await api.TopUp(line, 50_000, "k")).Status);
        Assert.Equal(201, (await api.TopUp(line, 50_000, "k")).Status);
        Assert.Equal(50_000, await api.Balance(line));
    }

    private string KeyOfAnotherWriter()
    {
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, "79000000001", out var id));
        return Enumerable.Range(0, 1000).Select(number => $"key-{number}")
            .First(key => Engine.Orders.OrderKey.Of("operator", key).Shard(LiveApi.ShardCount) % LiveApi.Writers != id.Shard(LiveApi.ShardCount) % LiveApi.Writers);
    }
}
