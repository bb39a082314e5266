using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Web.Tests.Api;

public sealed class AutoRenewalTests : IAsyncLifetime
{
    private const string Rules = """{"belowBalance":{"threshold":{"value":10000,"currency":"RUB"},"amount":{"value":30000,"currency":"RUB"}},"onDay":{"day":5,"amount":{"value":30000,"currency":"RUB"}},"beforeRenewal":{"hours":48}}""";
    private const string Cap = """{"value":200000,"currency":"RUB"}""";

    private LiveApi api = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.OpenActive(50_000);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task What_a_credited_order_bound_is_charged_and_only_its_label_is_shown()
    {
        var put = await Put($$"""{"rules":{{Rules}},"monthlyCap":{{Cap}},"methodFromOrder":"{{await Bound("a")}}"}""");
        Assert.Equal(200, put.Status);
        Assert.Equal("""{"label":"Mir •• 4417","expires":"2027-08"}""", put.Json["method"]!.ToJsonString(Relaxed));
        Assert.Equal(("active", 0), (put.Json["status"]!.GetValue<string>(), put.Json["usedThisMonth"]!["value"]!.GetValue<int>()));
        Assert.Equal("on_day", put.Json["next"]!["rule"]!.GetValue<string>());
        Assert.DoesNotContain("pm_secret", put.Body, StringComparison.Ordinal);
        await api.Restart();
        Assert.Equal(put.Body, (await api.Get($"{line}/auto-renewal")).Body);
    }

