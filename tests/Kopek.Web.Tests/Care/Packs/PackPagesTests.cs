using Kopek.Web.Tests.Care.Held;

namespace Kopek.Web.Tests.Care.Packs;

/// <summary>A holder who is signed in buys packs: out of the balance, or with a payment in one step.</summary>
public sealed class PackPagesTests : IAsyncLifetime
{
    private const string Buy = "/care/packs/buy?lang=en";
    private const string Pay = "/care/packs/pay?lang=en";
    private HeldScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HeldScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Every_page_is_small_and_whole_in_each_language(string language)
    {
        var line = await scene.Api.Open(plan: "BRZ-M25");
        await scene.Api.TopUp(line, 150_000);
        await scene.Api.Post($"{line}/activation", null);
        await scene.Api.Post($"{line}/packs", """{"pack":"BRZ-H500"}""");
        scene.SignIn(HeldScene.Number);
        foreach (var path in (string[])["packs", "packs?country=CN", "packs?country=China", "packs?country=i", "packs/BRZ-H500", "packs/BRZ-CIS7D", "packs/BRZ-WORLD1D", "packs/BRZ-ASIA30D", "packs/DAY-CN"])
        {
            var page = await scene.Browser.Get($"/care/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}");
            Assert.Equal(200, page.Status);
            Assert.InRange(HeldScene.Weight(page), 1000, HeldScene.MostBytes);
            Assert.Equal(2, page.Html.Split("<h1>").Length);
            Assert.DoesNotMatch(@"\b(held|home|packs|change|roaming|plans)\.[a-z_]+", page.Text);
        }
    }

