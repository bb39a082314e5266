using System.Text.Json.Nodes;
using Kopek.Engine.Shards;
using Kopek.Gateways.Payments.Sandbox;

namespace Kopek.Web.Tests.Api.TopUpOrders;

public sealed class TopUpOrderTests : IAsyncLifetime
{
    private const string Orders = "/api/v1/top-up-orders";
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_card_payment_is_credited_and_receipted_and_its_repeat_shows_it_again()
    {
        var line = await api.OpenActive(1000);

        var first = await api.Post(Orders, Card(50000), "k1");
        var again = await api.Post(Orders, Card(50000), "k1");

        Assert.Equal(201, first.Status);
        Assert.Equal("receipted", Status(first));
        Assert.Equal(1, first.Json["receipts"]![0]!["number"]!.GetValue<long>());
        Assert.Equal("••• 0001", first.Json["recipient"]!["msisdn"]!.GetValue<string>());
        Assert.True(again.IsReplayed);
        Assert.Equal(first.Json["order"]!.GetValue<string>(), again.Json["order"]!.GetValue<string>());
        Assert.Equal(51000, await api.Balance(line));
    }

    [Fact]
    public async Task One_that_is_over_is_after_a_restart_what_it_was_and_can_be_given_back()
    {
        var line = await api.OpenActive(1000);
        var first = await api.Post(Orders, Card(50000), "k1");
        await api.Restart();

        var again = await api.Post(Orders, Card(50000), "k1");
        var other = await api.Post(Orders, Card(60000), "k1");
        var listed = await api.Get($"{line}/top-up-orders");
        await api.Post($"{Orders}/{first.Json["order"]}/refund", """{"amount":{"value":50000,"currency":"RUB"},"reason":"operator"}""");
        await Settled(first, "refunded");

        Assert.True(again.IsReplayed);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Contains(first.Json["order"]!.GetValue<string>(), listed.Body, StringComparison.Ordinal);
        Assert.Equal(1000, await api.Balance(line));
        await api.Restart();
        Assert.Equal("refunded", Status(await Read(first)));
    }

    [Fact]
    public async Task The_orders_of_a_line_come_in_pages_the_newest_first()
    {
        var line = await api.OpenActive(1000);
        await api.OpenActive(0, "79000000002");
        var placed = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            placed.Insert(0, (await api.Post(Orders, Card(30000 + (100 * number)), $"k{number}")).Json["order"]!.GetValue<string>());
        }

        var all = await api.Get($"{line}/top-up-orders");
        Assert.Equal(placed, Listed(all));
        Assert.Null(all.Json["next"]);
        await api.Restart();
        var first = await api.Get($"{line}/top-up-orders?limit=2");
        var second = await api.Get($"{line}/top-up-orders?limit=2&from={first.Json["next"]}");
        var third = await api.Get($"{line}/top-up-orders?limit=2&from={second.Json["next"]}");
        Assert.Equal([placed[..2], placed[2..4], placed[4..]], new[] { first, second, third }.Select(Listed));
        Assert.Null(third.Json["next"]);
        foreach (var wrong in (string[])["limit=0", "limit=101", "from=x", $"from={new string('0', 32)}"])
        {
            var answer = await api.Get($"{line}/top-up-orders?{wrong}");
            Assert.Equal((400, "query_invalid"), (answer.Status, answer.Code));
        }

        Assert.Equal(400, (await api.Get($"/api/v1/lines/79000000002/top-up-orders?from={placed[0]}")).Status);

