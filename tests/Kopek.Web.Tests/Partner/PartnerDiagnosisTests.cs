namespace Kopek.Web.Tests.Partner;

/// <summary>Whether a top-up helps, for partners: as much as an anonymous payer sees.</summary>
public sealed class PartnerDiagnosisTests : IAsyncLifetime
{
    private const string Path = "/partner/v1/diagnosis/";
    private const string Nothing = """{"takesTopUp":false,"topUpHelps":false}""";
    private LivePartners live = null!;
    private Seller seller = null!;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        seller = await live.Sell();
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task A_line_without_money_says_that_a_top_up_helps_and_how_much_is_needed()
    {
        await live.Line(0);
        Assert.Equal("""{"takesTopUp":true,"topUpHelps":true,"operator":"KDR","dataWorks":false,"needed":{"value":1,"currency":"RUB"}}""", await Body("+7 900 000-00-01"));
    }

    [Fact]
    public async Task A_line_that_works_says_no_more_than_that()
    {
        await live.Line();
        Assert.Equal("""{"takesTopUp":true,"topUpHelps":true,"operator":"KDR","dataWorks":true}""", await Body(LivePartners.Number));
    }

    [Fact]
    public async Task Unknown_barred_and_not_sold_are_one_and_the_same_answer()
    {
        await live.Line(0);
        Assert.Equal(Nothing, await Body("79999999999"));
        var other = await live.Sell("OTHER", more: ",\"operators\":[\"BRZ\"]");
        Assert.Equal(Nothing, (await other.Get(Path + LivePartners.Number)).Body);
        await live.Post($"/api/v1/lines/{LivePartners.Number}/bar", """{"reason":"fraud"}""");
        Assert.Equal(Nothing, await Body(LivePartners.Number));
    }

    [Fact]
    public async Task Look_ups_are_limited_and_what_is_no_number_is_said()
    {
        Assert.Equal((400, "number_invalid"), Shape(await seller.Get(Path + "12")));
        Assert.Equal((401, "partner_key_missing"), Shape(await live.Send(HttpMethod.Get, Path + LivePartners.Number, null)));
        var slow = await live.Sell("SLOW", more: ",\"lookupsPerMinute\":1");
        Assert.Equal(200, (await slow.Get(Path + LivePartners.Number)).Status);
        Assert.Equal((429, "too_many_requests"), Shape(await slow.Get(Path + LivePartners.Number)));
    }

    private async Task<string> Body(string number) => (await seller.Get(Path + Uri.EscapeDataString(number))).Body;

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.Code);
}
