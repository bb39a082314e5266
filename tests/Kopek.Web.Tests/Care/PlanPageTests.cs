using System.Net;
using Kopek.Books.Statements;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Web.Care.Texts;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>The plans of the catalogue in plain words.</summary>
public sealed class PlanPageTests : IAsyncLifetime
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

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Every_plan_is_listed_and_has_a_page_in_each_language(string language)
    {
        var all = await browser.Get($"/care/plans?lang={language}");
        Assert.InRange(all.Weight(), 1000, 14 * 1024);
        foreach (var plan in api.Engine.Catalogue.Versions[^1].Plans)
        {
            Assert.Contains($"/care/plans/{plan.Code}?lang={language}", all.Html, StringComparison.Ordinal);
            var page = await browser.Get($"/care/plans/{plan.Code}?lang={language}");
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("plans.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\{[a-z_]+\}", page.Text);
            Assert.InRange(page.Weight(), 1000, 10 * 1024);
        }
    }

    [Theory]
    [InlineData("BRZ-DAY1", "25.00 RUB a day", "1.0 GB for the day", "slows to 64 kbit/s", "the line stops", "works abroad")]
    [InlineData("BRZ-M25", "650.00 RUB for 30 days", "25.0 GB for 30 days", "500.0 MB is added by itself for 75.00 RUB (at most 10", "30.00 RUB a day with 512.0 MB", "works abroad")]
    [InlineData("BRZ-GUEST7", "700.00 RUB once", "10.0 GB for 7 days", "each further MB costs 2.00 RUB", "the line stops", "Russia only")]
    [InlineData("KDR-PAYGO", "no regular fee", "no data included", "each further MB costs 1.20 RUB", "when the money is used up", "works abroad")]
    [InlineData("LED-D40", "18.90 RUB a day", "40.0 GB for 30 days", "(at most 5", "one fee may stay unpaid", "works abroad")]
    [InlineData("LED-ROUTER", "1,100.00 RUB for 30 days", "200.0 GB", "slows to 1024 kbit/s", "slows to 1024 kbit/s until it is paid", "Russia only")]
    public async Task A_plan_says_what_it_takes_gives_and_does(string code, params string[] said)
    {
        var text = (await browser.Get($"/care/plans/{code}?lang=en")).Text;
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/care/plans/XXX?lang=en")]
    [InlineData("/care/plans/%3Cscript%3E?lang=en")]
    public async Task A_plan_that_is_none_is_not_found(string path)
    {
        var page = await browser.Get(path);
        Assert.Equal(404, page.Status);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        Assert.Contains("No such plan", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_and_outcome_has_its_words()
    {
        var keys = CareTexts.Of(NoticeLanguage.English).All.Keys;
        Assert.All(Enum.GetValues<BillingMode>(), mode => Assert.Contains($"plans.kind.{SnakeCase.Of(mode)}.text", keys));
        Assert.All(Enum.GetValues<UnpaidFeeRule>(), rule => Assert.Contains($"plans.unpaid.{SnakeCase.Of(rule)}", keys));
    }
}
