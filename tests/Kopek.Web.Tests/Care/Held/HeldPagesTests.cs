using Kopek.Books.Statements;
using Kopek.Core.Accounts;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Web.Care.Texts;
using Kopek.Web.Tests.Counter;
using Kopek.Web.Tests.Receipts;

namespace Kopek.Web.Tests.Care.Held;

/// <summary>Diagnosis, statement and advice of a holder's own line.</summary>
public sealed class HeldPagesTests : IAsyncLifetime
{
    private HeldScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HeldScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Every_page_is_small_and_whole_in_each_language(string language)
    {
        var line = await scene.Api.OpenActive(50_000);
        scene.SignIn(HeldScene.Number);
        for (var count = 0; count < 20; count++)
        {
            await scene.Online(HeldScene.Number, 1 << 20);
        }

        await scene.Api.Post($"{line}/packs", """{"pack":"DAY-CN"}""");
        foreach (var path in (string[])["diagnosis", "statement", "advice", "services", "notices", "trips", "support", "support/new"])
        {
            var page = await scene.Browser.Get($"/care/{path}?lang={language}");
            Assert.Equal(200, page.Status);
            Assert.InRange(HeldScene.Weight(page), 1000, HeldScene.MostBytes);
            Assert.Contains($"lang=\"{language}\"", page.Html, StringComparison.Ordinal);
            Assert.Equal(2, page.Html.Split("<h1>").Length);
            Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
            // A text that is missing is shown by its key.
            Assert.DoesNotMatch(@"\b(held|home|diagnosis|statement|advice|subscriptions|notices|support)\.[a-z_]+", page.Text);
        }
    }