    [Fact]
    public async Task What_is_for_home_and_what_roams_are_apart_with_where_and_what_the_balance_is_after()
    {
        await scene.Api.OpenActive(20_000);
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get("/care/packs?lang=en");
        var abroad = page.Text.IndexOf("For use abroad", StringComparison.Ordinal);
        Assert.Contains("Extra 1 GB, 7 days · 110.00 RUB Russia only; it does not roam. balance after it 90.00 RUB", page.Text[..abroad], StringComparison.Ordinal);
        Assert.Contains("China 5 GB, 7 days · 1,090.00 RUB Abroad only: China. 890.00 RUB short", page.Text[abroad..], StringComparison.Ordinal);
        page = await scene.Browser.Get("/care/packs?lang=en&country=kazakhstan");
        Assert.Contains("Packs for Kazakhstan", page.Text, StringComparison.Ordinal);
        Assert.Contains("/care/packs/KDR-KZ7D?", page.Html, StringComparison.Ordinal);
        Assert.Contains("/care/packs/DAY-KZ?", page.Html, StringComparison.Ordinal);
        Assert.Equal(422, (await scene.Browser.Get("/care/packs?lang=en&country=%3Cb%3Enowhere")).Status);
        Assert.DoesNotContain("<b>nowhere", scene.Browser.Page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_is_bought_once_however_often_the_form_is_sent_and_shown_in_its_place_in_the_statement()
    {
        var line = await scene.Api.OpenActive(50_000);
        scene.SignIn(HeldScene.Number);
        var review = await scene.Browser.Get("/care/packs/KDR-H1G?lang=en");
        Assert.Contains("Balance now 500.00 RUB Balance after 390.00 RUB", review.Text, StringComparison.Ordinal);
        var fields = review.Hidden(Buy);
        var done = await scene.Browser.Send(Buy, fields);
        Assert.Equal(200, done.Status);
        Assert.StartsWith("/care/done/", done.Path, StringComparison.Ordinal);
        Assert.Contains("-110.00 RUB", done.Text, StringComparison.Ordinal);
        var again = await scene.Browser.Send(Buy, fields);
        Assert.Equal(done.Path, again.Path);
        Assert.Equal(39_000, await scene.Api.Balance(line));
        Assert.Single((await scene.Api.Get(line)).Json["buckets"]!.AsArray());
        fields["pack"] = "KDR-H500";
        Assert.Equal(409, (await scene.Browser.Send(Buy, fields)).Status);
        Assert.Equal(39_000, await scene.Api.Balance(line));

        var place = System.Text.RegularExpressions.Regex.Match(done.Html, "href=\"(/care/statement[^\"]*from=[0-9]+)\"").Groups[1].Value;
        Assert.Contains("-110.00 RUB", (await scene.Browser.Get(System.Net.WebUtility.HtmlDecode(place))).Text, StringComparison.Ordinal);
        Assert.Contains("What you have there already Extra 1 GB, 7 days", (await scene.Browser.Get("/care/packs/KDR-H1G?lang=en")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_line_did_is_not_shown()
    {
        await scene.Api.OpenActive(50_000);
        await scene.Api.OpenActive(50_000, "79000000002");
        scene.SignIn(HeldScene.Number);
        await scene.Browser.Get("/care/packs/KDR-H1G?lang=en");
        var done = await scene.Browser.Send(Buy, scene.Browser.Page.Hidden(Buy));
        scene.SignIn("79000000002");
        Assert.Equal(404, (await scene.Browser.Get(done.Path)).Status);
        Assert.Equal(404, (await scene.Browser.Get($"/care/done/{new string('0', 32)}?lang=en")).Status);
        Assert.Equal(404, (await scene.Browser.Get("/care/done/x?lang=en")).Status);
    }

    [Fact]
    public async Task Where_the_money_lacks_it_is_said_and_a_payment_buys_the_pack_in_the_same_step()
    {
        var line = await scene.Api.OpenActive(1_000);
        scene.SignIn(HeldScene.Number);
        var review = await scene.Browser.Get("/care/packs/KDR-H5G?lang=en");
        Assert.Contains("270.00 RUB short", review.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Buy, review.Html, StringComparison.Ordinal);
        var fields = review.Hidden(Pay);
        Assert.Equal("270.00", fields["amount"]);
        var order = await scene.Browser.Send(Pay, fields);
        Assert.StartsWith("/pay/", order.Path, StringComparison.Ordinal);
        Assert.Equal(order.Path, (await scene.Browser.Send(Pay, fields)).Path);
        Assert.Contains("270.00 RUB", order.Text, StringComparison.Ordinal);
        var shown = (await scene.Api.Get(line)).Json;
        Assert.Equal((0, "KDR-H5G"), (shown["balance"]!["available"]!.GetValue<long>(), shown["buckets"]!.AsArray().Single()!["name"]!.GetValue<string>()));
        fields["amount"] = "300.00";
        Assert.Equal(409, (await scene.Browser.Send(Pay, fields)).Status);
        fields["order"] = new string('a', 32);
        fields["amount"] = "1.00";
        Assert.Equal(422, (await scene.Browser.Send(Pay, fields)).Status);
        Assert.Contains("No order was placed", scene.Browser.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_cannot_have_one_is_told_why_and_nothing_is_taken()
    {
        var line = await scene.Api.OpenActive(50_000);
        scene.SignIn(HeldScene.Number);
        await scene.Browser.Get("/care/packs/KDR-H1G?lang=en");
        var fields = scene.Browser.Page.Hidden(Buy);
        await scene.Api.Post($"{line}/bar", """{"reason":"voluntary"}""");
        var page = await scene.Browser.Send(Buy, fields);
        Assert.Equal(422, page.Status);
        Assert.Contains("Not bought; nothing was taken.", page.Text, StringComparison.Ordinal);
        Assert.Contains("The line is barred", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Pay, page.Html, StringComparison.Ordinal);
        Assert.Contains("The line is barred", (await scene.Browser.Get("/care/packs?lang=en")).Text, StringComparison.Ordinal);
        Assert.Equal(50_000, await scene.Api.Balance(line));
    }

    [Fact]
    public async Task A_pack_of_another_operator_or_for_where_the_plan_does_not_go_is_none_of_the_line_s()
    {
        var line = await scene.Api.Open(plan: "LED-ROUTER");
        await scene.Api.TopUp(line, 300_000);
        await scene.Api.Post($"{line}/activation", null);
        var before = await scene.Api.Balance(line);
        scene.SignIn(HeldScene.Number);
        Assert.DoesNotContain("LED-CN7D", (await scene.Browser.Get("/care/packs?lang=en")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("LED-CN7D", (await scene.Api.Get($"{line}/packs")).Body, StringComparison.Ordinal);
        var packs = (string[])["LED-CN7D", "KDR-H1G", "DAY-CN", "%3Cb%3E"];
        foreach (var pack in packs)
        {
            Assert.Equal(404, (await scene.Browser.Get($"/care/packs/{pack}?lang=en")).Status);
        }

        await scene.Browser.Get("/care/packs/LED-H1G?lang=en");
        var fields = scene.Browser.Page.Hidden(Buy);
        foreach (var pack in packs)
        {
            fields["pack"] = pack;
            Assert.Equal(404, (await scene.Browser.Send(Buy, fields)).Status);
        }

        Assert.Equal(before, await scene.Api.Balance(line));
    }

    [Fact]
    public async Task In_a_shutdown_everywhere_a_pack_for_home_is_said_to_bring_no_data()
    {
        await scene.Api.OpenActive(50_000);
        scene.Api.Shutdown(null);
        scene.SignIn(HeldScene.Number);
        Assert.Contains("Data will not work with it either", (await scene.Browser.Get("/care/packs/KDR-H1G?lang=en")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Data will not work with it either", (await scene.Browser.Get("/care/packs/KDR-CN7D?lang=en")).Text, StringComparison.Ordinal);
    }
}
