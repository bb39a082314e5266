using System.Net;
using System.Text.RegularExpressions;
using Kopek.Books.Statements;
using Kopek.Core.Notices;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Roaming;
using Kopek.Web.Care.Texts;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>"Does my SIM work there, and what will it cost?" on the page: without sign-in and without script.</summary>
public sealed partial class RoamingPageTests : IAsyncLifetime
{
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
    public async Task A_plan_that_goes_there_is_answered_with_prices_packs_cap_and_return()
    {
        var page = await Ask("country=CN&plan=KDR-M50");
        Assert.Equal(200, page.Status);
        var text = page.Text;
        Assert.Contains("Data works.", text, StringComparison.Ordinal);
        // 5 rubles for each of 300 MB.
        Assert.Contains("1,500.00 RUB", text, StringComparison.Ordinal);
        Assert.Contains("China 5 GB, 7 days: 5.0 GB for 7 days, 1,090.00 RUB", text, StringComparison.Ordinal);
        // The cheapest of the API's answer: one pack for the seven days.
        Assert.Contains("× 1, 1,090.00 RUB in all", text, StringComparison.Ordinal);
        Assert.Contains("not a kopek more", text, StringComparison.Ordinal);
        Assert.Contains("0611", text, StringComparison.Ordinal);
        Assert.Contains("A cooling period may begin", text, StringComparison.Ordinal);
        Assert.Contains("/care/roaming?country=CN&amp;plan=KDR-M50", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country=CN&plan=BRZ-GUEST7", "where the plan does not go")]
    [InlineData("country=RU&plan=BRZ-GUEST7", "This is home")]
    [InlineData("country=KP&plan=KDR-M50", "No network there serves us")]
    public async Task The_rule_that_decides_is_said_and_nothing_is_priced(string query, string said)
    {
        var text = (await Ask(query)).Text;
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Each MB", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cooling", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("China")]
    [InlineData("cn")]
    [InlineData("CHN")]
    [InlineData("中国")]
    [InlineData(" китай ")]
    public async Task A_country_is_found_by_any_of_its_names_and_codes(string typed) =>
        Assert.Contains("China 5 GB, 7 days", (await Ask($"country={Uri.EscapeDataString(typed)}&plan=KDR-M50&days=7")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("uk", "GB")]
    [InlineData("阿联酋", "AE")]
    [InlineData("Turkiye", "TR")]
    [InlineData("Hong-Kong", "HK")]
    [InlineData("Саудовская", "SA")]
    public void Other_names_and_beginnings_lead_to_the_country(string typed, string iso2) => Assert.Equal(iso2, Assert.Single(CountryList.Find(Version, typed)).Iso2);

    [Fact]
    public async Task Several_that_fit_are_shown_to_choose_from_and_the_plan_is_kept()
    {
        var page = await Ask("country=united&plan=KDR-M50");
        Assert.Contains("Which of these?", page.Html, StringComparison.Ordinal);
        Assert.Contains("country=US&amp;plan=KDR-M50", page.Html, StringComparison.Ordinal);
        Assert.Contains("country=AE&amp;plan=KDR-M50", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_know_his_plan_sees_every_plan()
    {
        var page = await Ask("country=CN");
        Assert.Equal(Version.Plans.Count, Regex.Count(page.Html, "country=China&amp;plan="));
        Assert.Contains("no data", page.Text, StringComparison.Ordinal);
        Assert.Contains("for 7 days from 1,090.00 RUB", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country=Nowhere&plan=KDR-M50", "No country is found")]
    [InlineData("country=%3Cscript%3Ealert(1)%3C/script%3E", "No country is found")]
    [InlineData("country=CN&plan=%22%3E%3Cscript%3E", "no such plan")]
    [InlineData("country=CN&plan=KDR-M50&days=0", "from 1 to 90")]
    [InlineData("country=CN&plan=KDR-M50&days=91", "from 1 to 90")]
    [InlineData("country=CN&plan=KDR-M50&days=1e1", "from 1 to 90")]
    [InlineData("country=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "too long")]
    public async Task What_cannot_be_answered_is_said_and_never_run(string query, string said)
    {
        var page = await Ask(query);
        Assert.Equal(422, page.Status);
        Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "A")]
    [InlineData("en", "A")]
    [InlineData("ru", "А")]
    public async Task Every_country_is_listed_once_in_the_order_of_the_language(string language, string first)
    {
        var listed = new List<string>();
        var page = await browser.Get($"/care/roaming/countries?lang={language}&plan=KDR-M50");
        Assert.Contains($"<h2>{first}</h2>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        var parts = Parts().Matches(page.Html).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(parts.Count, 2, 9);
        foreach (var part in parts)
        {
            page = await browser.Get($"/care/roaming/countries?lang={language}&plan=KDR-M50&part={part}");
            Assert.InRange(page.Weight(), 1000, 14 * 1024);
            listed.AddRange(Countries().Matches(page.Html).Select(match => match.Groups[1].Value));
        }

        Assert.Equal(Version.Countries.Select(country => country.Iso2).Order(), listed.Order());
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Every_page_is_light_and_in_its_language(string language)
    {
        foreach (var query in (string[])["", "&country=CN", "&country=CN&plan=BRZ-M25", "&country=CN&plan=BRZ-GUEST7", "&country=an", "&country=zzzz"])
        {
            var page = await browser.Get($"/care/roaming?lang={language}{query}");
            Assert.Contains($"lang=\"{language}\"", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("roaming.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\{[a-z_]+\}", page.Text);
            Assert.InRange(page.Weight(), 1000, 14 * 1024);
        }
    }

    [Fact]
    public void Every_rule_has_its_words() => Assert.All(Enum.GetValues<RoamingRule>(), rule =>
        Assert.Contains($"roaming.rule.{SnakeCase.Of(rule)}", CareTexts.Of(NoticeLanguage.English).All.Keys));

    private CatalogueVersion Version => api.Engine.Catalogue.Versions[^1];

    private Task<Page> Ask(string query) => browser.Get($"/care/roaming?lang=en&{query}");

    [GeneratedRegex(@"&amp;part=(\d+)")]
    private static partial Regex Parts();

    [GeneratedRegex("&amp;country=([A-Z]{2})&amp;")]
    private static partial Regex Countries();
}
