using System.Net;
using System.Text;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>Somebody who is not signed in tops up a line on the pages, as browsers do it: forms, hidden fields, redirects.</summary>
public sealed class CareTopUpTests : IAsyncLifetime
{
    private const string Number = "8 900 000-00-01";
    private LiveApi api = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        browser = new Browser(api.Client.BaseAddress!);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task A_line_without_money_is_told_what_it_needs_and_gets_it_once_with_four_requests()
    {
        var line = await api.OpenActive(0);
        await Look();
        Assert.Equal(200, browser.Page.Status);
        Assert.Contains("••• 0001", browser.Page.Html, StringComparison.Ordinal);
        Assert.Contains("A payment brings data back", browser.Page.Html, StringComparison.Ordinal);
        await browser.Post("/care/review?lang=en", ("amount", "500"));
        Assert.Contains("500.00 RUB", browser.Page.Html, StringComparison.Ordinal);
        var fields = browser.Page.Hidden("/care/pay?lang=en");
        fields["confirm"] = "+79000000001";

        var order = await browser.Send("/care/pay?lang=en", fields);
        var again = await browser.Send("/care/pay?lang=en", fields);

        Assert.StartsWith("/pay/", order.Path, StringComparison.Ordinal);
        Assert.Equal(order.Path, again.Path);
        Assert.Contains("Nothing is taken before", order.Html, StringComparison.Ordinal);
        Assert.Equal(0, await api.Balance(line));
        Assert.Single((await api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray());
        fields["amount"] = "700.00";
        Assert.Equal(409, (await browser.Send("/care/pay?lang=en", fields)).Status);
    }

    [Fact]
    public async Task A_payer_who_sees_a_wrong_digit_cancels_and_nothing_is_taken()
    {
        await api.OpenActive(0);
        var order = await Pay("500", ("confirm", Number));
        var path = order.Path.Split('?')[0];
        var cancelled = await browser.Send($"{path}/cancel?lang=en", []);
        Assert.Contains("Cancelled. Nothing was taken.", cancelled.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_no_payment_helps_takes_none()
    {
        var line = await api.OpenActive(100000);
        await api.Post($"{line}/bar", """{"reason":"voluntary"}""");
        Assert.Equal(422, (await Look()).Status);
        Assert.Contains("No payment is taken for this number", browser.Page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_is_too_small_to_help_is_said_before_the_money_and_taken_only_from_who_knows()
    {
        await api.Open(plan: "BRZ-M25");
        Assert.Contains("A payment brings data back: at least 900.00 RUB", (await Look()).Html, StringComparison.Ordinal);
        await browser.Post("/care/review?lang=en", ("amount", "100"));
        Assert.Contains("After this payment data will still not work", browser.Page.Html, StringComparison.Ordinal);
        var fields = browser.Page.Hidden("/care/pay?lang=en");
        fields["confirm"] = Number;

        var refused = await browser.Send("/care/pay?lang=en", fields);
        fields["knows"] = "yes";
        var taken = await browser.Send("/care/pay?lang=en", fields);

        Assert.Equal(422, refused.Status);
        Assert.Contains("tick that you know", refused.Html, StringComparison.Ordinal);
        Assert.StartsWith("/pay/", taken.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("79000000777", "No payment is taken for this number here")]
    [InlineData("123", "no phone number that we can read")]
    [InlineData("<script>alert(1)</script>", "no phone number that we can read")]
    public async Task A_number_that_takes_no_payment_is_said_in_one_way(string number, string said)
    {
        await Look(number);
        Assert.Equal(422, browser.Page.Status);
        Assert.Contains(said, browser.Page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    [InlineData("1")]
    [InlineData("9000000")]
    [InlineData("<b>5</b>")]
    public async Task An_amount_that_is_none_or_out_of_bounds_goes_no_further(string amount)
    {
        await api.OpenActive(0);
        await Look();
        var page = await browser.Post("/care/review?lang=en", ("amount", amount));
        Assert.Equal(422, page.Status);
        Assert.DoesNotContain("/care/pay", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>5", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_money_ends_is_said_before_the_money_and_not_what_it_is()
    {
        var line = await api.OpenActive(0);
        api.Shutdown(null);
        var page = await Look();
        Assert.Contains("A payment alone does not bring data back", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Off", page.Text, StringComparison.Ordinal);
        var review = await browser.Post("/care/review?lang=en", ("amount", "500"));
        Assert.Contains("After this payment data will still not work", review.Text, StringComparison.Ordinal);
        var refused = await browser.Post("/care/pay?lang=en", ("confirm", Number));
        Assert.Equal(422, refused.Status);
        Assert.Contains("tick that you know", refused.Text, StringComparison.Ordinal);
        Assert.Empty((await api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray());
        Assert.Equal(200, (await browser.Post("/care/pay?lang=en", ("confirm", Number), ("knows", "yes"))).Status);
    }

    [Fact]
    public async Task Another_number_the_second_time_takes_nothing()
    {
        var line = await api.OpenActive(0);
        var page = await Pay("500", ("confirm", "79000000002"));
        Assert.Equal(422, page.Status);
        Assert.Contains("The two numbers differ", page.Html, StringComparison.Ordinal);
        Assert.Empty((await api.Get($"{line}/top-up-orders")).Json["orders"]!.AsArray());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_of_another_site_is_refused(string header, string value)
    {
        await api.OpenActive(0);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/care/line") { Content = new FormUrlEncodedContent([new("msisdn", Number)]) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Who_tries_numbers_is_stopped_after_some()
    {
        var statuses = new List<int>();
        for (var number = 0; number < 32; number++)
        {
            using var content = new FormUrlEncodedContent([new("msisdn", $"7900000{number:0000}")]);
            using var response = await api.Client.PostAsync(new Uri("/care/line", UriKind.Relative), content, TestContext.Current.CancellationToken);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([422, 429], statuses.Distinct());
        Assert.Equal(30, statuses.Count(status => status == 422));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task No_page_weighs_more_than_a_first_window_of_tcp(string language)
    {
        await api.OpenActive(0);
        var weights = new List<int> { Weight(await browser.Get($"/care?lang={language}")) };
        weights.Add(Weight(await browser.Post($"/care/line?lang={language}", ("msisdn", Number))));
        weights.Add(Weight(await browser.Post($"/care/review?lang={language}", ("amount", "500"))));
        weights.Add(Weight(await browser.Post($"/care/pay?lang={language}", ("confirm", Number))));
        Assert.Equal(4, weights.Count);
        // Whole, for a browser that takes nothing compressed; what goes over the wire to others is counted in Kopek.Browser.Tests.
        Assert.All(weights, weight => Assert.InRange(weight, 1000, 6 * 1024));
        Assert.Contains($"lang=\"{language}\"", browser.Page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_nobody_placed_here_is_not_found()
    {
        Assert.Equal(404, (await browser.Get("/pay/00000000000000000000000000000001")).Status);
        Assert.Equal(404, (await browser.Get("/pay/x")).Status);
    }

    /// <summary>Headers and page, as they go over the wire; nothing is compressed.</summary>
    private static int Weight(Page page) => Encoding.UTF8.GetByteCount(page.Html)
        + page.Response!.Headers.Concat(page.Response.Content.Headers).Sum(header => header.Key.Length + header.Value.Sum(value => value.Length) + 4);

    private async Task<Page> Look(string number = Number)
    {
        await browser.Get("/care?lang=en");
        return await browser.Post("/care/line?lang=en", ("msisdn", number));
    }

    private async Task<Page> Pay(string amount, params (string Name, string Value)[] typed)
    {
        await Look();
        await browser.Post("/care/review?lang=en", ("amount", amount));
        return await browser.Post("/care/pay?lang=en", typed);
    }
}
