using System.Text.RegularExpressions;
using Kopek.Web.Tests.Care.Held;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.TopUps;

/// <summary>Who is signed in tops up a line of his own: nothing is typed, and the last payment is one press.</summary>
public sealed partial class OwnTopUpTests : IAsyncLifetime
{
    private const string Home = "/care/home?lang=en";
    private const string Review = "/care/review?lang=en";
    private const string Pay = "/care/pay?lang=en";
    private const string Again = "/care/again?lang=en";
    private HeldScene scene = null!;
    private string line = "";

    private Browser Browser => scene.Browser;

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        line = await scene.Api.OpenActive(0);
        await scene.Api.OpenActive(0, "79000000002");
        scene.SignIn(HeldScene.Number);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task From_the_balance_to_the_receipt_are_four_requests_and_nothing_is_typed()
    {
        await Browser.Get(Home);
        var amount = Amounts().Match(Browser.Page.Html).Groups[1].Value;
        await Browser.Post(Review, ("amount", amount));
        Assert.DoesNotContain("name=\"confirm\"", Browser.Page.Html, StringComparison.Ordinal);
        Assert.Contains("its number need not be typed again", Browser.Page.Text, StringComparison.Ordinal);

        var order = await Browser.Post(Pay, ("knows", "yes"));

        Assert.Equal(4, Browser.Requests);
        Assert.Contains("Done: the line has the money.", order.Text, StringComparison.Ordinal);
        Assert.Contains("/r/", order.Html, StringComparison.Ordinal);
        Assert.True(await scene.Api.Balance(line) > 0);
    }

    [Fact]
    public async Task The_amounts_have_the_planners_among_them()
    {
        // 25 rubles a day and 75 left: two weeks need a sum that nobody would guess.
        var daily = await scene.Api.Open("79000000003", "BRZ-DAY1");
        await scene.Api.TopUp(daily, 20_000);
        Assert.Equal(200, (await scene.Api.Post($"{daily}/activation", null)).Status);
        scene.SignIn("79000000003");
        var advised = Amounts().Matches((await Browser.Get("/care/advice?lang=en")).Html).Select(match => match.Groups[1].Value).ToList();
        var shown = Amounts().Matches((await Browser.Get(Home)).Html).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(advised);
        Assert.All(advised, amount => Assert.Contains(amount, shown));
    }

    [Fact]
    public async Task Any_line_of_the_family_needs_no_second_number_and_a_strangers_does()
    {
        scene.SignIn("79000000002", HeldScene.Number);
        await Browser.Get("/care?lang=en");
        await Browser.Post("/care/line?lang=en", ("msisdn", "8 900 000-00-01"));
        Assert.Contains("+79000000001", Browser.Page.Text, StringComparison.Ordinal);
        await Browser.Post(Review, ("amount", "500"));
        Assert.Contains("/pay/", (await Browser.Post(Pay)).Path, StringComparison.Ordinal);

        scene.SignIn("79000000002");
        await Browser.Get("/care?lang=en");
        await Browser.Post("/care/line?lang=en", ("msisdn", HeldScene.Number));
        Assert.Contains("••• 0001", Browser.Page.Text, StringComparison.Ordinal);
        await Browser.Post(Review, ("amount", "500"));
        Assert.Equal(422, (await Browser.Post(Pay)).Status);
        Assert.Single((await scene.Api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray());
    }

    [Fact]
    public async Task The_last_payment_is_one_press_that_pays_once_and_can_be_cancelled_first()
    {
        Assert.DoesNotContain("/care/again", (await Browser.Get(Home)).Html, StringComparison.Ordinal);
        await PayFromHome();
        var balance = await scene.Api.Balance(line);
        Assert.Contains("Again: 500.00 RUB by sandbox", (await Browser.Get(Home)).Text, StringComparison.Ordinal);
        var fields = Browser.Page.Hidden(Again);

        var order = await Browser.Send(Again, fields);
        var twice = await Browser.Send(Again, fields);

        Assert.Equal(order.Path, twice.Path);
        Assert.Contains("Nothing is taken before", order.Text, StringComparison.Ordinal);
        Assert.Equal(2, await Orders());
        fields["amount"] = "700.00";
        Assert.Equal(409, (await Browser.Send(Again, fields)).Status);
        await Browser.Send($"{order.Path.Split('?')[0]}/cancel?lang=en", []);
        Assert.Contains("Cancelled", Browser.Page.Text, StringComparison.Ordinal);
        Assert.Equal(balance, await scene.Api.Balance(line));
        Assert.Contains("Again: 500.00 RUB", (await Browser.Get(Home)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount", "700.00")]
    [InlineData("provider", "elsewhere")]
    public async Task A_press_that_asks_for_another_payment_than_the_last_is_shown_to_be_checked(string field, string value)
    {
        await PayFromHome();
        await Browser.Get(Home);
        var fields = Browser.Page.Hidden(Again);
        fields[field] = value;
        var page = await Browser.Send(Again, fields);
        Assert.Contains("Check, then pay", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Orders());
    }

    [Fact]
    public async Task What_the_press_would_not_bring_back_is_said_before_the_money()
    {
        await PayFromHome();
        await Browser.Get(Home);
        scene.Api.Shutdown(null);
        var page = await Browser.Post(Again);
        Assert.Contains("After this payment data will still not work", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Orders());
        Assert.Equal(422, (await Browser.Post(Pay)).Status);
        Assert.Contains("/pay/", (await Browser.Post(Pay, ("knows", "yes"))).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_for_another_line_of_another_site_or_of_nobody_does_nothing()
    {
        await PayFromHome();
        await Browser.Get(Home);
        var fields = Browser.Page.Hidden(Again);
        Assert.Equal(400, (await Browser.Send(Again, new Dictionary<string, string>(fields) { ["order"] = "mine" })).Status);
        scene.SignIn("79000000002", HeldScene.Number);
        Assert.Equal(409, (await Browser.Send(Again, fields)).Status);
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/care/again") { Content = new FormUrlEncodedContent(fields) };
        forged.Headers.Add("Cookie", $"{SignedInHolder.Cookie}={HeldScene.Token}");
        forged.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await scene.Api.Client.SendAsync(forged, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)refused.StatusCode);
        scene.SignedIn.End(HeldScene.Token);
        Assert.StartsWith("/care/sign-in", (await Browser.Send(Again, fields)).Path, StringComparison.Ordinal);
        Assert.Equal(1, await Orders());
    }

    private async Task PayFromHome()
    {
        await Browser.Get(Home);
        await Browser.Post(Review, ("amount", "500"));
        Assert.Contains("Done", (await Browser.Post(Pay)).Text, StringComparison.Ordinal);
    }

    private async Task<int> Orders() => (await scene.Api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray().Count;

    [GeneratedRegex("name=\"amount\" value=\"([0-9.]+)\"")]
    private static partial Regex Amounts();
}