    [Theory]
    [InlineData("zh-CN", "充值0.01卢布或以上即可恢复上网。")]
    [InlineData("en", "A payment of 0.01 RUB or more brings data back.")]
    [InlineData("ru", "Платёж от 0,01 ₽ вернёт интернет.")]
    public async Task A_line_without_money_is_told_that_a_payment_helps_and_led_to_it(string language, string said)
    {
        await scene.Api.OpenActive(0);
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get($"/care/diagnosis?lang={language}");
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.Contains($"action=\"/care/line?lang={language}\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_shutdown_no_payment_is_offered()
    {
        await scene.Api.OpenActive(0);
        scene.Api.Shutdown("RU-MOW");
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get("/care/diagnosis?lang=en&region=moscow");
        Assert.Contains("A payment alone will not bring data back", page.Text, StringComparison.Ordinal);
        Assert.Contains("Mobile internet is cut in the area", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/care/line?", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diagnosis?region=RU-XX")]
    [InlineData("diagnosis?region=%3Cscript%3E")]
    [InlineData("diagnosis?apn=a%20b")]
    [InlineData("diagnosis?apn=a&apn=b")]
    [InlineData("advice?until=tomorrow")]
    [InlineData("advice?until=2020-01-01")]
    [InlineData("advice?until=9999-12-31")]
    [InlineData("advice?mb=-1")]
    [InlineData("advice?mb=1000001")]
    [InlineData("advice?mb=%3Cscript%3E")]
    public async Task What_cannot_be_read_is_said_on_the_page(string query)
    {
        await scene.Api.OpenActive(10_000);
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get($"/care/{query}&lang=en");
        Assert.Equal(422, page.Status);
        Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month=2026-13")]
    [InlineData("month=9999-01")]
    [InlineData("month=x")]
    [InlineData("from=-1")]
    [InlineData("from=99999999999999999999")]
    public async Task A_page_of_the_statement_that_cannot_be_is_refused(string query)
    {
        await scene.Api.OpenActive(10_000);
        scene.SignIn(HeldScene.Number);
        Assert.Equal(400, (await scene.Browser.Get($"/care/statement?{query}&lang=en")).Status);
    }

    [Fact]
    public async Task Each_session_fee_and_top_up_is_in_a_sentence_with_its_receipt_the_newest_first_on_pages_that_hold_all_once()
    {
        var line = await scene.Api.OpenActive(50_000);
        scene.SignIn(HeldScene.Number);
        await scene.Online(HeldScene.Number, 3 << 20);
        var order = (await scene.Api.Post("/api/v1/top-up-orders", """{"msisdn":"79000000001","amount":{"value":12300,"currency":"RUB"},"provider":"sandbox"}""")).Json["order"]!.GetValue<string>();
        await ReceiptScene.AddReceiptsOf(scene.Api, order);
        var page = await scene.Browser.Get("/care/statement?lang=en");
        Assert.Contains("by the megabyte", page.Text, StringComparison.Ordinal);
        Assert.Contains("Connection fee, taken once.", page.Text, StringComparison.Ordinal);
        Assert.Contains("+123.00 RUB", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/r/{scene.Api.Desk.Store.TokenOf("KDR", 1)}", page.Html, StringComparison.Ordinal);
        Assert.True(page.Text.IndexOf("+123.00", StringComparison.Ordinal) < page.Text.IndexOf("Connection fee", StringComparison.Ordinal));
        for (var count = 0; count < 30; count++)
        {
            await scene.Api.TopUp(line, 20_000 + count);
        }

        var amounts = new List<string>();
        for (string? path = "/care/statement?lang=en"; path is not null; path = Older(page))
        {
            page = await scene.Browser.Get(path);
            amounts.AddRange(Enumerable.Range(0, 30).Select(count => $"+200.{count:00} RUB").Where(amount => page.Text.Contains(amount, StringComparison.Ordinal)));
        }

        Assert.Equal(30, amounts.Count);
        Assert.Equal(30, amounts.Distinct().Count());
    }

    [Fact]
    public async Task Money_that_came_in_has_the_receipt_of_the_payment_and_money_that_went_back_that_of_the_refund()
    {
        await scene.Api.OpenActive(0);
        scene.SignIn(HeldScene.Number);
        var order = (await scene.Api.Post("/api/v1/top-up-orders", """{"msisdn":"79000000001","amount":{"value":50000,"currency":"RUB"},"provider":"sandbox"}""")).Json["order"]!.GetValue<string>();
        Assert.Equal(200, (await scene.Api.Post($"/api/v1/top-up-orders/{order}/refund", """{"amount":{"value":20000,"currency":"RUB"},"reason":"operator"}""")).Status);
        Assert.True(OrderId.TryParse(order, out var id));
        await scene.Api.Driver.WaitFor(new AccountKey(AccountKind.TopUpOrder, id), now => now.RefundReceipt > 0, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await ReceiptScene.AddReceiptsOf(scene.Api, order);
        var page = await scene.Browser.Get("/care/statement?lang=en");
        var rows = System.Net.WebUtility.HtmlDecode(page.Html).Split("<p>");
        string LinkOf(string amount) => System.Text.RegularExpressions.Regex.Match(Assert.Single(rows, row => row.Contains($"<strong>{amount}</strong>", StringComparison.Ordinal)), "/r/[0-9a-f]+").Value;
        Assert.Equal($"/r/{scene.Api.Desk.Store.TokenOf("KDR", 1)}", LinkOf("+500.00 RUB"));
        Assert.Equal($"/r/{scene.Api.Desk.Store.TokenOf("KDR", 2)}", LinkOf("-200.00 RUB"));
    }

    [Fact]
    public async Task On_the_roaming_page_his_own_line_is_chosen_and_answered_with_its_packs()
    {
        var line = await scene.Api.OpenActive(200_000);
        await scene.Api.Post($"{line}/packs", """{"pack":"KDR-CN7D"}""");
        await scene.Api.Post($"{line}/packs", """{"pack":"KDR-KZ7D"}""");
        scene.SignIn(HeldScene.Number);
        Assert.Contains("<option value=\"KDR-PAYGO\" selected", (await scene.Browser.Get("/care/roaming?lang=en")).Html, StringComparison.Ordinal);
        var page = await scene.Browser.Get("/care/roaming?country=CN&lang=en");
        Assert.Contains("Your line there +79000000001 · Balance: 260.00 RUB China 5 GB, 7 days", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Kazakhstan 5 GB", page.Text, StringComparison.Ordinal);
        Assert.Contains("/care/packs?lang=en&amp;country=CN", page.Html, StringComparison.Ordinal);
        Assert.InRange(HeldScene.Weight(await scene.Browser.Get("/care/roaming?country=CN&lang=ru")), 1000, HeldScene.MostBytes);
        // Another plan, and every plan, can be asked for all the same.
        Assert.DoesNotContain("Your line there", (await scene.Browser.Get("/care/roaming?country=CN&plan=KDR-M50&lang=en")).Text, StringComparison.Ordinal);
        Assert.Contains("Which plans work in China?", (await scene.Browser.Get("/care/roaming?country=CN&plan=&lang=en")).Text, StringComparison.Ordinal);
        await scene.Api.Post($"{line}/bar", """{"reason":"voluntary"}""");
        Assert.Contains("the line is barred", (await scene.Browser.Get("/care/roaming?country=CN&lang=en")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_the_planner_is_a_button_into_the_top_up_with_its_amount()
    {
        await scene.Api.OpenActive(20_000);
        scene.SignIn(HeldScene.Number);
        var page = await scene.Browser.Get("/care/advice?lang=en&mb=40");
        Assert.Contains("Enough in nine cases of ten", page.Text, StringComparison.Ordinal);
        Assert.Contains("Left over on leaving", page.Text, StringComparison.Ordinal);
        var amount = System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"amount\" value=\"([0-9.]+)\"").Groups[1].Value;
        var review = await scene.Browser.Post("/care/review?lang=en", ("amount", amount));
        Assert.Equal(200, review.Status);
        Assert.Contains("Check, then pay", review.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{amount}\"", review.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_entry_and_state_has_its_words()
    {
        var keys = CareTexts.Of(NoticeLanguage.English).All.Keys.ToHashSet();
        Assert.All(Enum.GetValues<EntryKind>(), kind => Assert.Contains($"statement.entry.{SnakeCase.Of(kind)}", keys));
        Assert.All(Enum.GetValues<Core.Mandates.MandateStatus>(), status => Assert.Contains($"subscriptions.status.{SnakeCase.Of(status)}", keys));
        var words = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(LiveApi.Root(), "src/Kopek.Core/Lines/ServiceState.cs")),
            "(?:Final|Curable|Smaller|new)\\((?:\"[a-z]+\", )?\"([a-z_]+)\"(?:, \"([a-z_]+)\")?");
        Assert.True(words.Count > 15);
        Assert.All(words.Where(word => word.Groups[1].Value != "active"), word => Assert.Contains($"home.reason.{word.Groups[1].Value}", keys));
        Assert.All(words.Where(word => word.Groups[2].Value is { Length: > 0 } cure && cure != "none"), word => Assert.Contains($"home.cure.{word.Groups[2].Value}", keys));
    }

    /// <summary>The links above the content lead to this page in other languages.</summary>
    private static string? Older(Page page) =>
        System.Text.RegularExpressions.Regex.Match(page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..], "href=\"(/care/statement[^\"]*from=[^\"]*)\"") is { Success: true } found ? System.Net.WebUtility.HtmlDecode(found.Groups[1].Value) : null;
}
