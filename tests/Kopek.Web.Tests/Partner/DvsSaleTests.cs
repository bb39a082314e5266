using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;

namespace Kopek.Web.Tests.Partner;

/// <summary>Sales as they are carried out: once, also under haste, crashes and refunds.</summary>
public sealed class DvsSaleTests : IAsyncLifetime
{
    private LivePartners live = null!;
    private Seller seller = null!;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
        await live.Line();
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task The_same_external_id_sent_many_times_at_once_credits_once()
    {
        var product = await seller.ProductOf("Kedr Svyaz top-up");
        Assert.NotEqual(0, product);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => seller.TopUp("haste")));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(1007001, answer.Json["errors"]![0]!["code"]!.GetValue<int>()));
        Assert.Equal((100_000, 951_500), (await live.Balance(), await seller.Available()));
    }

    [Fact]
    public async Task Confirming_and_cancelling_at_once_does_one_of_them()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = (await seller.TopUp($"race-{round}", "100", mode: "async", confirms: false)).Json["id"];
            var answers = await Task.WhenAll(seller.Post($"/v1/sync/transactions/{id}/confirm", null), seller.Post($"/v1/transactions/{id}/cancel", null));
            var status = (await seller.Get($"/v1/transactions/{id}")).Json["status"]!["message"]!.GetValue<string>();
            Assert.Single(answers, answer => answer.Status == 202);
            Assert.Equal(answers[0].Status == 202 ? "COMPLETED" : "CANCELLED", status);
        }
    }

    [Fact]
    public async Task A_pack_is_bought_in_the_same_step()
    {
        var packs = (await seller.Get("/v1/products?per_page=100&type=FIXED_VALUE_RECHARGE")).Json.AsArray();
        var pack = packs.First(product => product!["operator"]!["name"]!.GetValue<string>() == "Kedr Svyaz")!;
        var answer = await seller.Post("/v1/sync/transactions", $$$"""{"external_id":"pack","product_id":{{{pack["id"]}}},"auto_confirm":true,"credit_party_identifier":{"mobile_number":"+79000000001"}}""");
        Assert.Equal(("COMPLETED", "DATA"), (answer.Json["status"]!["message"]!.GetValue<string>(), answer.Json["benefits"]![0]!["type"]!.GetValue<string>()));
        Assert.Equal(50_000, await live.Balance());
        var buckets = (await live.Send(HttpMethod.Get, $"/api/v1/lines/{LivePartners.Number}", null)).Json["buckets"]!.AsArray();
        Assert.Contains(buckets, bucket => bucket!["kind"]!.GetValue<string>() == "pack");
    }

    [Fact]
    public async Task What_the_operator_takes_back_is_reversed_and_comes_back_less_the_commission()
    {
        var id = (await seller.TopUp("back")).Json["id"]!.GetValue<long>();
        var stored = live.Store.Read(reader => reader.Find("ACME", TransactionShape.Dvs, id))!;
        await live.Put("ACME", ",\"creditLimit\":{\"value\":1,\"currency\":\"RUB\"}");
        var order = await live.Orders.WaitFor(PartnerOrder.KeyOf(stored), found => found.Status == TopUpStatus.Receipted, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(TopUpStatus.Receipted, order!.Status);
        Assert.True((await live.Orders.Tell(order.Key, new TopUpOrderCommand.Undo(UndoKind.Refund, RefundReason.Operator, Money.Zero, default))).IsDone);
        await LivePartners.Until(async () => (await seller.Get($"/v1/transactions/{id}")).Json["status"]!["message"]!.GetValue<string>() == "REVERSED", "It was never reversed.");
        Assert.Equal((50_000, 1_000_001), (await live.Balance(), await seller.Available()));
        var movements = (await seller.Get("/partner/v1/statement")).Json["movements"]!.AsArray();
        Assert.Equal([48_500, -48_500, 1_000_000], movements.Select(row => row!["amount"]!["value"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_line_that_closes_between_the_phases_gives_the_money_back_and_the_sale_is_declined()
    {
        var id = (await seller.TopUp("late", mode: "async", confirms: false)).Json["id"];
        await Close();
        var answer = await seller.Post($"/v1/sync/transactions/{id}/confirm", null);
        Assert.Equal(202, answer.Status);
        await LivePartners.Until(async () => (await seller.Get($"/v1/transactions/{id}")).Json["status"]!["message"]!.GetValue<string>() == "DECLINED-INVALID-CREDIT-PARTY", "It was never declined.");
        Assert.Equal(1_000_000, await seller.Available());
        Assert.Equal("REJECTED-INVALID-CREDIT-PARTY", (await seller.TopUp("closed")).Json["status"]!["message"]!.GetValue<string>());
        Assert.Equal(1_000_000, await seller.Available());
    }

    [Fact]
    public async Task A_restart_keeps_numbers_statuses_and_what_is_unconfirmed()
    {
        var done = (await seller.TopUp("done")).Json["id"];
        var open = (await seller.TopUp("open", mode: "async", confirms: false)).Json["id"];
        var product = await seller.ProductOf("Kedr Svyaz top-up");
        await live.Restart();
        Assert.Equal("COMPLETED", (await seller.Get($"/v1/transactions/{done}")).Json["status"]!["message"]!.GetValue<string>());
        Assert.Equal("CREATED", (await seller.Get($"/v1/transactions/{open}")).Json["status"]!["message"]!.GetValue<string>());
        Assert.Equal(product, await seller.ProductOf("Kedr Svyaz top-up"));
        Assert.Equal(1007001, (await seller.TopUp("done")).Json["errors"]![0]!["code"]!.GetValue<int>());
        Assert.Equal("COMPLETED", (await seller.Post($"/v1/sync/transactions/{open}/confirm", null)).Json["status"]!["message"]!.GetValue<string>());
        Assert.Equal(150_000, await live.Balance());
    }

    [Fact]
    public async Task A_wish_that_a_crash_kept_from_the_journal_is_cancelled_and_never_carried_out()
    {
        var line = live.Engine.Directory.TryFind(DirectoryKind.Msisdn, LivePartners.Number.AsSpan(), out var found) ? found : default;
        var key = PartnerOrder.KeyOf("ACME", TransactionShape.Dvs, "lost");
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var wish = new PartnerTransaction(0, "ACME", TransactionShape.Dvs, "lost", key.Id, PartnerOrder.DigestOf("KDR:top-up", LivePartners.Number, new Money(50_000), "RUB", false),
            "KDR:top-up", null, "KDR", LivePartners.Number, line, "RUB", new Money(50_000), new Money(1_500), null, false, now, now + TimeSpan.FromMinutes(30));
        var stored = (await live.Store.Add(wish)).Stored;
        await live.Restart();
        await LivePartners.Until(async () => (await seller.Get($"/v1/transactions/{stored.Id}")).Json["status"]!["message"]!.GetValue<string>() == "CANCELLED", "It was never cancelled.");
        // A late copy of the placing finds it cancelled.
        Assert.Equal(TopUpStatus.Cancelled, ((TopUpOrder)(await live.Orders.Tell(key, new TopUpOrderCommand.Place(PartnerOrder.RequestOf(stored)))).State!).Status);
        Assert.Equal((50_000, 1_000_000), (await live.Balance(), await seller.Available()));
    }

    [Fact]
    public async Task Lists_are_filtered_and_counted()
    {
        await seller.TopUp("a", "100");
        await seller.TopUp("b", "200");
        await seller.TopUp("c", "300", mode: "async", confirms: false);
        Assert.Equal(["c", "b", "a"], await Ids(""));
        Assert.Equal(["b"], await Ids("?external_id=b"));
        Assert.Equal(["b", "a"], await Ids("?status_id=70000"));
        Assert.Equal(["c"], await Ids("?status_id=10000"));
        Assert.Empty(await Ids("?credit_party_mobile_number=%2B79000000009"));
        Assert.Equal(["c", "b", "a"], await Ids("?credit_party_mobile_number=%2B79000000001&product_type=RANGED_VALUE_RECHARGE"));
        Assert.Empty(await Ids("?product_type=FIXED_VALUE_RECHARGE"));
        Assert.Empty(await Ids("?from_date=2100-01-01T00:00:00Z"));
        var page = await seller.Get("/v1/transactions?per_page=2&page=2");
        Assert.Equal(("3", "2", "1", ""), (Header(page, "X-Total"), Header(page, "X-Total-Pages"), Header(page, "X-Prev-Page"), Header(page, "X-Next-Page")));
    }

    private static string Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Concat(values) : "";

    private async Task<IEnumerable<string>> Ids(string query)
    {
        await LivePartners.Until(() => Task.FromResult(live.Store.Read(reader => reader.Open(0, Moment.Never, 10)).All(row => row.NeedsConfirmation)), "Outcomes were never stored.");
        return (await seller.Get($"/v1/transactions{query}")).Json.AsArray().Select(row => row!["external_id"]!.GetValue<string>());
    }

    private async Task Close()
    {
        Assert.True(live.Engine.Directory.TryFind(DirectoryKind.Msisdn, LivePartners.Number.AsSpan(), out var line));
        var closing = await Engine.Shards.Asking.Place(live.Engine.Shards, Engine.Orders.OrderKey.Of("test", "close"), default, line, new Core.Lines.LineCommand.Close());
        Assert.True(closing.Outcome!.IsDone);
    }
}
