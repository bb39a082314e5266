using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.TopUps;

/// <summary>Numbers of others that a holder keeps to pay for.</summary>
public sealed class FavouriteTests : IAsyncLifetime
{
    private const string Anna = "79000000001";
    private const string Boris = "79000000002";
    private const string Page = "/care/favourites?lang=en";
    private const string Remove = "/care/favourites/remove?lang=en";
    private const string Line = "/care/line?lang=en";
    private LiveApi api = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        await api.OpenActive(0, Anna);
        await api.OpenActive(98_765, Boris);
        browser = new Browser(api.Client.BaseAddress!);
        await SignedInHolder.Enter(api, browser, Anna);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task A_kept_number_is_paid_for_without_typing_it_and_stands_in_no_page()
    {
        await Keep("Boris");
        Assert.Contains("Boris ••• 0002", browser.Page.Text, StringComparison.Ordinal);
        List<string> pages = [browser.Page.Html];
        pages.Add((await browser.Post(Line)).Html);
        Assert.Contains("Boris · ••• 0002", browser.Page.Text, StringComparison.Ordinal);
        pages.Add((await browser.Post("/care/review?lang=en", ("amount", "300"))).Html);
        Assert.Contains("You typed this number twice when you kept it", browser.Page.Text, StringComparison.Ordinal);
        pages.Add((await browser.Post("/care/pay?lang=en")).Html);
        Assert.Contains("Done: the line has the money.", browser.Page.Text, StringComparison.Ordinal);
        Assert.All(pages, page => Assert.DoesNotContain(Boris[1..], page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain("987.65", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kept_number_that_is_typed_all_the_same_is_not_asked_for_twice()
    {
        await Keep("Boris");
        await browser.Get("/care?lang=en");
        await browser.Post(Line, ("msisdn", Boris));
        await browser.Post("/care/review?lang=en", ("amount", "300"));
        Assert.DoesNotContain("name=\"confirm\"", browser.Page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_keeps_one_and_one_press_takes_it_off()
    {
        await Keep("Boris");
        await Keep("Uncle Boris");
        Assert.Equal("Uncle Boris", Assert.Single(Kept()).Name);
        var fields = browser.Page.Hidden(Remove);
        await browser.Send(Remove, fields);
        await browser.Send(Remove, fields);
        Assert.Empty(Kept());
        Assert.Contains("No number is kept yet", browser.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_script_is_shown_and_what_turns_words_about_is_left_out()
    {
        await Keep("<script>alert(1)</script>\u202e");
        Assert.DoesNotContain("<script>alert", browser.Page.Html, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", Assert.Single(Kept()).Name);
        Assert.DoesNotContain("<script>alert", (await browser.Post(Line)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Boris", Boris, "79000000003", "The two numbers differ")]
    [InlineData("Boris", "123", "123", "no phone number that we can read")]
    [InlineData("Boris", "79000000777", "79000000777", "No payment is taken for this number here")]
    [InlineData("Me", Anna, Anna, "under your own sign-in")]
    [InlineData("", Boris, Boris, "A name has 1 to 40 characters")]
    [InlineData("\u202e", Boris, Boris, "A name has 1 to 40 characters")]
    [InlineData("12345678901234567890123456789012345678901", Boris, Boris, "A name has 1 to 40 characters")]
    public async Task What_is_wrong_is_said_and_nothing_is_kept(string name, string number, string again, string said)
    {
        await Keep(name, number, again);
        Assert.Equal(422, browser.Page.Status);
        Assert.Contains(said, browser.Page.Text, StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task Nobody_uses_or_takes_off_what_somebody_else_keeps()
    {
        await Keep("Boris");
        var fields = browser.Page.Hidden(Remove);
        await api.OpenActive(0, "79000000003");
        using var other = new Browser(api.Client.BaseAddress!);
        Assert.Equal(422, (await other.Send(Line, fields)).Status);
        await SignedInHolder.Enter(api, other, "79000000003");
        Assert.DoesNotContain("Boris", (await other.Get(Page)).Html, StringComparison.Ordinal);
        Assert.Equal(422, (await other.Send(Line, fields)).Status);
        Assert.Contains("not among those that you keep", other.Page.Text, StringComparison.Ordinal);
        await other.Send(Remove, fields);
        Assert.Single(Kept());
    }

    [Fact]
    public async Task A_form_of_another_site_keeps_nothing_and_who_is_not_signed_in_is_sent_to_sign_in()
    {
        Dictionary<string, string> fields = new() { ["name"] = "Boris", ["msisdn"] = Boris, ["confirm"] = Boris };
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/care/favourites") { Content = new FormUrlEncodedContent(fields) };
        forged.Headers.Add("Cookie", $"{SignedInHolder.Cookie}={SignedInHolder.Token(browser)}");
        forged.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await api.Client.SendAsync(forged, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)refused.StatusCode);
        using var nobody = new Browser(api.Client.BaseAddress!);
        Assert.StartsWith("/care/sign-in", (await nobody.Send(Page, fields)).Path, StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_number_that_leads_elsewhere_is_asked_for_again_and_why_is_said()
    {
        // As if Boris' line had another number when it was kept: the one that was typed leads to it no more.
        api.People.Accounts.Favourites.Keep(Account(), LineOf(Boris), "79000000009", "Boris", new Moment(1));
        await browser.Get(Page);
        Assert.Contains("it may have a new holder", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("••• 0002", browser.Page.Text, StringComparison.Ordinal);
        var page = await browser.Send(Line, browser.Page.Hidden(Remove));
        Assert.Equal(422, page.Status);
        Assert.Contains("it may have a new holder", page.Text, StringComparison.Ordinal);
        await browser.Post(Line, ("msisdn", Boris));
        await browser.Post("/care/review?lang=en", ("amount", "300"));
        Assert.Equal(422, (await browser.Post("/care/pay?lang=en")).Status);
    }

    [Fact]
    public async Task Twenty_are_kept_and_the_next_is_refused_with_what_to_do()
    {
        for (var line = 0; line < SignInLimits.MostFavourites; line++)
        {
            // The first is there; names as long as they may be.
            Assert.True(api.People.Accounts.Favourites.Keep(Account(), line == 0 ? LineOf(Boris) : new LineId(5000 + line), line == 0 ? Boris : "79000000009", new string('Ж', 40), new Moment(line)));
        }

        await api.OpenActive(0, "79000000003");
        var fields = new Dictionary<string, string> { ["name"] = "Vera", ["msisdn"] = "79000000003", ["confirm"] = "79000000003" };
        Assert.Equal(422, (await browser.Send(Page, fields)).Status);
        Assert.Contains("take one off first", browser.Page.Text, StringComparison.Ordinal);
        Assert.InRange((await browser.Get("/care/favourites?lang=ru")).Weight(), 1000, 14 * 1024);
    }

    [Fact]
    public async Task The_number_of_a_paid_order_is_kept_from_its_page_by_who_paid_it()
    {
        // Under the sign-in a line is paid for at once; taken off it is somebody else's.
        await browser.Get("/care/lines?lang=en");
        await browser.Post("/care/lines?lang=en", ("msisdn", Boris));
        await browser.Post("/care/lines/code?lang=en", ("code", await api.Phone.Code(Boris)));
        await browser.Get("/care/home?lang=en");
        await browser.Post("/care/review?lang=en", ("amount", "500"));
        var order = (await browser.Post("/care/pay?lang=en")).Path;
        Assert.DoesNotContain("/care/favourites/keep", browser.Page.Html, StringComparison.Ordinal);
        await browser.Get("/care/lines?lang=en");
        await browser.Post("/care/lines/remove?lang=en");

        await browser.Get(order);
        var fields = browser.Page.Hidden("/care/favourites/keep?lang=en");
        fields["name"] = "Boris";
        using (var other = new Browser(api.Client.BaseAddress!))
        {
            await api.OpenActive(0, "79000000003");
            await SignedInHolder.Enter(api, other, "79000000003");
            Assert.DoesNotContain("/care/favourites/keep", (await other.Get(order)).Html, StringComparison.Ordinal);
            Assert.Equal(404, (await other.Send("/care/favourites/keep?lang=en", fields)).Status);
        }

        await browser.Send("/care/favourites/keep?lang=en", fields);
        Assert.Contains("Boris ••• 0002", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/care/favourites/keep", (await browser.Get(order)).Html, StringComparison.Ordinal);
    }

    private async Task Keep(string name, string number = Boris, string? again = null)
    {
        await browser.Get(Page);
        await browser.Post(Page, ("name", name), ("msisdn", number), ("confirm", again ?? number));
    }

    private IReadOnlyList<Favourite> Kept() => api.People.Accounts.Favourites.Of(Account());

    private long Account() => api.People.Accounts.Find(SignedInHolder.Token(browser), new Moment(1))!.Id;

    private LineId LineOf(string number)
    {
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, number, out var line));
        return line;
    }
}
