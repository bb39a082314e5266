using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Kopek.Browser.Tests.Pages;
using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Looks;

/// <summary>Every page, on the narrowest phone: right for screen readers and for the keyboard, and nothing to be pushed sideways for.</summary>
public sealed class LookTests(LiveKopek kopek, Chromium chromium)
{
    /// <summary>Every page in one language; with --long in each.</summary>
    private static bool IsLong => Environment.GetEnvironmentVariable("KOPEK_LONG") == "1";

    public static IEnumerable<TheoryDataRow<string, string>> All =>
        from page in CarePages.All.Index()
        from language in Dress.Languages.Index()
        where IsLong || page.Index % Dress.Languages.Length == language.Index
        select new TheoryDataRow<string, string>(page.Item.Name, language.Item);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_phone(string page, string language)
    {
        await using var visit = await chromium.Visit(kopek, new Dress(language));
        await CarePages.Of(page).Reach(visit);
        await PageChecks.Hold(visit);
    }

    [Fact]
    public async Task What_axe_should_find_it_finds()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en"));
        await visit.Go("/care");
        await visit.Page.EvaluateAsync("document.querySelector('label').replaceWith(document.querySelector('input')); document.body.style.width = '400px'");
        AxeResult found = await visit.Page.RunAxe();
        Assert.NotEmpty(found.Violations);
        Assert.True(await PageChecks.Overflow(visit) > 0);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_keyboard_reaches_the_form_and_its_button_in_order_and_shows_where_it_is(string language)
    {
        await using var visit = await chromium.Visit(kopek, new Dress(language));
        await visit.Go("/care");
        var stops = new List<string>();
        for (var presses = 0; presses < 20 && !stops.Contains("BUTTON"); presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            stops.Add(await visit.Page.EvaluateAsync<string>("document.activeElement.tagName"));
            Assert.True(await visit.Page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), $"no outline at stop {presses}: {stops[^1]}");
        }

        // The way past the head, the brand, three languages; then the number and the button.
        Assert.Equal(["A", "A", "A", "A", "A", "INPUT", "BUTTON"], stops);
        await visit.Page.FocusAsync("input[name=msisdn]");
        await visit.Page.Keyboard.TypeAsync(await kopek.Open());
        await visit.Arrive(() => visit.Page.Keyboard.PressAsync("Enter"));
        Assert.EndsWith("/care/line", visit.Page.Url.Split('?')[0], StringComparison.Ordinal);
    }
}
