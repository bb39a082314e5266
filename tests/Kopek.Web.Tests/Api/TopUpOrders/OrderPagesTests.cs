namespace Kopek.Web.Tests.Api.TopUpOrders;

/// <summary>What has more orders than one answer says so, and the rest is got by what it says.</summary>
public sealed class OrderPagesTests : IAsyncLifetime
{
    private const string Orders = "/api/v1/top-up-orders";
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Orders_that_wait_for_a_person_come_in_pages_also_where_the_last_of_a_page_goes_on_meanwhile()
    {
        await api.OpenActive(0);
        var placed = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            placed.Add(await Pay($"k{number}"));
            Assert.True((await api.Post($"{Orders}/{placed[^1]}/refund", """{"amount":{"value":10091,"currency":"RUB"},"reason":"operator"}""")).Json["needsPerson"]!.GetValue<bool>());
        }

        var all = await api.Get(Orders);
        // Those of one millisecond stand by their ids.
        Assert.Equal(placed.ToHashSet(), Listed(all).ToHashSet());
        placed = Listed(all);
        Assert.Equal(5, placed.Count);
        Assert.Null(all.Json["next"]);
        var first = await api.Get($"{Orders}?limit=2");
        Assert.Equal(placed[..2], Listed(first));
        // The sandbox declines it again; until then it does not wait. A page begins after it in either case.
        await api.Post($"{Orders}/{placed[1]}/continuation", null);
        var second = await api.Get($"{Orders}?limit=2&from={first.Json["next"]}");
        var third = await api.Get($"{Orders}?limit=2&from={second.Json["next"]}");
        Assert.Equal([placed[2..4], placed[4..]], new[] { second, third }.Select(Listed));
        Assert.Null(third.Json["next"]);
        foreach (var wrong in (string[])["limit=0", "limit=101", "from=x", $"from={new string('0', 32)}"])
        {
            var answer = await api.Get($"{Orders}?{wrong}");
            Assert.Equal((400, "query_invalid"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task A_refund_on_leaving_says_that_there_are_older_orders_and_goes_on_with_them()
    {
        var line = await api.OpenActive(0);
        await api.OpenActive(0, "79000000002");
        var placed = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            placed.Add(await Pay($"k{number}"));
        }

        var path = $"{line}/advance-refund";
        var first = await api.Post($"{path}?limit=2", null);
        Assert.Equal(2, Listed(first).Count);
        Assert.Equal(50000, await api.Balance(line));
        var second = await api.Post($"{path}?limit=2&from={first.Json["next"]}", null);
        Assert.Single(Listed(second));
        Assert.Equal(placed.ToHashSet(), Listed(first).Concat(Listed(second)).ToHashSet());
        Assert.Null(second.Json["next"]);
        Assert.Equal(0, await api.Balance(line));
        foreach (var wrong in (string[])[$"{path}?limit=0", $"{path}?from=x", $"/api/v1/lines/79000000002/advance-refund?from={placed[0]}"])
        {
            var answer = await api.Post(wrong, null);
            Assert.Equal((400, "query_invalid"), (answer.Status, answer.Code));
        }
    }

    private async Task<string> Pay(string key) =>
        (await api.Post(Orders, """{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", key)).Json["order"]!.GetValue<string>();

    private static List<string> Listed(Answer answer) => [.. answer.Json["orders"]!.AsArray().Select(order => order!["order"]!.GetValue<string>())];
}
