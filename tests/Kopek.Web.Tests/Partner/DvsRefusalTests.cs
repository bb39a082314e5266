using System.Text.Json.Nodes;

namespace Kopek.Web.Tests.Partner;

/// <summary>What is refused, with its number, and nothing has moved.</summary>
public sealed class DvsRefusalTests : IAsyncLifetime
{
    private const long Float = 1_000_000;
    private LivePartners live = null!;
    private Seller seller = null!;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
        await live.Line();
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [InlineData("0", 1003002)]
    [InlineData("-1", 1003002)]
    [InlineData("99.99", 1003002)]
    [InlineData("15000.01", 1003002)]
    [InlineData("1000000000000000000", 1003002)]
    [InlineData("99999999999999999999999999", 1003002)]
    [InlineData("500.001", 1003002)]
    [InlineData("5e2", 1003002)]
    [InlineData("\"500\"", 1000400)]
    [InlineData("null", 1000400)]
    public async Task An_amount_that_is_none_is_refused_and_its_id_is_not_used_up(string amount, int code)
    {
        var answer = await seller.TopUp("amount", amount);
        Assert.Equal((400, code), (answer.Status, CodeOf(answer)));
        await NothingMoved();
        Assert.Equal("COMPLETED", StatusOf(await seller.TopUp("amount", "500.00")));
    }

    [Fact]
    public async Task Another_currency_is_refused()
    {
        Assert.Equal(1003003, CodeOf(await seller.TopUp("unit", unit: "CNY")));
        await NothingMoved();
    }

    [Theory]
    [InlineData("79999999999")]
    [InlineData("1")]
    [InlineData("79000000001x")]
    public async Task A_number_that_is_none_of_ours_is_refused(string number)
    {
        Assert.Equal(1005003, CodeOf(await seller.TopUp("number", number: number)));
        await NothingMoved();
    }

    [Theory]
    [InlineData("""{"external_id":"x"}""", 1000400)]
    [InlineData("""{"external_id":"x","product_id":999}""", 1003001)]
    [InlineData("""{"external_id":"","product_id":1}""", 1000400)]
    [InlineData("""{"external_id":"01234567890123456789012345678901234567890","product_id":1}""", 1000400)]
    [InlineData("""{"external_id":"x","external_id":"y","product_id":1}""", 1000400)]
    [InlineData("""[]""", 1000400)]
    [InlineData("""{""", 1000400)]
    public async Task A_body_that_is_none_is_refused(string body, int code)
    {
        Assert.Equal(code, CodeOf(await seller.Post("/v1/async/transactions", body)));
        await NothingMoved();
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("https://10.0.0.1/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fd00::1]/hook")]
    [InlineData("https://user:secret@example.com/hook")]
    [InlineData("file:///etc/passwd")]
    public async Task A_callback_into_the_house_is_refused(string url)
    {
        Assert.Equal(1000400, CodeOf(await seller.TopUp("hook", more: $",\"callback_url\":\"{url}\"")));
        await NothingMoved();
    }

    [Theory]
    [InlineData("fraud", "REJECTED-BARRED-CREDIT-PARTY", 30_201)]
    [InlineData("voluntary", "REJECTED-BARRED-CREDIT-PARTY", 30_201)]
    public async Task A_barred_line_is_refused_before_any_money_moves(string reason, string status, int id)
    {
        await live.Post($"/api/v1/lines/{LivePartners.Number}/bar", $$"""{"reason":"{{reason}}"}""");
        var answer = await seller.TopUp("barred");
        Assert.Equal((201, status, id, 3), (answer.Status, StatusOf(answer), answer.Json["status"]!["id"]!.GetValue<int>(), answer.Json["status"]!["class"]!["id"]!.GetValue<int>()));
        await NothingMoved();
        Assert.Equal(status, StatusOf(await seller.Get($"/v1/transactions/{answer.Json["id"]}")));
        Assert.Equal(1007001, CodeOf(await seller.TopUp("barred")));
    }

    [Fact]
    public async Task A_plan_that_wants_more_than_the_least_of_its_operator_is_heard()
    {
        await live.Post("/api/v1/lines", """{"msisdn":"79000000002","plan":"KDR-YEAR20"}""");
        Assert.Equal("REJECTED-LIMITATIONS-ON-CREDIT-PARTY-AMOUNT", StatusOf(await seller.TopUp("least", "499.99", "79000000002")));
        await NothingMoved();
        Assert.Equal("COMPLETED", StatusOf(await seller.TopUp("enough", "500", "79000000002")));
    }

