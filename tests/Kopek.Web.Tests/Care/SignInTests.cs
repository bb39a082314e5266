using System.Text;
using System.Text.RegularExpressions;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>Number, code, signed in; and everybody who should not be.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private const string Number = "79000000001";
    private LiveApi api = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        await api.OpenActive(10000);
        browser = new Browser(api.Client.BaseAddress!);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task The_code_that_came_signs_in_and_after_signing_out_a_stolen_cookie_is_refused()
    {
        await SignedInHolder.Ask(browser, Number);
        var fields = browser.Page.Hidden(SignedInHolder.Code);
        fields["code"] = await api.Phone.Code(Number);
        using var content = new FormUrlEncodedContent(fields);
        using var bare = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = api.Client.BaseAddress };
        using var entered = await bare.PostAsync(new Uri(SignedInHolder.Code, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.Equal(303, (int)entered.StatusCode);
        Assert.All((string[])["httponly", "samesite=strict", "path=/"], word => Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase));

        using var thief = SignedInHolder.With(api, cookie.Split(';')[0].Split('=')[1]);
        Assert.Equal(200, await Status(thief, "/care/lines"));
        using (var nothing = new FormUrlEncodedContent([]))
        {
            using var left = await thief.PostAsync(new Uri("/care/sign-out", UriKind.Relative), nothing, TestContext.Current.CancellationToken);
            Assert.Contains(left.Headers.GetValues("Set-Cookie"), gone => gone.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal(303, await Status(thief, "/care/lines"));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_device_too()
    {
        using var other = await SignedInHolder.Client(api);
        await SignedInHolder.Enter(api, browser);
        Assert.Equal(200, await Status(other, "/care/lines"));
        await browser.Get("/care/lines?lang=en");
        await browser.Post("/care/sign-out/all?lang=en");
        Assert.Equal(303, await Status(other, "/care/lines"));
    }

    [Fact]
    public async Task Five_guesses_end_a_code_so_that_the_right_one_no_longer_helps()
    {
        await SignedInHolder.Ask(browser, Number);
        var code = await api.Phone.Code(Number);
        var wrong = code == "000000" ? "000001" : "000000";
        Assert.Contains("A code has six digits", (await browser.Post(SignedInHolder.Code, ("code", "12 34"))).Text, StringComparison.Ordinal);
        for (var guess = 1; guess <= 5; guess++)
        {
            Assert.Equal(422, (await browser.Post(SignedInHolder.Code, ("code", wrong))).Status);
        }

        var page = await browser.Post(SignedInHolder.Code, ("code", code));
        Assert.Contains("no longer works", page.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task A_form_sent_twice_sends_one_code_and_signs_in_once()
    {
        await browser.Get(SignedInHolder.SignIn);
        var wish = browser.Page.Hidden(SignedInHolder.SignIn);
        wish["msisdn"] = Number;
        await browser.Send(SignedInHolder.SignIn, wish);
        await browser.Send(SignedInHolder.SignIn, wish);
        var guess = browser.Page.Hidden(SignedInHolder.Code);
        guess["code"] = await api.Phone.Code(Number);
        await browser.Send(SignedInHolder.Code, guess);
        var token = SignedInHolder.Token(browser);
        var again = await browser.Send(SignedInHolder.Code, guess);
        Assert.Equal(422, again.Status);
        Assert.Contains("used once", again.Text, StringComparison.Ordinal);
        Assert.Equal(token, SignedInHolder.Token(browser));
        Assert.Equal(0, api.Phone.Unread);
        wish["msisdn"] = "79000000009";
        Assert.Equal(409, (await browser.Send(SignedInHolder.SignIn, wish)).Status);
    }

    [Fact]
    public async Task A_number_that_nobody_has_gets_the_same_pages_and_the_same_limits_and_no_code()
    {
        List<string> known = [], unknown = [];
        for (var time = 0; time < 4; time++)
        {
            known.Add(Plain(await SignedInHolder.Ask(browser, Number)));
            unknown.Add(Plain(await SignedInHolder.Ask(browser, "79000000777")));
        }

        Assert.Equal(known, unknown);
        Assert.Equal(429, browser.Page.Status);
        for (var time = 0; time < 3; time++)
        {
            await api.Phone.Code(Number);
        }

        Assert.Equal(0, api.Phone.Unread);
    }

    [Fact]
    public async Task One_address_makes_only_so_many_phones_ring()
    {
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(200, (await SignedInHolder.Ask(browser, $"7900100{number:0000}")).Status);
        }

        Assert.Equal(429, (await SignedInHolder.Ask(browser, "79001009999")).Status);
    }

    [Theory]
    [InlineData("/care/sign-in", "Sec-Fetch-Site", "cross-site")]
    [InlineData("/care/sign-in/code", "Sec-Fetch-Site", "same-site")]
    [InlineData("/care/sign-out", "Origin", "https://elsewhere.example")]
    [InlineData("/care/sign-out/all", "Origin", "null")]
    [InlineData("/care/lines", "Sec-Fetch-Site", "cross-site")]
    public async Task A_form_of_another_site_is_refused_even_with_the_cookie(string path, string header, string value)
    {
        using var holder = await SignedInHolder.Client(api);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("msisdn", Number)]) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await holder.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(200, await Status(holder, "/care/lines"));
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text_and_an_invented_order_or_cookie_opens_nothing()
    {
        const string script = "<script>alert(1)</script>";
        Assert.Equal(422, (await SignedInHolder.Ask(browser, script)).Status);
        Assert.DoesNotContain(script, browser.Page.Html, StringComparison.Ordinal);
        await SignedInHolder.Ask(browser, Number);
        var guess = browser.Page.Hidden(SignedInHolder.Code);
        Assert.Equal(422, (await browser.Send(SignedInHolder.Code, [.. guess.Where(field => field.Key != "msisdn"), new("msisdn", script), new("code", script)])).Status);
        Assert.DoesNotContain(script, browser.Page.Html, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.Send(SignedInHolder.Code, [new("order", "x"), new("code", "123456")])).Status);
        Assert.Equal(422, (await browser.Send(SignedInHolder.Code, [new("order", new string('0', 32)), new("code", "123456")])).Status);
        using var forged = SignedInHolder.With(api, new string('A', 43));
        Assert.Equal(303, await Status(forged, "/care/lines"));
    }

    [Fact]
    public async Task Neither_code_nor_number_nor_token_stands_in_the_database_or_in_the_record_of_notices()
    {
        await SignedInHolder.Ask(browser, Number);
        var code = await api.Phone.Code(Number);
        await browser.Post(SignedInHolder.Code, ("code", code));
        string[] secrets = [$"code: {code}", SignedInHolder.Token(browser)];
        foreach (var path in Directory.EnumerateFiles(api.Folder, "people.db*").Concat(Directory.EnumerateFiles(api.Folder, "notices.db*")))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.All(secrets, secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, path));
            Assert.True(!path.Contains("people.db", StringComparison.Ordinal) || bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)) < 0, path);
        }
    }

    [Fact]
    public async Task A_server_that_sends_no_SMS_says_so()
    {
        api.CodeChannels.Clear();
        var page = await browser.Get(SignedInHolder.SignIn);
        Assert.Equal(503, page.Status);
        Assert.Contains("no way to send SMS", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task No_page_weighs_more_than_a_first_window_of_tcp(string language)
    {
        List<Page> pages = [await browser.Get($"/care/sign-in?lang={language}"), await browser.Post($"/care/sign-in?lang={language}", ("msisdn", Number))];
        pages.Add(await browser.Post($"/care/sign-in/code?lang={language}", ("code", await api.Phone.Code(Number))));
        pages.Add(await browser.Get($"/care/lines?lang={language}"));
        Assert.All(pages, page => Assert.InRange(Encoding.UTF8.GetByteCount(page.Html), 1000, 7 * 1024));
        Assert.All(pages, page => Assert.Equal(200, page.Status));
    }

    /// <summary>The page without the number, and without the ids that are made for each form.</summary>
    private static string Plain(Page page) => Ids().Replace(page.Html, "·").Replace("79000000777", Number, StringComparison.Ordinal).Replace("••• 0777", "••• 0001", StringComparison.Ordinal);

    private static async Task<int> Status(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();
}
