using System.Net.Http.Headers;
using System.Text;

namespace Kopek.Web.Tests.Partner;

/// <summary>Who may ask, from where, and how often.</summary>
public sealed class PartnerAccessTests : IAsyncLifetime
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
    public async Task Without_a_key_or_with_a_wrong_one_nobody_is_served()
    {
        var wrong = seller with { Secret = "ps_wrong" };
        var unknown = seller with { Key = "pk_unknown" };
        foreach (var who in (AuthenticationHeaderValue?[])[null, wrong.Who, unknown.Who, new("Bearer", "x"), new("Basic", "!!"), new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("nocolon")))])
        {
            var dvs = await live.Send(HttpMethod.Get, "/v1/balances", null, who);
            Assert.Equal((401, 1000401), (dvs.Status, dvs.Json["errors"]![0]!["code"]!.GetValue<int>()));
            Assert.True(dvs.Headers.Contains("WWW-Authenticate"));
            Assert.Equal((who is null or { Scheme: "Bearer" } ? "partner_key_missing" : "partner_key_wrong", 401), await Own(who));
        }
    }

    [Fact]
    public async Task A_key_is_changed_without_a_gap_and_the_old_one_revoked_at_once()
    {
        var next = (await live.Post("/api/v1/partners/ACME/keys", null)).Json;
        var renewed = seller with { Key = next["id"]!.GetValue<string>(), Secret = next["secret"]!.GetValue<string>() };
        Assert.Equal((200, 200), ((await seller.Get("/v1/balances")).Status, (await renewed.Get("/v1/balances")).Status));
        Assert.Equal(200, (await live.Send(HttpMethod.Delete, $"/api/v1/partners/ACME/keys/{seller.Key}", null)).Status);
        Assert.Equal((401, 200), ((await seller.Get("/v1/balances")).Status, (await renewed.Get("/v1/balances")).Status));
        await live.Restart();
        Assert.Equal((401, 200), ((await seller.Get("/v1/balances")).Status, (await renewed.Get("/v1/balances")).Status));
        Assert.DoesNotContain(next["secret"]!.GetValue<string>(), (await live.Send(HttpMethod.Get, "/api/v1/partners/ACME", null)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_address_than_those_on_the_list_is_refused()
    {
        await live.Put("ACME", ",\"networks\":[\"203.0.113.0/24\"]");
        Assert.Equal(401, (await seller.Get("/v1/balances")).Status);
        Assert.Equal(("address_not_allowed", 403), await Own(seller.Who));
        await live.Put("ACME", ",\"networks\":[\"203.0.113.0/24\",\"127.0.0.0/8\"]");
        Assert.Equal(200, (await seller.Get("/v1/balances")).Status);
    }

    [Fact]
    public async Task A_suspended_partner_reads_and_sells_nothing()
    {
        var open = (await seller.TopUp("before", mode: "async", confirms: false)).Json["id"];
        await live.Put("ACME", ",\"status\":\"suspended\"");
        Assert.Equal(200, (await seller.Get("/v1/transactions")).Status);
        Assert.Equal(401, (await seller.TopUp("after")).Status);
        Assert.Equal(401, (await seller.Post($"/v1/sync/transactions/{open}/confirm", null)).Status);
        var own = await seller.Post("/partner/v1/top-ups", """{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"}}""", ("Idempotency-Key", "k"));
        Assert.Equal(("partner_suspended", 403), (own.Code, own.Status));
        Assert.Equal((50_000, 1_000_000), (await live.Balance(), await seller.Available()));
        // Giving up what was not confirmed is no sale.
        Assert.Equal(202, (await seller.Post($"/v1/transactions/{open}/cancel", null)).Status);
    }

    [Fact]
    public async Task Who_asks_more_often_than_is_allowed_is_told_to_wait()
    {
        await live.Put("ACME", ",\"requestsPerSecond\":2");
        var answers = new List<Answer>();
        for (var asked = 0; asked < 20; asked++)
        {
            answers.Add(await seller.Get("/v1/services"));
        }

        var refused = answers.First(answer => answer.Status == 429);
        Assert.Equal(1000429, refused.Json["errors"]![0]!["code"]!.GetValue<int>());
        Assert.True(refused.Headers.Contains("Retry-After"));
        Assert.Equal("2", refused.Headers.GetValues("X-RateLimit-Limit").Single());
        Assert.Equal(200, answers[0].Status);
    }

    [Fact]
    public async Task Numbers_are_not_to_be_tried_out_without_end()
    {
        await live.Put("ACME", ",\"lookupsPerMinute\":3");
        var statuses = new List<int>();
        for (var number = 0; number < 5; number++)
        {
            statuses.Add((await seller.Get($"/v1/lookup/mobile-number/+7900000000{number}")).Status);
        }

        Assert.Equal([200, 200, 200, 429, 429], statuses);
    }

    private async Task<(string?, int)> Own(AuthenticationHeaderValue? who)
    {
        var answer = await live.Send(HttpMethod.Get, "/partner/v1/float", null, who);
        return (answer.Code, answer.Status);
    }
}
