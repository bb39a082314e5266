using System.Text.Json.Nodes;

namespace Kopek.Web.Tests.Api;

public sealed class StatementTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_statement_has_what_was_just_done_the_newest_first_and_adds_up_to_the_balance()
    {
        var line = await api.OpenActive(100_000);
        await api.Post($"{line}/packs", """{"pack":"DAY-CN"}""");
        var items = await Items(line, 50);
        Assert.Equal("line_opened", items[^1]["kind"]!.GetValue<string>());
        Assert.Contains(items, item => item["kind"]!.GetValue<string>() == "pack");
        Assert.Contains(items, item => item["kind"]!.GetValue<string>() == "connection_fee");
        Assert.Equal(await api.Balance(line), items.Sum(item => item["amount"]!["value"]!.GetValue<long>()));
        Assert.Equal(await api.Balance(line), items[0]["balanceAfter"]!.GetValue<long>());
    }

    [Fact]
    public async Task Pages_hold_every_item_once()
    {
        var line = await api.OpenActive(0);
        for (var count = 0; count < 20; count++)
        {
            await api.TopUp(line, 10_000);
        }

        var whole = await Items(line, 200);
        var paged = await Items(line, 3);
        Assert.Equal(whole.Select(item => item.ToJsonString()), paged.Select(item => item.ToJsonString()));
        Assert.Equal(21, whole.Count(item => item["kind"]!.GetValue<string>() == "top_up"));
    }

    private async Task<List<JsonNode>> Items(string line, int limit)
    {
        var items = new List<JsonNode>();
        string? next = null;
        do
        {
            var page = (await api.Get($"{line}/statement?limit={limit}{(next is null ? "" : "&from=" + next)}")).Json;
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        return items;
    }
}
