using Kopek.Browser.Tests.Looks;
using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Offline;

/// <summary>What was open stays readable without a connection, says of when it is, and never stands before what is fresh.</summary>
public sealed class OfflineTests(LiveKopek kopek, Chromium chromium)
{
    private const string Kept = "[data-kept]";

    private const string KeptHome = "(await (await caches.open('kopek-pages')).keys()).filter(one => one.url.includes('/care/home'))";

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Open_pages_and_the_hotline_are_there_without_a_connection(string language)
    {
        await using var visit = await chromium.Visit(kopek, new Dress(language));
        await Begin(visit);
        await visit.Go($"/care?lang={language}");
        var title = await visit.Heading();
        Assert.Equal(0, await visit.Page.Locator(Kept).CountAsync());

        await visit.Context.SetOfflineAsync(true);
        await visit.Go($"/care?lang={language}");
        Assert.Equal(title, await visit.Heading());
        Assert.Contains("2026", await visit.Page.Locator(Kept).InnerTextAsync(), StringComparison.Ordinal);
        await visit.Go($"/care/not-opened-before?lang={language}");
        Assert.Contains("0611", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await visit.Page.Locator("main li a[href^='/care']").CountAsync() > 0);
        await PageChecks.Hold(visit);

        await visit.Context.SetOfflineAsync(false);
        await visit.Go($"/care?lang={language}");
        Assert.Equal(0, await visit.Page.Locator(Kept).CountAsync());
    }

    [Fact]
    public async Task A_form_that_was_sent_without_a_connection_is_said_to_be_unsure()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en"));
        await Begin(visit);
        await visit.Go("/care?lang=en");
        await visit.Context.SetOfflineAsync(true);
        await visit.Page.FillAsync("input[name=msisdn]", "79000000001");
        await visit.Press("form button[type=submit]");
        Assert.Contains("nothing is done twice", await visit.Page.Locator(Kept).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_leaves_nothing_behind()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en"));
        await Begin(visit);
        await visit.GoHeld("/care/home?lang=en", await kopek.SignIn(1));
        await visit.Until($"{KeptHome}.length > 0");
        await visit.Go("/care/lines?lang=en");
        await visit.Press("form[action*='/care/sign-out?'] button");
        Assert.EndsWith("/care/sign-in", visit.Page.Url.Split('?')[0], StringComparison.Ordinal);
        await visit.Until($"{KeptHome}.length === 0");
    }

    /// <summary>The first page, until the worker has it and the page for times without a connection.</summary>
    private static async Task Begin(Visit visit)
    {
        await visit.Go($"/care?lang={visit.Dress.Language}");
        await visit.WaitForKeptPages();
    }
}
