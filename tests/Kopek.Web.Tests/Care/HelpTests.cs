using System.Net;
using System.Text.RegularExpressions;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using Kopek.Web.Care.Help;
using Kopek.Web.Care.Texts;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>The questions that people ask: each in every language, found by the words that people use, leading to a page that exists.</summary>
public sealed partial class HelpTests : IAsyncLifetime
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
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.English)]
    [InlineData(NoticeLanguage.Russian)]
    public void No_topic_misses_a_language(NoticeLanguage language)
    {
        var topics = HelpTopics.Of(language);
        Assert.True(topics.Count >= 25);
        Assert.Equal(topics.Select(topic => topic.Id).Order(), HelpTopics.Worded(language).Order());
        Assert.All(topics, topic =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", topic.Id);
            Assert.NotEmpty(topic.Answer);
            Assert.All(topic.Answer.Append(topic.Question).Append(topic.Words), text => Assert.False(string.IsNullOrWhiteSpace(text), topic.Id));
            Assert.Equal(HelpTopics.Find(NoticeLanguage.English, topic.Id)!.Answer.Count, topic.Answer.Count);
        });
    }

    [Fact]
    public void Every_topic_leads_to_known_pages_that_have_words()
    {
        var texts = CareTexts.Of(NoticeLanguage.English).All;
        Assert.All(HelpTopics.Of(NoticeLanguage.English), topic =>
        {
            Assert.NotEmpty(topic.Links);
            Assert.All(topic.Links, link => Assert.Contains(link, HelpLinks.Addresses.Keys));
            Assert.Contains($"help.section.{topic.Section}", texts.Keys);
        });
        Assert.All(HelpLinks.Addresses.Keys, link => Assert.Contains($"help.to.{link}", texts.Keys));
    }

    [Theory]
    [InlineData("怎么查余额", "balance")]
    [InlineData("没网", "offline")]
    [InlineData("充错号码", "wrong-number")]
    [InlineData("验证码", "cooling")]
    [InlineData("支付宝", "how-to-pay")]
    [InlineData("CAPTCHA", "cooling")]
    [InlineData("ＩＭＥＩ", "imei")]
    [InlineData("*100#", "balance")]
    [InlineData("how do I renew", "renew")]
    [InlineData("scam", "strangers")]
    [InlineData("refund", "refund")]
    [InlineData("обещанного платежа", "promised")]
    [InlineData("пополнил чужой номер", "wrong-number")]
    [InlineData("ОТКЛЮЧЁН регион", "shutdown")]
    [InlineData("отключен регион", "shutdown")]
    [InlineData("ваучер", "voucher")]
    public void A_question_finds_its_topic_first_in_every_language_of_the_page(string typed, string topic) =>
        Assert.All(Enum.GetValues<NoticeLanguage>(), language => Assert.Equal(topic, HelpSearch.Find(language, typed)[0].Id));

    [Fact]
    public void Every_topic_is_found_by_its_own_question() => Assert.All(Enum.GetValues<NoticeLanguage>(), language =>
        Assert.All(HelpTopics.Of(language), topic => Assert.Contains(topic.Id, HelpSearch.Find(language, topic.Question).Take(3).Select(found => found.Id))));

    [Theory]
    [InlineData("")]
    [InlineData("!!! ???")]
    [InlineData("zzzzzzzz")]
    [InlineData("犇猋")]
    [InlineData("\ud83d")]
    public void What_nobody_wrote_finds_nothing(string typed) => Assert.Empty(HelpSearch.Find(NoticeLanguage.English, typed));

    [Theory]
    [InlineData("zh-CN", "帮助")]
    [InlineData("en", "Help")]
    [InlineData("ru", "Помощь")]
    public async Task Every_page_is_in_its_language_leads_on_and_is_light(string language, string title)
    {
        var all = await browser.Get($"/care/help?lang={language}");
        Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(all.Html), StringComparison.Ordinal);
        Assert.InRange(all.Weight(), 1000, 14 * 1024);
        var topics = Topics().Matches(all.Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.Equal(HelpTopics.Of(NoticeTexts.Language(language)!.Value).Count, topics.Count);
        foreach (var path in topics)
        {
            var page = await browser.Get(path);
            Assert.Equal(200, page.Status);
            Assert.Contains($"lang=\"{language}\"", page.Html, StringComparison.Ordinal);
            Assert.Single(Heads().Matches(page.Html));
            Assert.InRange(page.Weight(), 1000, 10 * 1024);
        }
    }

    [Fact]
    public async Task A_search_is_a_form_that_works_without_script()
    {
        var page = await browser.Get($"/care/help?lang=zh-CN&q={Uri.EscapeDataString("断网")}");
        Assert.Contains("/care/help/shutdown?lang=zh-CN", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/care/help/voucher", page.Html, StringComparison.Ordinal);
        Assert.Contains("method=\"get\" action=\"/care/help\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_the_field_is_only_text()
    {
        var page = await browser.Get($"/care/help?lang=en&q={Uri.EscapeDataString("\"><script>alert(1)</script>")}");
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 200)]
    [InlineData(81, 422)]
    [InlineData(5000, 422)]
    public async Task Too_long_a_question_is_said(int length, int status)
    {
        var page = await browser.Get($"/care/help?lang=en&q={new string('x', length)}");
        Assert.Equal(status, page.Status);
        Assert.Equal(status == 422, page.Html.Contains("role=\"alert\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/care/help/none?lang=en")]
    [InlineData("/care/help/%3Cscript%3E?lang=en")]
    public async Task A_topic_that_is_none_is_not_found(string path)
    {
        var page = await browser.Get(path);
        Assert.Equal(404, page.Status);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<a href="(/care/help/[^"]+)">""")]
    private static partial Regex Topics();

    [GeneratedRegex("<h1>")]
    private static partial Regex Heads();
}
