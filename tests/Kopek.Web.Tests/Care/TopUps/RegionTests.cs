using Kopek.Web.Tests.Care.Held;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.TopUps;

/// <summary>A payer who is not signed in says where the SIM is, and is told before the money what is published of that region, and nothing of the line.</summary>
public sealed class RegionTests : IAsyncLifetime
{
    private const string Line = "/care/line?lang=en";
    private const string Region = "/care/line/region?lang=en";
    private const string Review = "/care/review?lang=en";
    private const string Pay = "/care/pay?lang=en";
    private HeldScene scene = null!;

    private Browser Browser => scene.Browser;

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        await scene.Api.OpenActive(50_000);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_shutdown_of_the_region_is_said_before_the_money_and_a_payment_taken_only_from_who_knows()
    {
        scene.Api.Shutdown("RU-MOW");
        Assert.Contains("Data works now", (await Look()).Text, StringComparison.Ordinal);
        await Ask();
        Assert.Contains("Mobile data is cut now in Moscow (city)", Browser.Page.Text, StringComparison.Ordinal);
        var line = await Browser.Post(Line, ("region", "RU-MOW"));
        Assert.Contains("Moscow (city): a payment will most likely not bring data back.", line.Text, StringComparison.Ordinal);
        Assert.Contains("Mobile internet is cut in the area", line.Text, StringComparison.Ordinal);
        var review = await Browser.Post(Review, ("amount", "500"));
        Assert.Contains("Moscow (city): a payment will most likely not bring data back.", review.Text, StringComparison.Ordinal);
        var refused = await Browser.Post(Pay, ("confirm", HeldScene.Number));
        Assert.Equal(422, refused.Status);
        Assert.Contains("tick that you know", refused.Text, StringComparison.Ordinal);
        Assert.StartsWith("/pay/", (await Browser.Post(Pay, ("confirm", HeldScene.Number), ("knows", "yes"))).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_whose_data_flows_there_is_told_the_same_as_one_that_is_off()
    {
        scene.Api.Shutdown("RU-MOW");
        var off = await InRegion("RU-MOW");
        await scene.Begin(HeldScene.Number);
        Assert.Equal(off.Text, (await InRegion("RU-MOW")).Text);
    }

    [Fact]
    public async Task Where_the_brand_has_no_network_is_said_and_where_nothing_is_known_too()
    {
        Assert.Contains("No coverage", (await InRegion("RU-CHU")).Text, StringComparison.Ordinal);
        var fine = await InRegion("RU-MOW");
        Assert.Contains("Moscow (city): nothing is known that keeps data off there.", fine.Text, StringComparison.Ordinal);
        Assert.Contains("Data works now", fine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RU-NOWHERE", (await InRegion("RU-NOWHERE")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Москва", "Moscow (city): nothing is known")]
    [InlineData("莫斯科市", "Moscow (city): nothing is known")]
    [InlineData("ru-mow", "Moscow (city): nothing is known")]
    [InlineData("алт", "Which one? Altai, Republic of Altai Krai")]
    [InlineData("oblast", "Which one?")]
    [InlineData("область", "Which one?")]
    [InlineData("республика", "Which one?")]
    [InlineData("xyz", "There is no such region")]
    [InlineData("...", "There is no such region")]
    [InlineData("<b>1</b>", "There is no such region")]
    [InlineData("MoscowMoscowMoscowMoscowMoscowMoscowMoscowMoscowMoscowMoscow1", "There is no such region")]
    public async Task A_region_is_found_by_name_or_code_and_one_of_several_is_chosen(string typed, string said)
    {
        await Look();
        await Ask();
        var page = await Browser.Post(Region, ("where", typed));
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Equal(said.StartsWith("There", StringComparison.Ordinal) ? 422 : 200, page.Status);
        Assert.DoesNotContain("<b>", page.Html, StringComparison.Ordinal);
        Assert.InRange(page.Weight(), 1000, 6 * 1024);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_pages_of_a_region_weigh_no_more_than_the_others(string language)
    {
        scene.Api.Shutdown("RU-MOW");
        await Browser.Get($"/care?lang={language}");
        await Browser.Post($"/care/line?lang={language}", ("msisdn", HeldScene.Number));
        List<int> weights = [(await Browser.Send($"/care/line/region?lang={language}", Browser.Page.Hidden($"/care/review?lang={language}"))).Weight()];
        weights.Add((await Browser.Post($"/care/line/region?lang={language}", ("where", "область"))).Weight());
        weights.Add((await Browser.Post($"/care/line?lang={language}", ("region", "RU-MOW"))).Weight());
        weights.Add((await Browser.Post($"/care/review?lang={language}", ("amount", "500"))).Weight());
        Assert.All(weights, weight => Assert.InRange(weight, 1000, 6 * 1024));
    }

    private async Task<Page> Look()
    {
        await Browser.Get("/care?lang=en");
        return await Browser.Post(Line, ("msisdn", HeldScene.Number));
    }

    /// <summary>The button beside the amount sends the same form elsewhere.</summary>
    private Task<Page> Ask() => Browser.Send(Region, Browser.Page.Hidden(Review));

    private Task<Page> InRegion(string code) => Browser.Send(Line, new Dictionary<string, string> { ["msisdn"] = HeldScene.Number, ["region"] = code });
}
