using Kopek.Web.Care.SignIns;

namespace Kopek.Web.Tests.Care.Held;

public sealed class HomePageTests : IAsyncLifetime
{
    private HeldScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HeldScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("home")]
    [InlineData("diagnosis")]
    [InlineData("statement")]
    [InlineData("advice")]
    [InlineData("services")]
    [InlineData("notices")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_sees_nothing(string page)
    {
        await scene.Api.OpenActive(12_300);
        await AssertSentToSignIn(page);
        scene.SignIn(HeldScene.Number);
        Assert.Equal(200, (await scene.Browser.Get($"/care/{page}?lang=en")).Status);
        scene.SignedIn.End(HeldScene.Token);
        await AssertSentToSignIn(page);
    }

    [Theory]
    [InlineData("home")]
    [InlineData("diagnosis")]
    [InlineData("statement")]
    [InlineData("advice")]
    [InlineData("services")]
    [InlineData("notices")]
    public async Task No_page_shows_a_line_that_is_not_in_the_session(string page)
    {
        await scene.Api.OpenActive(12_300);
        await scene.Api.OpenActive(99_900, "79000000002");
        scene.SignIn(HeldScene.Number);
        var shown = await scene.Browser.Get($"/care/{page}?lang=en&line=79000000002&msisdn=79000000002&number=79000000002");
        Assert.Contains(HeldScene.Number, shown.Html, StringComparison.Ordinal);
        // The links to other languages carry what the visitor asked for himself.
        Assert.DoesNotContain("79000000002", shown.Html[shown.Html.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("999.00", shown.Html, StringComparison.Ordinal);
        var stranger = new HeldLine(scene.LineOf("79000000002"), "79000000002");
        scene.SignedIn.Add(HeldScene.Token, new HolderSession(1, [new HeldLine(scene.LineOf(HeldScene.Number), HeldScene.Number)], stranger));
        Assert.Equal(404, (await scene.Browser.Get($"/care/{page}?lang=en")).Status);
        // A number that went to somebody else.
        var moved = stranger with { Line = scene.LineOf(HeldScene.Number) };
        scene.SignedIn.Add(HeldScene.Token, new HolderSession(1, [moved], moved));
        Assert.Equal(404, (await scene.Browser.Get($"/care/{page}?lang=en")).Status);
    }

    [Theory]
    [InlineData("zh-CN", "1,000.00卢布", "可以上网")]
    [InlineData("en", "1,000.00 RUB", "Data works.")]
    [InlineData("ru", "1 000,00 ₽", "Интернет работает.")]
    public async Task All_money_and_data_is_on_one_screen_in_each_language_and_small(string language, string balance, string works)
    {
        var line = await scene.Api.OpenActive(50_000);
        await scene.Api.Post($"{line}/packs", """{"pack":"DAY-CN"}""");
        scene.SignIn(HeldScene.Number);
        await scene.Online(HeldScene.Number, 1 << 20);
        await scene.Api.TopUp(line, 100_000 - await scene.Api.Balance(line));
        var page = await scene.Browser.Get($"/care/home?lang={language}");
        Assert.Equal(200, page.Status);
        Assert.Contains(balance, page.Text, StringComparison.Ordinal);
        Assert.Contains(works, page.Text, StringComparison.Ordinal);
        Assert.Contains($"lang=\"{language}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("<svg ", page.Html, StringComparison.Ordinal);
        Assert.Contains("<h3>", page.Html, StringComparison.Ordinal);
        Assert.InRange(HeldScene.Weight(page), 1000, HeldScene.MostBytes);
        Assert.DoesNotContain("home.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("held.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_aside_for_a_session_is_shown_as_reserved()
    {
        await scene.Api.OpenActive(50_000);
        scene.SignIn(HeldScene.Number);
        Assert.DoesNotContain("Reserved", (await scene.Browser.Get("/care/home?lang=en")).Text, StringComparison.Ordinal);
        await scene.Begin(HeldScene.Number);
        var page = await scene.Browser.Get("/care/home?lang=en");
        Assert.Contains("Reserved for data in use", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=\"available\">500.00 RUB", page.Html, StringComparison.Ordinal);
        Assert.Contains("data-live=\"available\">", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_leads_into_the_top_up_without_typing_the_number()
    {
        await scene.Api.OpenActive(0);
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get("/care/home?lang=en");
        Assert.Contains("There is no money for data. ", page.Text, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
        var next = await scene.Browser.Post("/care/line?lang=en");
        Assert.Contains("Will a payment help?", next.Text, StringComparison.Ordinal);
        Assert.Contains("+" + HeldScene.Number, next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_barred_line_is_told_why_and_offers_no_payment()
    {
        var line = await scene.Api.OpenActive(50_000);
        await scene.Api.Post($"{line}/bar", """{"reason":"identity_not_confirmed"}""");
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get("/care/home?lang=en");
        Assert.Contains("Confirm your identity", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/care/line?", page.Html, StringComparison.Ordinal);
    }

    private async Task AssertSentToSignIn(string page)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = scene.Browser.Cookies }) { BaseAddress = scene.Api.Client.BaseAddress };
        using var response = await client.GetAsync(new Uri($"/care/{page}?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(303, (int)response.StatusCode);
        Assert.StartsWith(HolderCookie.SignIn, response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
