using System.Text.Json.Nodes;
using Kopek.Web.Tests.Partner.Clients;

namespace Kopek.Web.Tests.Partner;

/// <summary>DT One's own client against the server, with only its base address and keys changed.</summary>
public sealed class DvsClientTests : IAsyncLifetime
{
    private LivePartners live = null!;
    private Seller seller = null!;
    private NodeClient? client;

    public static bool IsThere => NodeClient.IsThere;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
        await live.Line();
        client = IsThere ? NodeClient.Start("dvs.js", live.BaseUrl, seller.Key, seller.Secret) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await (client?.DisposeAsync() ?? ValueTask.CompletedTask);
        await live.DisposeAsync();
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_discovers_what_there_is_to_sell()
    {
        Assert.Equal("Mobile", One(await Call("discovery.services.get", """{"params":{}}"""))["name"]!.GetValue<string>());
        Assert.Equal("RUS", One(await Call("discovery.countries.get", """{"params":{}}"""))["isoCode"]!.GetValue<string>());
        Assert.Equal("RUS", (await Call("discovery.countries.getByCountryIsoCode", """{"countryIsoCode":"RUS"}"""))["data"]!["isoCode"]!.GetValue<string>());
        Assert.Equal(["CREDITS", "DATA"], All(await Call("discovery.benefitTypes.get", """{"params":{}}""")).Select(type => type["name"]!.GetValue<string>()));
        Assert.Empty(All(await Call("discovery.promotions.get", """{"params":{}}""")));
        var kedr = All(await Call("discovery.operators.get", """{"params":{"countryIsoCode":"RUS"}}""")).Single(known => known["name"]!.GetValue<string>() == "Kedr Svyaz");
        var ranged = One(await Call("discovery.products.get", $$$"""{"params":{"operatorId":{{{kedr["id"]}}},"type":"RANGED_VALUE_RECHARGE"}}"""));
        Assert.Equal((100m, 15_000m, 0.01m), (Decimal(ranged["destination"]!["amount"]!["min"]), Decimal(ranged["destination"]!["amount"]!["max"]), Decimal(ranged["destination"]!["amount"]!["increment"])));
        Assert.Equal((97m, 100m), (Decimal(ranged["prices"]!["wholesale"]!["amount"]!["min"]), Decimal(ranged["prices"]!["retail"]!["amount"]!["min"])));
        var same = await Call("discovery.products.getByProductId", $$"""{"productId":{{ranged["id"]}}}""");
        Assert.Equal(ranged.ToJsonString(), same["data"]!.ToJsonString());
        Assert.NotEmpty(All(await Call("discovery.products.get", $$$"""{"params":{"operatorId":{{{kedr["id"]}}},"type":"FIXED_VALUE_RECHARGE"}}""")));
        Assert.Equal((404, 1003001), Error(await Call("discovery.products.getByProductId", """{"productId":999999}""")));
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_walks_the_pages_of_a_list()
    {
        var whole = All(await Call("discovery.products.get", """{"params":{"perPage":100}}"""));
        var paged = await Call("discovery.products.get", """{"params":{"page":1,"perPage":7}}""");
        var pages = paged["pages"]!.AsArray();
        Assert.Equal((whole.Count + 6) / 7, pages.Count);
        Assert.Equal(whole.Select(product => product["id"]!.GetValue<int>()), All(paged).Select(product => product["id"]!.GetValue<int>()));
        var meta = paged["meta"]![0]!;
        Assert.Equal((whole.Count, pages.Count, 7, 1), (meta["total"]!.GetValue<int>(), meta["totalPages"]!.GetValue<int>(), meta["perPage"]!.GetValue<int>(), meta["page"]!.GetValue<int>()));
        Assert.Equal(10_000, meta["rateLimit"]!.GetValue<int>());
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_looks_up_a_number()
    {
        var known = One(await Call("lookup.mobileNumber.getByMobileNumber", """{"mobileNumber":"+79000000001"}"""));
        Assert.Equal(("Kedr Svyaz", true), (known["name"]!.GetValue<string>(), known["identified"]!.GetValue<bool>()));
        Assert.All(All(await Call("lookup.mobileNumber.getByMobileNumber", """{"mobileNumber":"+79999999999"}""")), other => Assert.False(other["identified"]!.GetValue<bool>()));
        Assert.Equal((400, 1005003), Error(await Call("lookup.mobileNumber.getByMobileNumber", """{"mobileNumber":"12345"}""")));
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_sells_synchronously_and_an_external_id_is_used_once()
    {
        var sold = (await Create("sync", "sync-1", 500, confirms: true))["data"]!;
        Assert.Equal(("COMPLETED", 70_000, 7), Status(sold));
        Assert.Equal((500m, 485m), (Decimal(sold["prices"]!["retail"]!["amount"]), Decimal(sold["prices"]!["wholesale"]!["amount"])));
        Assert.Equal(100_000, await live.Balance());
        Assert.Equal((400, 1007001), Error(await Create("sync", "sync-1", 500, confirms: true)));
        Assert.Equal(100_000, await live.Balance());
        var balance = One(await Call("account.balances.get", """{"params":{}}"""));
        Assert.Equal((9_515m, 0m, "RUB"), (Decimal(balance["available"]), Decimal(balance["creditLimit"]), balance["unit"]!.GetValue<string>()));
        var found = One(await Call("transactions.get", """{"params":{"externalId":"sync-1"}}"""));
        Assert.Equal(sold["id"]!.GetValue<long>(), found["id"]!.GetValue<long>());
        Assert.Equal(("COMPLETED", 70_000, 7), Status((await Call("transactions.getByTransactionId", $$"""{"transactionId":{{sold["id"]}}}"""))["data"]!));
        Assert.Equal((404, 1008004), Error(await Call("transactions.getByTransactionId", """{"transactionId":999999}""")));
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_sells_in_two_phases_and_confirms_once()
    {
        var made = (await Create("async", "two-1", 300, confirms: false))["data"]!;
        Assert.Equal(("CREATED", 10_000, 1), Status(made));
        Assert.Null(made["confirmationDate"]);
        Assert.Equal(50_000, await live.Balance());
        Assert.Equal(1_000_000, await seller.Available());
        var confirmed = (await Call("transactions.sync.confirm", $$"""{"transactionId":{{made["id"]}}}"""))["data"]!;
        Assert.Equal(("COMPLETED", 70_000, 7), Status(confirmed));
        Assert.Equal(80_000, await live.Balance());
        Assert.Equal((400, 1007002), Error(await Call("transactions.async.confirm", $$"""{"transactionId":{{made["id"]}}}""")));
        Assert.Equal((400, 1007007), Error(await Call("transactions.cancel", $$"""{"transactionId":{{made["id"]}}}""")));
        Assert.Equal(80_000, await live.Balance());
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task It_cancels_what_is_not_confirmed()
    {
        var made = (await Create("async", "gone-1", 300, confirms: false))["data"]!;
        Assert.Equal(("CANCELLED", 40_000, 4), Status((await Call("transactions.cancel", $$"""{"transactionId":{{made["id"]}}}"""))["data"]!));
        Assert.Equal((400, 1007005), Error(await Call("transactions.cancel", $$"""{"transactionId":{{made["id"]}}}""")));
        Assert.Equal((400, 1007005), Error(await Call("transactions.async.confirm", $$"""{"transactionId":{{made["id"]}}}""")));
        Assert.Equal((50_000, 1_000_000), (await live.Balance(), await seller.Available()));
    }

    [Fact(Skip = NodeClient.Missing, SkipUnless = nameof(IsThere))]
    public async Task Its_callbacks_come_signed_and_again_until_they_are_taken()
    {
        await using var hooks = NodeClient.Start("hooks.js");
        var port = (await hooks.Told("port")).GetValue<int>();
        var secret = (await live.Post("/api/v1/partners/ACME/webhook-secrets", null)).Json["secret"]!.GetValue<string>();
        await hooks.Say(new JsonObject { ["secret"] = secret });
        await hooks.Told("heard");
        var made = (await Create("async", "hook-1", 500, confirms: true, $",\"callbackUrl\":\"http://127.0.0.1:{port}/dvs\""))["data"]!;
        var hook = await hooks.Told("hook");
        Assert.True(hook["verified"]!.GetValue<bool>(), hook.ToJsonString());
        Assert.Equal(("/dvs", made["id"]!.GetValue<long>(), "hook-1"), (hook["path"]!.GetValue<string>(), hook["body"]!["id"]!.GetValue<long>(), hook["body"]!["external_id"]!.GetValue<string>()));
        Assert.Equal("COMPLETED", hook["body"]!["status"]!["message"]!.GetValue<string>());
        await LivePartners.Until(async () => (await live.Send(HttpMethod.Get, "/api/v1/partners/ACME/callbacks", null)).Json["callbacks"]![0]!["state"]!.GetValue<string>() == "delivered", "The callback was never stored as delivered.");
    }

    private static string Order(string externalId, int product, decimal amount, bool confirms, string more) =>
        $$$"""{"data":{"externalId":"{{{externalId}}}","productId":{{{product}}},"calculationMode":"SOURCE_AMOUNT","source":{"amount":{{{amount}}},"unit":"RUB","unitType":"CURRENCY"},"autoConfirm":{{{(confirms ? "true" : "false")}}},"creditPartyIdentifier":{"mobileNumber":"+79000000001"}{{{more}}}}}""";

    private static (string Message, int Id, int Class) Status(JsonNode transaction) =>
        (transaction["status"]!["message"]!.GetValue<string>(), transaction["status"]!["id"]!.GetValue<int>(), transaction["status"]!["class"]!["id"]!.GetValue<int>());

    private static (int Status, int Code) Error(JsonNode answer) =>
        (answer["error"]!["status"]!.GetValue<int>(), answer["error"]!["data"]!["errors"]![0]!["code"]!.GetValue<int>());

    private static List<JsonNode> All(JsonNode answer) => [.. answer["pages"]!.AsArray().SelectMany(page => page!.AsArray()).Select(item => item!)];

    private static JsonNode One(JsonNode answer) => Assert.Single(All(answer));

    private static decimal Decimal(JsonNode? number) => number!.GetValue<decimal>();

    private async Task<JsonNode> Create(string mode, string externalId, decimal amount, bool confirms, string more = "") =>
        await Call($"transactions.{mode}.create", Order(externalId, await seller.ProductOf("Kedr Svyaz top-up"), amount, confirms, more));

    private async Task<JsonNode> Call(string call, string with)
    {
        await client!.Say(new JsonObject { ["call"] = call, ["with"] = JsonNode.Parse(with) });
        return await client.Told("answer");
    }
}
