namespace Kopek.Web.Tests.Api;

public sealed class LineTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task An_opened_line_has_no_money_and_says_what_it_needs()
    {
        var opened = await api.Post("/api/v1/lines", """{"msisdn":"8 (900) 000-00-01","imsi":"001010000000001","iccid":"8970101000000000004","plan":"KDR-PAYGO","region":"RU-MOW"}""");
        Assert.Equal(201, opened.Status);
        Assert.Equal("/api/v1/lines/79000000001", opened.Headers.Location!.ToString());
        var line = (await api.Get("/api/v1/lines/79000000001")).Json;
        Assert.Equal("79000000001", line["msisdn"]!.GetValue<string>());
        Assert.Equal("001010000000001", line["imsi"]!.GetValue<string>());
        Assert.Equal("8970101000000000004", line["iccid"]!.GetValue<string>());
        Assert.Equal("KDR-PAYGO", line["plan"]!.GetValue<string>());
        Assert.Equal("Europe/Moscow", line["timeZone"]!.GetValue<string>());
        Assert.Equal("stocked", line["state"]!.GetValue<string>());
        Assert.Equal(0, line["balance"]!["available"]!.GetValue<long>());
        Assert.Equal("RUB", line["balance"]!["currency"]!.GetValue<string>());
        Assert.True(line["topUpHelps"]!.GetValue<bool>());
        Assert.Equal(15001, line["needed"]!["value"]!.GetValue<long>());
        Assert.Equal(0, line["usage"]!["totalOctets"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_top_up_is_there_at_once_and_in_the_lots()
    {
        var line = await api.Open();
        var paid = await api.TopUp(line, 50000);
        Assert.Equal(201, paid.Status);
        Assert.Equal(50000, paid.Json["balance"]!["available"]!.GetValue<long>());
        var read = (await api.Get(line)).Json;
        Assert.Equal(50000, read["balance"]!["available"]!.GetValue<long>());
        var lot = Assert.Single(read["balance"]!["lots"]!.AsArray());
        Assert.Equal(paid.Json["order"]!.GetValue<string>(), lot!["order"]!.GetValue<string>());
        var order = await api.Get(paid.Headers.Location!.ToString());
        Assert.Equal("done", order.Json["status"]!.GetValue<string>());
        Assert.Equal("79000000001", order.Json["msisdn"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("79000000001")]
    [InlineData("89000000001")]
    [InlineData("9000000001")]
    [InlineData("%2B79000000001")]
    [InlineData("+79000000001")]
    [InlineData("+7%20(900)%20000-00-01")]
    [InlineData("8%20900%20000%2000%2001")]
    public async Task A_number_is_found_as_people_write_it(string written)
    {
        await api.Open();
        var answer = await api.Get($"/api/v1/lines/{written}");
        Assert.Equal(200, answer.Status);
        Assert.Equal("79000000001", answer.Json["msisdn"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_line_opened_in_two_spellings_is_one_request()
    {
        var first = await api.Post("/api/v1/lines", """{"msisdn":"+7 900 000-00-01","plan":"KDR-PAYGO"}""", "k");
        var second = await api.Post("/api/v1/lines", """{"plan":"KDR-PAYGO","msisdn":"89000000001"}""", "k");
        Assert.Equal(201, second.Status);
        Assert.True(second.IsReplayed);
        Assert.Equal(first.Body, second.Body);
    }

    [Fact]
    public async Task A_bar_is_set_shown_and_lifted()
    {
        var line = await api.OpenActive(0);
        Assert.Equal(200, (await api.Post($"{line}/bar", """{"reason":"fraud"}""")).Status);
        var barred = (await api.Get(line)).Json;
        Assert.Equal(("barred", "fraud", "contact_operator", false),
            (barred["state"]!.GetValue<string>(), barred["reason"]!.GetValue<string>(), barred["cure"]!.GetValue<string>(), barred["topUpHelps"]!.GetValue<bool>()));
        Assert.Equal(200, (await api.Post($"{line}/bar", """{"reason":"none"}""")).Status);
        Assert.Equal("active", (await api.Get(line)).Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_pack_is_offered_bought_and_shown_as_a_bucket()
    {
        var line = await api.OpenActive(100_000);
        var offered = (await api.Get($"{line}/packs")).Json["packs"]!.AsArray();
        var pack = offered.First(pack => pack!["pack"]!.GetValue<string>().StartsWith("KDR-", StringComparison.Ordinal))!;
        Assert.Contains(offered, pack => pack!["pack"]!.GetValue<string>() == "DAY-CN");
        var code = pack["pack"]!.GetValue<string>();
        Assert.Equal(201, (await api.Post($"{line}/packs", $$"""{"pack":"{{code}}"}""")).Status);
        var read = (await api.Get(line)).Json;
        var bucket = Assert.Single(read["buckets"]!.AsArray());
        Assert.Equal(code, bucket!["name"]!.GetValue<string>());
        Assert.Equal(100_000 - pack["price"]!["value"]!.GetValue<long>(), read["balance"]!["available"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task A_plan_is_changed_now(string method)
    {
        var line = await api.OpenActive(100_000);
        Assert.Equal(200, (await api.Post($"{line}/plan", """{"plan":"KDR-M50","when":"now"}""", method: new HttpMethod(method))).Status);
        var read = (await api.Get(line)).Json;
        Assert.Equal("KDR-M50", read["plan"]!.GetValue<string>());
        Assert.Equal(15_000, read["balance"]!["available"]!.GetValue<long>());
        Assert.NotNull(read["nextDue"]);
    }

    [Fact]
    public async Task A_plan_change_at_the_end_of_the_period_is_a_wish_until_then()
    {
        var line = await api.OpenActive(200_000);
        await api.Post($"{line}/plan", """{"plan":"KDR-M50"}""");
        Assert.Equal(200, (await api.Post($"{line}/plan", """{"plan":"KDR-PAYGO","when":"period_end"}""")).Status);
        var read = (await api.Get(line)).Json;
        Assert.Equal(("KDR-M50", "KDR-PAYGO"), (read["plan"]!.GetValue<string>(), read["nextPlan"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_promised_payment_is_repaid_by_the_next_top_up()
    {
        var line = await api.OpenActive(0);
        Assert.Equal(201, (await api.Post($"{line}/promised-payments", LiveApi.Amount(20_000))).Status);
        var read = (await api.Get(line)).Json;
        Assert.Equal(20_000, read["promisedPayment"]!["debt"]!["value"]!.GetValue<long>());
        var paid = await api.TopUp(line, 50_000);
        Assert.Equal(25_000, paid.Json["debtRepaid"]!["value"]!.GetValue<long>());
        read = (await api.Get(line)).Json;
        Assert.Null(read["promisedPayment"]);
        Assert.Equal(45_000, read["balance"]!["available"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_plans_of_one_operator_are_listed()
    {
        var plans = (await api.Get("/api/v1/plans?operator=KDR")).Json["plans"]!.AsArray();
        Assert.Contains(plans, plan => plan!["plan"]!.GetValue<string>() == "KDR-PAYGO" && plan["pricePerMegabyte"]!["value"]!.GetValue<long>() == 120);
        Assert.All(plans, plan => Assert.Equal("KDR", plan!["operator"]!.GetValue<string>()));
    }
}