    [Fact]
    public async Task What_is_bound_stays_where_it_is_kept_and_goes_with_a_stop()
    {
        await Put($$"""{"rules":{{Rules}},"monthlyCap":{{Cap}},"methodFromOrder":"{{await Bound("a")}}"}""");
        Assert.NotNull((await Put($$$"""{"rules":{"beforeRenewal":{"hours":24}},"monthlyCap":{{{Cap}}},"method":"keep"}""")).Json["method"]);
        var stopped = await api.Post($"{line}/auto-renewal", null, method: HttpMethod.Delete);
        Assert.Equal(("stopped", "holder", null), (stopped.Json["status"]!.GetValue<string>(), stopped.Json["stoppedBecause"]!.GetValue<string>(), stopped.Json["method"]));
        Assert.Equal((422, "method_not_bound"), Shape(await Put($$"""{"rules":{{Rules}},"monthlyCap":{{Cap}},"method":"keep"}""")));
        Assert.Equal((409, "auto_renewal_stopped"), Shape(await api.Post($"{line}/auto-renewal/resume", null)));
        Assert.Equal("active", (await Put($$"""{"rules":{{Rules}},"method":"none"}""")).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_is_paused_and_resumed_in_one_step_each_and_a_repeat_undoes_nothing()
    {
        Assert.Equal((404, "auto_renewal_unknown"), Shape(await api.Get($"{line}/auto-renewal")));
        Assert.Equal((404, "auto_renewal_unknown"), Shape(await api.Post($"{line}/auto-renewal/pause", null)));
        await Put($$"""{"rules":{{Rules}},"method":"none"}""");
        var paused = await api.Post($"{line}/auto-renewal/pause", null, "p");
        Assert.Equal(("paused", null), (paused.Json["status"]!.GetValue<string>(), paused.Json["next"]));
        Assert.Equal("active", (await api.Post($"{line}/auto-renewal/resume", null, "r")).Json["status"]!.GetValue<string>());
        var repeat = await api.Post($"{line}/auto-renewal/pause", null, "p");
        Assert.Equal((true, "active"), (repeat.IsReplayed, repeat.Json["status"]!.GetValue<string>()));
        Assert.Equal((422, "idempotency_key_reused"), Shape(await api.Post($"{line}/auto-renewal/resume", null, "p")));
        await api.TopUp(line, 50_000, "paid");
        Assert.Equal((422, "idempotency_key_reused"), Shape(await api.Post($"{line}/auto-renewal/pause", null, "paid")));
        Assert.Equal((400, "idempotency_key_missing"), Shape(await api.Post($"{line}/auto-renewal/pause", null, null)));
    }

    [Fact]
    public async Task A_setting_that_is_sent_again_changes_nothing_also_where_it_could_not_be_set_now()
    {
        var body = $$"""{"rules":{{Rules}},"monthlyCap":{{Cap}},"methodFromOrder":"{{await Bound("a")}}"}""";
        await Put(body, "k");
        await api.Post($"{line}/auto-renewal", null, method: HttpMethod.Delete);
        var repeat = await Put(body, "k");
        Assert.Equal((200, true, "stopped"), (repeat.Status, repeat.IsReplayed, repeat.Json["status"]!.GetValue<string>()));
        Assert.Equal((422, "idempotency_key_reused"), Shape(await Put($$"""{"rules":{{Rules}},"method":"none"}""", "k")));
    }

    [Theory]
    [InlineData("nothing", true, true)]
    [InlineData("other line", false, true)]
    [InlineData("not credited", true, false)]
    public async Task An_order_that_binds_nothing_for_this_line_is_refused(string what, bool ofThisLine, bool isCredited)
    {
        var other = ofThisLine ? line : await api.OpenActive(50_000, "79000000002");
        var order = await Bound("a", binds: what != "nothing", of: other, isCredited);
        var refused = await Put($$"""{"rules":{{Rules}},"monthlyCap":{{Cap}},"methodFromOrder":"{{order}}"}""");
        Assert.Equal((422, "method_not_bound", "methodFromOrder"), (refused.Status, refused.Code, refused.Json["member"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"method":"none"}""", 400, "member_missing", "rules")]
    [InlineData("""{"rules":{},"method":"none"}""", 400, "member_missing", "rules")]
    [InlineData("""{"rules":{"onDay":{"day":5,"amount":{"value":30000,"currency":"RUB"}}}}""", 400, "member_missing", "method")]
    [InlineData("""{"rules":{"onDay":{"day":5}},"method":"none"}""", 400, "member_missing", "rules.onDay")]
    [InlineData("""{"rules":{"onDay":{"day":29,"amount":{"value":30000,"currency":"RUB"}}},"method":"none"}""", 400, "member_invalid", "rules.onDay.day")]
    [InlineData("""{"rules":{"onDay":{"day":"5","amount":{"value":30000,"currency":"RUB"}}},"method":"none"}""", 400, "member_invalid", "rules.onDay.day")]
    [InlineData("""{"rules":{"onday":null},"method":"none"}""", 400, "unknown_member", "rules.onday")]
    [InlineData("""{"rules":{"beforeRenewal":{"hours":1}},"method":"none"}""", 400, "member_invalid", "rules.beforeRenewal.hours")]
    [InlineData("""{"rules":{"beforeRenewal":{"hours":24}},"method":"all"}""", 400, "member_invalid", "method")]
    [InlineData("""{"rules":{"beforeRenewal":{"hours":24}},"method":"none","method":"none"}""", 400, "duplicate_member", "method")]
    [InlineData("""{"rules":{"beforeRenewal":{"hours":24}},"methodFromOrder":"x"}""", 400, "member_invalid", "methodFromOrder")]
    [InlineData("""{"rules":{"onDay":{"day":5,"amount":{"value":4999,"currency":"RUB"}}},"method":"none"}""", 422, "amount_below_minimum", "rules.onDay.amount")]
    [InlineData("""{"rules":{"onDay":{"day":5,"amount":{"value":1500001,"currency":"RUB"}}},"method":"none"}""", 422, "amount_above_maximum", "rules.onDay.amount")]
    [InlineData("""{"rules":{"onDay":{"day":5,"amount":{"value":1.5,"currency":"RUB"}}},"method":"none"}""", 400, "amount_not_whole", "rules.onDay.amount.value")]
    [InlineData("""{"rules":{"onDay":{"day":5,"amount":{"value":30000,"currency":"CNY"}}},"method":"none"}""", 422, "currency_mismatch", null)]
    public async Task What_cannot_be_is_refused_with_its_place(string body, int status, string code, string? member)
    {
        var refused = await Put(body);
        Assert.Equal((status, code, member), (refused.Status, refused.Code, refused.Json["member"]?.GetValue<string>()));
        Assert.Equal(404, (await api.Get($"{line}/auto-renewal")).Status);
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.Code);

    private Task<Answer> Put(string body, string key = "") => api.Post($"{line}/auto-renewal", body, key, HttpMethod.Put);

    /// <summary>A top-up order as the provider and the line leave it; its id.</summary>
    private async Task<string> Bound(string key, bool binds = true, string? of = null, bool isCredited = true)
    {
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, (of ?? line).AsSpan()[^11..], out var id));
        var order = new AccountKey(AccountKind.TopUpOrder, OrderKey.Of("test", key));
        var bound = binds ? new BoundMethod("pm_secret", "Mir •• 4417", 2027, 8) : null;
        // One that is not to be credited waits for a confirmation: any other goes on by itself, before anybody looks.
        var request = new TopUpRequest("KDR", "RUB", id, new Money(30_000), Money.Zero, PaymentWay.Provider, "sandbox", default, default, "", null, SaveMethod: true, default,
            null, RenewPlan: false, "test", 1, 1, NeedsConfirmation: !isCredited, Moment.Beginning, Moment.Never, null);
        var placed = new AwaitedAccount(order, new TopUpOrderCommand.Place(request));
        var paid = new AwaitedAccount(order, new TopUpOrderCommand.ProviderSaid(PaymentStatus.Succeeded, "p1", new Money(30_000), DeclineReason.None, null, bound));
        // Together, so that nobody asks the sandbox in between, which would bind something of its own.
        ShardRequest[] said = isCredited ? [placed, paid] : [placed];
        api.Engine.Shards.Post(said);
        Assert.True((await placed.Task).IsDone);
        if (isCredited)
        {
            var over = await api.Driver.WaitFor(order, now => now.Status == TopUpStatus.Receipted, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.Equal(TopUpStatus.Receipted, over!.Status);
        }

        return order.Id.ToString();
    }
}