    [Fact]
    public async Task A_number_of_another_operator_than_the_product_s_is_refused()
    {
        var led = await seller.ProductOf("Lednik Telecom top-up");
        var answer = await seller.Post("/v1/sync/transactions", $$$"""
            {"external_id":"other","product_id":{{{led}}},"calculation_mode":"SOURCE_AMOUNT","source":{"amount":50,"unit":"RUB","unit_type":"CURRENCY"},"auto_confirm":true,"credit_party_identifier":{"mobile_number":"+79000000001"}}
            """);
        Assert.Equal("REJECTED-INVALID-CREDIT-PARTY", StatusOf(answer));
        await NothingMoved();
    }

    [Fact]
    public async Task A_float_that_is_too_small_is_refused_and_nothing_has_moved()
    {
        var poor = await live.Sell("POOR", 10_000);
        var answer = await poor.TopUp("poor");
        Assert.Equal("REJECTED-INSUFFICIENT-BALANCE", StatusOf(answer));
        Assert.Equal((50_000, 10_000), (await live.Balance(), await poor.Available()));
        await live.Put("POOR", ",\"creditLimit\":{\"value\":40000,\"currency\":\"RUB\"}");
        Assert.Equal("COMPLETED", StatusOf(await poor.TopUp("on credit")));
        Assert.Equal((100_000, 1_500), (await live.Balance(), await poor.Available()));
    }

    [Fact]
    public async Task What_a_partner_may_not_sell_is_not_there()
    {
        var narrow = await live.Sell("NARROW");
        await live.Put("NARROW", ",\"operators\":[\"BRZ\"]");
        Assert.Equal(["Beryoza Mobile"], (await narrow.Get("/v1/operators")).Json.AsArray().Select(known => known!["name"]!.GetValue<string>()));
        var kedr = await seller.ProductOf("Kedr Svyaz top-up");
        Assert.Equal(404, (await narrow.Get($"/v1/products/{kedr}")).Status);
        Assert.Equal(1003001, CodeOf(await narrow.Post("/v1/async/transactions", $$"""{"external_id":"x","product_id":{{kedr}}}""")));
    }

    [Fact]
    public async Task A_stranger_s_transaction_is_not_to_be_seen_confirmed_or_cancelled()
    {
        var made = await seller.TopUp("mine", mode: "async", confirms: false);
        var stranger = await live.Sell("OTHER");
        var id = made.Json["id"];
        Assert.Equal(1008004, CodeOf(await stranger.Get($"/v1/transactions/{id}")));
        Assert.Equal(1008004, CodeOf(await stranger.Post($"/v1/async/transactions/{id}/confirm", null)));
        Assert.Equal(1008004, CodeOf(await stranger.Post($"/v1/transactions/{id}/cancel", null)));
        Assert.Empty((await stranger.Get("/v1/transactions?external_id=mine")).Json.AsArray());
        // The same id is another partner's own.
        Assert.Equal("CREATED", StatusOf(await stranger.TopUp("mine", mode: "async", confirms: false)));
        await NothingMoved();
    }

    [Fact]
    public async Task An_address_that_is_not_there_and_what_there_is_none_of_have_their_numbers()
    {
        Assert.Equal((404, 1000404), await ErrorOf("/v1/nowhere"));
        Assert.Equal((404, 1003201), await ErrorOf("/v1/promotions/1"));
        Assert.Equal((404, 1003301), await ErrorOf("/v1/campaigns/1"));
        Assert.Equal((404, 1005004), await ErrorOf("/v1/services/2"));
        Assert.Equal((404, 1005005), await ErrorOf("/v1/countries/XXX"));
        Assert.Equal((404, 1005006), await ErrorOf("/v1/operators/77"));
        Assert.Equal((400, 1000400), await ErrorOf("/v1/products?per_page=101"));
        Assert.Equal((400, 1000400), await ErrorOf("/v1/products?page=0"));
        Assert.Equal((400, 1000400), await ErrorOf("/v1/transactions?from_date=yesterday"));
    }

    private static int CodeOf(Answer answer) => answer.Json["errors"]![0]!["code"]!.GetValue<int>();

    private static string StatusOf(Answer answer) => answer.Json["status"]!["message"]!.GetValue<string>();

    private async Task<(int, int)> ErrorOf(string path)
    {
        var answer = await seller.Get(path);
        return (answer.Status, CodeOf(answer));
    }

    private async Task NothingMoved() => Assert.Equal((50_000, Float), (await live.Balance(), await seller.Available()));
}