        static List<string> Listed(Answer answer) => [.. answer.Json["orders"]!.AsArray().Select(order => order!["order"]!.GetValue<string>())];
    }

    [Fact]
    public async Task Twenty_double_clicks_pay_once()
    {
        var line = await api.OpenActive(0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.Post(Orders, Card(30000), "double")));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(answer => answer.Json["order"]!.GetValue<string>()).Distinct());
        Assert.Equal(30000, await api.Balance(line));
    }

    [Theory]
    [InlineData(50001, "declined", "declined")]
    [InlineData(50002, "declined", "insufficient_funds")]
    [InlineData(50008, "declined", "expired_method")]
    [InlineData(50009, "declined", "fraud")]
    public async Task What_the_bank_refuses_moves_nothing(long kopeks, string status, string code)
    {
        var line = await api.OpenActive(1000);

        var answer = await api.Post(Orders, Card(kopeks));

        Assert.Equal(status, Status(answer));
        Assert.Equal(code, answer.Json["code"]!.GetValue<string>());
        Assert.Equal(1000, await api.Balance(line));
    }

    [Fact]
    public async Task A_payer_who_confirms_on_the_banks_page_is_credited()
    {
        var line = await api.OpenActive(0);

        var waiting = await api.Post(Orders, Card(50003));
        var page = waiting.Json["pay"]!.GetValue<string>();
        await api.Sandbox.Confirm(page.Split('/')[^1]);
        await Deliver();

        Assert.Equal("paying", Status(waiting));
        await api.Driver.WaitFor(new Core.Accounts.AccountKey(Core.Accounts.AccountKind.TopUpOrder, Id(waiting)), order => order.IsOver, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("receipted", Status(await Read(waiting)));
        Assert.Equal(50003, await api.Balance(line));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_found_and_paid_once()
    {
        var line = await api.OpenActive(0);

        var answer = await api.Post(Orders, Card(50004), "lost");
        await api.Driver.WaitFor(new Core.Accounts.AccountKey(Core.Accounts.AccountKind.TopUpOrder, Id(answer)), order => order.IsOver, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("receipted", Status(await Read(answer)));
        Assert.Equal(50004, await api.Balance(line));
    }

    [Fact]
    public async Task A_chargeback_on_spent_money_leaves_a_debt_and_bars_the_line()
    {
        var line = await api.OpenActive(0);
        var answer = await api.Post(Orders, Card(90006));
        var changed = await api.Post($"{line}/plan", """{"plan":"KDR-M50"}""", method: HttpMethod.Put);
        Assert.True(changed.Status == 200, changed.Body);
        var left = await api.Balance(line);

        await Deliver();

        var order = await Settled(answer, "charged_back");
        var state = (await api.Get(line)).Json;
        Assert.Equal("charged_back", order.Json["status"]!.GetValue<string>());
        Assert.Equal(left - 90006, state["balance"]!["available"]!.GetValue<long>());
        Assert.Equal("chargeback", state["reason"]!.GetValue<string>());
        Assert.True(state["topUpHelps"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_top_up_buys_its_pack_in_the_same_step()
    {
        var line = await api.OpenActive(0);
        var pack = (await api.Get($"{line}/packs")).Json["packs"]![0]!;

        var answer = await api.Post(Orders, Card(50000, $$""","pack":"{{pack["pack"]}}" """));

        Assert.True(answer.Json["packBought"]!.GetValue<bool>());
        Assert.Equal(50000 - pack["price"]!["value"]!.GetValue<long>(), await api.Balance(line));
        Assert.Contains((await api.Get(line)).Json["buckets"]!.AsArray(), bucket => bucket!["name"]!.GetValue<string>() == pack["pack"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":0,"currency":"RUB"},"provider":"sandbox"}""", 400, "amount_not_positive")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":-1,"currency":"RUB"},"provider":"sandbox"}""", 400, "amount_not_positive")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":1000000000000000000,"currency":"RUB"},"provider":"sandbox"}""", 422, "amount_above_maximum")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":500.5,"currency":"RUB"},"provider":"sandbox"}""", 400, "amount_not_whole")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":50000,"currency":"USD"},"provider":"sandbox"}""", 422, "currency_mismatch")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":1,"currency":"RUB"},"provider":"sandbox"}""", 422, "amount_below_minimum")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"provider":"nobody"}""", 422, "unknown_provider")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"}}""", 400, "member_missing")]
    [InlineData("""{"msisdn":"79000000001","provider":"sandbox"}""", 400, "member_missing")]
    [InlineData("""{"msisdn":"79009999999","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", 404, "unknown_line")]
    [InlineData("""{"msisdn":"12","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", 400, "number_invalid")]
    [InlineData("""{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox","x":1}""", 400, "unknown_member")]
    [InlineData("""{"msisdn":"79000000001","msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", 400, "duplicate_member")]
    [InlineData("""{"msisdn":7,"amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", 400, "member_invalid")]
    [InlineData("""{"msisdn":"79000000001","confirmMsisdn":"79000000002","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""", 422, "numbers_differ")]
    [InlineData("not json", 400, "malformed_json")]
    public async Task A_wish_that_cannot_be_is_refused_with_its_code_and_moves_nothing(string body, int status, string code)
    {
        var line = await api.OpenActive(1000);

        var answer = await api.Post(Orders, body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(1000, await api.Balance(line));
        Assert.Empty((await api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray());
    }

    [Fact]
    public async Task One_key_for_two_numbers_is_refused()
    {
        await api.OpenActive(0);
        var other = await api.OpenActive(0, "79000000002");
        await api.Post(Orders, Card(50000), "stolen");

        var answer = await api.Post(Orders, Card(50000, msisdn: "79000000002"), "stolen");

        Assert.Equal((422, "idempotency_key_reused"), (answer.Status, answer.Code));
        Assert.Equal(0, await api.Balance(other));
    }

    [Fact]
    public async Task A_closed_line_takes_no_money()
    {
        var line = await api.OpenActive(0);
        await api.Engine.Shards.Place(new Core.Orders.OrderId(1, 1), default, Find("79000000001"), new Core.Lines.LineCommand.Close());

        var answer = await api.Post(Orders, Card(50000));

        Assert.Equal((409, "line_closed"), (answer.Status, answer.Code));
        Assert.Equal("closed", (await api.Get(line)).Json["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("fraud")]
    [InlineData("identity_not_confirmed")]
    [InlineData("voluntary")]
    public async Task A_line_with_a_bar_that_money_does_not_end_takes_none(string reason)
    {
        var line = await api.OpenActive(1000);
        await api.Post($"{line}/bar", $$"""{"reason":"{{reason}}"}""");

        var answer = await api.Post(Orders, Card(50000));

        Assert.Equal((409, "line_barred"), (answer.Status, answer.Code));
        Assert.Equal("line_barred", (await api.Get($"{line}/top-up-quote?amount=50000")).Code);
        Assert.Equal(1000, await api.Balance(line));
    }

    [Fact]
    public async Task What_a_payer_pays_for_a_debt_is_not_called_received()
    {
        var line = await api.OpenActive(0);
        var back = await api.Post(Orders, Card(90006));
        Assert.Equal(200, (await api.Post($"{line}/plan", """{"plan":"KDR-M50"}""", method: HttpMethod.Put)).Status);
        await Deliver();
        await Settled(back, "charged_back");
        var owed = -(await api.Balance(line));

        var quote = (await api.Get($"{line}/top-up-quote?amount=100000")).Json;
        var order = (await api.Post(Orders, Card(100000))).Json;

        Assert.Equal((owed, 100000 - owed), (quote["debtRepaid"]!["value"]!.GetValue<long>(), quote["receive"]!["value"]!.GetValue<long>()));
        Assert.Equal((owed, 100000 - owed), (order["debtRepaid"]!["value"]!.GetValue<long>(), order["received"]!["value"]!.GetValue<long>()));
        Assert.Equal(100000 - owed, await api.Balance(line));
    }

    [Fact]
    public async Task A_refund_that_was_declined_waits_for_a_person_and_goes_on_when_somebody_has_looked()
    {
        await api.OpenActive(0);
        var order = await api.Post(Orders, Card(50000));

        var refused = await api.Post($"{Orders}/{order.Json["order"]}/refund", """{"amount":{"value":10091,"currency":"RUB"},"reason":"operator"}""");
        var other = await api.Post($"{Orders}/{order.Json["order"]}/refund", """{"amount":{"value":20000,"currency":"RUB"},"reason":"operator"}""");
        var waiting = (await api.Get(Orders)).Json["orders"]!.AsArray();
        var goesOn = await api.Post($"{Orders}/{order.Json["order"]}/continuation", null);

        Assert.True(refused.Json["needsPerson"]!.GetValue<bool>());
        Assert.NotNull(refused.Json["personNeededFor"]);
        Assert.Equal((422, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal(order.Json["order"]!.GetValue<string>(), Assert.Single(waiting)!["order"]!.GetValue<string>());
        Assert.Contains("kopek_orders_waiting 1", (await api.Get("/metrics")).Body, StringComparison.Ordinal);
        Assert.Equal(200, goesOn.Status);
    }

    [Fact]
    public async Task A_number_that_is_new_to_a_payer_is_typed_twice_and_waits()
    {
        await api.OpenActive(0);

        var once = await api.Post(Orders, Card(50000, ""","payer":"u1" """), "p1");
        var twice = await api.Post(Orders, Card(50000, ""","payer":"u1","confirmMsisdn":"8 900 000-00-01" """), "p1");
        var cancelled = await api.Post($"{Orders}/{twice.Json["order"]}/cancellation", null);

        Assert.Equal((409, "number_not_confirmed"), (once.Status, once.Code));
        Assert.Equal("requested", Status(twice));
        Assert.NotNull(twice.Json["heldUntil"]);
        Assert.Equal("cancelled", Status(cancelled));
    }

    [Fact]
    public async Task Money_for_a_mistyped_number_moves_to_the_right_one_as_far_as_it_is_unspent()
    {
        var wrong = await api.OpenActive(0, "79000000001");
        var right = await api.OpenActive(0, "79000000002");
        await api.OpenActive(0, "79123456789");
        var order = await api.Post(Orders, Card(50000));

        var tooDifferent = await api.Post($"{Orders}/{order.Json["order"]}/reversal", """{"intendedMsisdn":"79123456789"}""");
        var moved = await api.Post($"{Orders}/{order.Json["order"]}/reversal", """{"intendedMsisdn":"79000000002"}""");
        var again = await api.Post($"{Orders}/{order.Json["order"]}/reversal", """{"intendedMsisdn":"79000000002"}""");

        Assert.Equal("number_too_different", tooDifferent.Code);
        Assert.Equal((200, "receipted"), (moved.Status, Status(moved)));
        Assert.Equal(200, again.Status);
        Assert.Equal((0, 50000), (await api.Balance(wrong), await api.Balance(right)));
        var settled = await Settled(order, "receipted", receipts: 2);
        Assert.Contains(settled.Json["receipts"]!.AsArray(), receipt => receipt!["kind"]!.GetValue<string>() == "correction");
    }

    [Fact]
    public async Task What_is_unused_goes_back_to_where_it_came_from_on_leaving()
    {
        var line = await api.OpenActive(0);
        var card = await api.Post(Orders, Card(50000));
        await api.Post($"{line}/promised-payments", LiveApi.Amount(10000));

        var answer = await api.Post($"{line}/advance-refund", null);

        var order = Assert.Single(answer.Json["orders"]!.AsArray())!;
        Assert.Equal("refunded", order["status"]!.GetValue<string>());
        Assert.Equal(50000, order["refund"]!["amount"]!["value"]!.GetValue<long>());
        Assert.Equal(10000, await api.Balance(line));
        var listed = new List<long>();
        await foreach (var movement in api.Sandbox.List(new Core.Moment(0), Core.Moment.Never, TestContext.Current.CancellationToken))
        {
            listed.Add(movement.Amount.Kopeks);
        }

        Assert.Equal([50000, 50000], listed);
        Assert.NotNull(card.Json["order"]);
    }

    [Fact]
    public async Task A_transfer_moves_money_and_its_fee_within_the_limits()
    {
        var giver = await api.OpenActive(30000, "79000000001");
        var taker = await api.OpenActive(0, "79000000002");

        var answer = await api.Post(Orders, Transfer(10000, "79000000001", "79000000002"));
        var tooMuch = await api.Post(Orders, Transfer(20001, "79000000001", "79000000002"));
        var onward = await api.Post(Orders, Transfer(5000, "79000000002", "79000000001"));

        Assert.Equal("receipted", Status(answer));
        Assert.Equal((30000 - 10000 - 500, 10000), (await api.Balance(giver), await api.Balance(taker)));
        Assert.Equal("transfer_limit_exceeded", tooMuch.Code);
        Assert.Equal("money_not_transferable", onward.Code);
    }

    [Fact]
    public async Task A_quote_says_what_a_payment_would_do()
    {
        var line = await api.OpenActive(0);
        await api.Post($"{line}/promised-payments", LiveApi.Amount(10000));

        var quote = (await api.Get($"{line}/top-up-quote?amount=50000")).Json;

        Assert.Equal(50000, quote["pay"]!["value"]!.GetValue<long>());
        Assert.Equal(15000, quote["debtRepaid"]!["value"]!.GetValue<long>());
        Assert.Equal(35000, quote["receive"]!["value"]!.GetValue<long>());
        Assert.Equal(10000, await api.Balance(line));
    }

    private static string Card(long kopeks, string more = "", string msisdn = "79000000001") =>
        $$$"""{"msisdn":"{{{msisdn}}}","amount":{"value":{{{kopeks}}},"currency":"RUB"},"provider":"sandbox"{{{more}}}}""";

    private static string Transfer(long kopeks, string from, string to) => $$$"""{"msisdn":"{{{to}}}","fromMsisdn":"{{{from}}}","amount":{"value":{{{kopeks}}},"currency":"RUB"}}""";

    private static string Status(Answer answer) => answer.Json["status"]!.GetValue<string>();

    private static Core.Orders.OrderId Id(Answer answer) => Core.Orders.OrderId.TryParse(answer.Json["order"]!.GetValue<string>(), out var id) ? id : throw new InvalidOperationException();

    private Core.Lines.LineId Find(string msisdn) =>
        api.Engine.Directory.TryFind(Kopek.Engine.Journalling.DirectoryKind.Msisdn, msisdn, out var line) ? line : throw new InvalidOperationException();

    private Task<Answer> Read(Answer order) => api.Get($"{Orders}/{order.Json["order"]}");

    /// <summary>The order when it is as it should be in the end; it gets there by itself.</summary>
    private async Task<Answer> Settled(Answer order, string status, int receipts = 0)
    {
        await api.Driver.WaitFor(new Core.Accounts.AccountKey(Core.Accounts.AccountKind.TopUpOrder, Id(order)),
            now => Books.Statements.SnakeCase.Of(now.Status) == status && (receipts == 0 || now.CorrectionReceipt > 0), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return await Read(order);
    }

    private Task<int> Deliver() => api.Sandbox.Deliver(async (webhook, cancel) =>
    {
        using var content = new ReadOnlyMemoryContent(webhook.Body);
        content.Headers.Add(SandboxWebhooks.SignatureHeader, webhook.Signature);
        using var answer = await api.Client.PostAsync(new Uri("/webhooks/sandbox", UriKind.Relative), content, cancel);
        return answer.IsSuccessStatusCode;
    }, TestContext.Current.CancellationToken);
}
