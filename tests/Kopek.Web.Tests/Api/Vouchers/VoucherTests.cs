using System.Text.Json.Nodes;

namespace Kopek.Web.Tests.Api.Vouchers;

public sealed class VoucherTests : IAsyncLifetime
{
    private const string Batches = "/api/v1/voucher-batches";
    private const string Orders = "/api/v1/top-up-orders";
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_voucher_is_redeemed_once_and_by_nobody_else()
    {
        var line = await api.OpenActive(0);
        var other = await api.OpenActive(0, "79000000002");
        var pin = (await Batch("b1", 1))["vouchers"]![0]!["pin"]!.GetValue<string>();

        var first = await api.Post(Orders, Redeem(pin), "v1");
        var again = await api.Post(Orders, Redeem(pin), "v1");
        var late = await api.Post(Orders, Redeem(pin, "79000000002"), "v2");

        Assert.Equal("receipted", first.Json["status"]!.GetValue<string>());
        Assert.True(again.IsReplayed);
        Assert.Equal(("declined", "already_used"), (late.Json["status"]!.GetValue<string>(), late.Json["code"]!.GetValue<string>()));
        Assert.Equal((50000, 0), (await api.Balance(line), await api.Balance(other)));
    }

    [Fact]
    public async Task Pins_are_shown_once_and_stand_in_no_event()
    {
        var made = await Batch("b1", 3);

        var again = await api.Post(Batches, Body(3), "b1");

        Assert.Equal("vouchers_printed", again.Code);
        var pins = made["vouchers"]!.AsArray().Select(voucher => voucher!["pin"]!.GetValue<string>()).ToArray();
        Assert.Equal(3, pins.Distinct().Count());
        var events = Enumerable.Range(0, LiveApi.ShardCount).SelectMany(shard => api.Journal.Read(shard, 0)).Select(entry => Kopek.Journal.Show.EventJson.Of(entry)).ToArray();
        Assert.DoesNotContain(events, text => pins.Any(pin => text.Contains(pin, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var line = await api.OpenActive(0);
        var pin = (await Batch("b1", 1))["vouchers"]![0]!["pin"]!.GetValue<string>();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal("voucher_not_valid", (await api.Post(Orders, Redeem($"000000000000000{guess}"))).Code);
        }

        var answer = await api.Post(Orders, Redeem(pin));

        Assert.Equal((429, "too_many_guesses"), (answer.Status, answer.Code));
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(0, await api.Balance(line));
    }

    [Fact]
    public async Task A_void_voucher_is_as_good_as_none()
    {
        await api.OpenActive(0);
        var batch = await Batch("b1", 1);

        var voided = await api.Post($"{Batches}/{batch["batch"]}/void", null);
        var answer = await api.Post(Orders, Redeem(batch["vouchers"]![0]!["pin"]!.GetValue<string>()));

        Assert.Equal((0, 1), (voided.Json["active"]!.GetValue<int>(), voided.Json["void"]!.GetValue<int>()));
        Assert.Equal("voucher_not_valid", answer.Code);
    }

    [Fact]
    public async Task A_voucher_of_another_operator_gives_nothing_and_stays_good()
    {
        var line = await api.OpenActive(0);
        var batch = await Batch("b1", 1, "LED");

        var answer = await api.Post(Orders, Redeem(batch["vouchers"]![0]!["pin"]!.GetValue<string>()));

        Assert.Equal("other_operator", answer.Json["code"]!.GetValue<string>());
        Assert.Equal(0, await api.Balance(line));
        Assert.Equal(1, (await api.Get($"{Batches}/{batch["batch"]}")).Json["active"]!.GetValue<int>());
    }

    private static string Redeem(string pin, string msisdn = "79000000001") => $$"""{"msisdn":"{{msisdn}}","voucher":"{{pin}}"}""";

    private static string Body(int count, string operatorCode = "KDR") =>
        $$$"""{"operator":"{{{operatorCode}}}","count":{{{count}}},"value":{"value":50000,"currency":"RUB"},"expiresAt":"2099-01-01T00:00:00Z"}""";

    private async Task<JsonNode> Batch(string key, int count, string operatorCode = "KDR")
    {
        var answer = await api.Post(Batches, Body(count, operatorCode), key);
        Assert.Equal(201, answer.Status);
        return answer.Json;
    }
}
