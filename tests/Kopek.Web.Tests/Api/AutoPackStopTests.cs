namespace Kopek.Web.Tests.Api;

public sealed class AutoPackStopTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_stop_is_set_once_outlives_a_restart_stands_in_the_statement_and_is_lifted()
    {
        var line = await api.Open(plan: "MLK-D1G");
        var before = (await api.Get($"{line}/auto-pack-stop")).Json;
        Assert.Equal((false, 524_288_000, 5_000, 0, 5), (before["isOn"]!.GetValue<bool>(), before["autoPack"]!["octets"]!.GetValue<long>(),
            before["autoPack"]!["price"]!["value"]!.GetValue<long>(), before["autoPack"]!["bought"]!.GetValue<int>(), before["autoPack"]!["most"]!.GetValue<int>()));
        var set = await api.Post($"{line}/auto-pack-stop", null, "stop-1", HttpMethod.Put);
        Assert.Equal(200, set.Status);
        var again = await api.Post($"{line}/auto-pack-stop", null, "stop-1", HttpMethod.Put);
        Assert.Equal((set.Body, true), (again.Body, again.IsReplayed));
        await api.Restart();
        Assert.True((await api.Get(line)).Json["autoPackStop"]!.GetValue<bool>());
        Assert.Equal("idempotency_key_reused", (await api.Post($"{line}/auto-pack-stop", null, "stop-1", HttpMethod.Delete)).Code);
        Assert.Equal(200, (await api.Post($"{line}/auto-pack-stop", null, "stop-2", HttpMethod.Delete)).Status);
        Assert.False((await api.Get($"{line}/auto-pack-stop")).Json["isOn"]!.GetValue<bool>());
        await api.Books.CaughtUp(api.Engine.Directory.TryFind(Engine.Journalling.DirectoryKind.Msisdn, "79000000001", out var id) ? id.Shard(LiveApi.ShardCount) : 0, TimeSpan.FromSeconds(10));
        var kinds = (await api.Get($"{line}/statement")).Json["items"]!.AsArray().Select(item => item!["kind"]?.GetValue<string>()).ToList();
        Assert.Contains("auto_packs_stopped", kinds);
        Assert.Contains("auto_packs_allowed", kinds);
    }

    [Fact]
    public async Task A_plan_that_buys_none_says_so()
    {
        var line = await api.Open();
        Assert.Null((await api.Get($"{line}/auto-pack-stop")).Json["autoPack"]);
        Assert.Equal("unknown_line", (await api.Get("/api/v1/lines/79000000009/auto-pack-stop")).Code);
    }
}
