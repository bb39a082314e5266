using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Kopek.Books.Menus;
using Kopek.Web.Menus;

namespace Kopek.Web.Tests.Menus;

/// <summary>The menus as gateways ask for them: forms over HTTP to the live server.</summary>
public sealed class MenuTests
{
    private const string Number = "79000000001";
    private const string Secret = "menu-token-of-the-test";
    private static readonly XNamespace vxml = "http://www.w3.org/2001/vxml";

    [Theory]
    [InlineData("zh-CN", "余额：500.00卢布", "下次扣费")]
    [InlineData("en", "Balance: 500.00 RUB", "Next fee")]
    [InlineData("ru", "Баланс: 500,00 ₽", "Списание")]
    public async Task Every_choice_answers_in_the_language_of_the_holder_and_fits_a_message(string language, string balance, string root)
    {
        await using var api = await LiveApi.Start();
        await Prepared(api, language);
        Assert.Contains(root, await Whole(api, "root", ""), StringComparison.Ordinal);
        Assert.Contains(balance, await Whole(api, "balance", "1"), StringComparison.Ordinal);
        for (var choice = 2; choice <= 8; choice++)
        {
            var text = await Whole(api, $"choice{choice}", $"{choice}");
            Assert.DoesNotContain('{', text);
            Assert.True(text.Length > 10, text);
        }

        Assert.Contains($"+{Number}", await Whole(api, "number", "7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_goes_by_what_was_typed_and_a_request_that_comes_twice_is_answered_the_same()
    {
        await using var api = await LiveApi.Start();
        await Prepared(api, "en");
        var first = await Dial(api, "a", "");
        Assert.StartsWith("CON 1 Balance", first.Body, StringComparison.Ordinal);
        Assert.Equal(first.Body, (await Dial(api, "a", "")).Body);
        Assert.StartsWith("CON Balance", (await Dial(api, "a", "1")).Body, StringComparison.Ordinal);
        Assert.Equal(first.Body, (await Dial(api, "a", "1*0")).Body);
        Assert.StartsWith("CON No such choice.", (await Dial(api, "a", "1*0*77")).Body, StringComparison.Ordinal);
        Assert.Equal("END Goodbye.", (await Dial(api, "a", "1*0*77*0")).Body);
        Assert.StartsWith("END This call of the menu is over", (await Dial(api, "a", "1*0*77*0*1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promised_payment_is_taken_after_a_yes_and_once_for_a_session()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en", kopeks: 0);
        Assert.StartsWith("CON Promised payment", (await Dial(api, "a", "6")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await api.Balance(line));
        var taken = await Dial(api, "a", "6*1");
        Assert.StartsWith("CON Done", taken.Body, StringComparison.Ordinal);
        var balance = await api.Balance(line);
        Assert.True(balance > 0);
        Assert.Equal(taken.Body, (await Dial(api, "a", "6*1")).Body);
        Assert.Contains("open", (await Dial(api, "a", "6*1*6")).Body, StringComparison.Ordinal);
        Assert.Equal(balance, await api.Balance(line));
    }

    [Fact]
    public async Task A_yes_that_nobody_was_asked_for_takes_nothing()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en", kopeks: 0);
        Assert.StartsWith("END", (await Dial(api, "new", "6*1")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await api.Balance(line));
    }

    [Fact]
    public async Task A_language_that_is_chosen_stays_for_notices_too()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en");
        await Dial(api, "a", "8");
        Assert.Contains("Теперь по-русски", (await Dial(api, "a", "8*3")).Body, StringComparison.Ordinal);
        Assert.Equal("ru", (await api.Get($"{line}/notice-preferences")).Json["language"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_known_session_is_nobody_elses_and_a_strange_number_learns_nothing()
    {
        await using var api = await LiveApi.Start();
        await Prepared(api, "en");
        await api.Open("79000000002");
        await Dial(api, "a", "");
        var crossed = await Dial(api, "a", "1", "79000000002");
        Assert.Equal((400, "member_invalid"), (crossed.Status, crossed.Code));
        Assert.StartsWith("END", (await Dial(api, "b", "1", "79000000099")).Body, StringComparison.Ordinal);
        Assert.StartsWith("END", (await Dial(api, "b", "1", "nobody")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_request_of_a_gateway_is_refused()
    {
        await using var api = await LiveApi.Start();
        Assert.Equal("member_missing", (await Send(api, "/menus/ussd", [("sessionId", ""), ("phoneNumber", Number)])).Code);
        Assert.Equal("member_missing", (await Send(api, "/menus/ussd", [("sessionId", new string('x', 201)), ("phoneNumber", Number)])).Code);
        Assert.Equal("member_missing", (await Send(api, "/menus/sms", [("from", Number)])).Code);
        Assert.Equal("member_missing", (await Send(api, "/menus/voice", [])).Code);
        Assert.Equal("member_invalid", (await Send(api, "/menus/voice", [("caller", Number), ("call", "' + x + '")])).Code);
        Assert.Equal("unsupported_media_type", (await api.Post("/menus/ussd", "{}", key: null)).Code);
        await Prepared(api, "en");
        foreach (var junk in (string[])["\0", "<script>", new string('9', 900), "1*", "**", "💥"])
        {
            var answer = await Dial(api, $"junk{junk.Length}", junk);
            Assert.True(answer.Status < 500, answer.Body);
        }
    }

    [Fact]
    public async Task Gateways_need_their_own_token_by_bearer_or_basic()
    {
        await using var api = await LiveApi.Start(token: "operator-token-of-the-test", menuToken: Secret);
        await Prepared(api, "en");
        Assert.Equal("token_wrong", (await Dial(api, "a", "")).Code);
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        Assert.StartsWith("CON", (await Dial(api, "a", "")).Body, StringComparison.Ordinal);
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"gateway:{Secret}")));
        Assert.StartsWith("CON", (await Dial(api, "a", "")).Body, StringComparison.Ordinal);
        Assert.Equal(401, (await api.Get("/api/v1/plans")).Status);
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "%%%");
        Assert.Equal("token_wrong", (await Dial(api, "a", "")).Code);
        api.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal("token_missing", (await Send(api, "/menus/sms", [("id", "1"), ("from", Number), ("text", "help")])).Code);
    }

    [Fact]
    public async Task Without_a_token_of_theirs_gateways_of_a_public_server_and_browsers_are_refused()
    {
        await using var open = await LiveApi.Start(token: "operator-token-of-the-test");
        Assert.Equal("token_missing", (await Dial(open, "a", "")).Code);
        await using var local = await LiveApi.Start();
        local.Client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        Assert.Equal("host_not_local", (await Dial(local, "a", "")).Code);
    }

    [Theory]
    [InlineData("balance", "Balance: 500.00 RUB.")]
    [InlineData("Баланс", "Баланс: 500,00 ₽.")]
    [InlineData("余额", "余额：500.00卢布。")]
    [InlineData("number", "Your number: +79000000001")]
    [InlineData("номер", "Ваш номер: +79000000001")]
    [InlineData("hello?", "Send: BALANCE, DATA, FEE, WHY, PAY, PROMISE, NUMBER, STOP, HELP.")]
    public async Task A_command_is_answered_in_its_own_language_and_once_however_often_it_comes(string text, string answer)
    {
        await using var api = await LiveApi.Start();
        await Prepared(api, "en");
        Assert.Equal(answer, (await Message(api, "m1", text)).Body);
        var again = await Message(api, "m1", text);
        Assert.Equal((204, ""), (again.Status, again.Body));
        Assert.Equal(answer, (await Message(api, "m2", text)).Body);
    }

    /// <summary>Ids of answered messages are only in memory; that the promised payment is taken once is the journal's.</summary>
    [Fact]
    public async Task A_yes_by_SMS_that_comes_again_after_a_restart_takes_no_second_promised_payment_even_when_the_first_is_repaid()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en", kopeks: 0);
        var done = await Message(api, "m1", "promise yes");
        Assert.StartsWith("Done:", done.Body, StringComparison.Ordinal);
        await api.TopUp(line, 100_000);
        Assert.DoesNotContain("to repay", (await Message(api, "m2", "balance")).Body, StringComparison.Ordinal);
        var balance = await api.Balance(line);
        await api.Restart();
        Assert.Equal(done.Body, (await Message(api, "m1", "promise yes")).Body);
        Assert.Equal(balance, await api.Balance(line));
        // Another message is another wish.
        Assert.StartsWith("Done:", (await Message(api, "m3", "promise yes")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_by_SMS_has_its_answer_and_a_number_gets_so_many_in_an_hour()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en", kopeks: 0);
        var answered = 0;
        foreach (var text in (string[])["data", "fee", "why", "pay", "stop", "трафик", "плата", "почему", "сколько", "стоп", "流量", "套餐", "为什么", "充值", "停止", "promise"])
        {
            var answer = await Message(api, $"m{answered++}", text);
            Assert.True(answer.Status == 200 && answer.Body.Length > 10 && !answer.Body.Contains('{', StringComparison.Ordinal), $"{text}: {answer.Body}");
        }

        Assert.False((await api.Get($"{line}/notice-preferences")).Json["sms"]!.GetValue<bool>());
        Assert.Equal(0, await api.Balance(line));
        Assert.StartsWith("Готово", (await Message(api, $"m{answered++}", "обещанный да")).Body, StringComparison.Ordinal);
        Assert.True(await api.Balance(line) > 0);
        for (; answered < SmsDesk.MostAnHour; answered++)
        {
            Assert.Equal(200, (await Message(api, $"m{answered}", "help")).Status);
        }

        Assert.Equal(204, (await Message(api, "beyond", "help")).Status);
        Assert.Equal(204, (await Message(api, "x", "help", "79000000099")).Status);
    }

    [Theory]
    [InlineData("zh-CN", "zh-CN", "余额：500卢布。")]
    [InlineData("en", "en-US", "Balance: 500 rubles.")]
    [InlineData("ru", "ru-RU", "Баланс: 500 рублей.")]
    public async Task The_hotline_is_a_VoiceXML_document_that_says_the_same(string language, string tag, string balance)
    {
        await using var api = await LiveApi.Start();
        await Prepared(api, language);
        var opening = XDocument.Parse((await api.Get("/menus/voice")).Body);
        Assert.Equal("caller", opening.Descendants(vxml + "submit").Single().Attribute("namelist")!.Value);
        var root = await Send(api, "/menus/voice", [("caller", $"tel:+{Number}")]);
        Assert.Equal("application/voicexml+xml", root.ContentType);
        var document = XDocument.Parse(root.Body);
        Assert.Equal(("2.1", tag), (document.Root!.Attribute("version")!.Value, document.Root.Attribute(XNamespace.Xml + "lang")!.Value));
        for (var choice = 1; choice <= 8; choice++)
        {
            var said = Said(await Press(api, root, $"{choice}"));
            Assert.DoesNotContain('{', said);
            Assert.DoesNotContain('₽', said);
            root = await Send(api, "/menus/voice", [("caller", $"tel:+{Number}")]);
        }

        Assert.StartsWith(balance, Said(await Press(api, root, "1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_goes_step_by_step_says_again_what_was_asked_twice_and_ends()
    {
        await using var api = await LiveApi.Start();
        var line = await Prepared(api, "en", kopeks: 0);
        var root = await Send(api, "/menus/voice", [("caller", Number)]);
        var offer = await Press(api, root, "6");
        var taken = await Press(api, offer, "1");
        Assert.StartsWith("Done", Said(taken), StringComparison.Ordinal);
        Assert.Equal(taken.Body, (await Press(api, offer, "1")).Body);
        Assert.True(await api.Balance(line) > 0);
        Assert.Equal(Said(taken), Said(await Press(api, taken, "9")));
        Assert.Contains("over", Said(await Press(api, root, "0")), StringComparison.Ordinal);
        await api.Open("79000000002");
        Assert.Equal("member_invalid", (await Press(api, taken, "0", "79000000002")).Code);
    }

    private static async Task<string> Prepared(LiveApi api, string language, long kopeks = 50000)
    {
        var line = await api.OpenActive(kopeks, Number);
        Assert.Equal(200, (await api.Post($"{line}/notice-preferences", $$"""{"language":"{{language}}"}""", method: HttpMethod.Put)).Status);
        return line;
    }

    /// <summary>All pages of what a session shows, each checked for its length; the walk is back at the first page then.</summary>
    private static async Task<string> Whole(LiveApi api, string session, string text)
    {
        var pages = new List<string>();
        for (var typed = text; ; typed = typed.Length == 0 ? "98" : $"{typed}*98")
        {
            // A session begins at the menu; only one choice may be dialled with it.
            var answer = await Dial(api, session, typed);
            Assert.StartsWith("CON ", answer.Body, StringComparison.Ordinal);
            var page = answer.Body[4..];
            Assert.True(GsmAlphabet.Length(page) is { } septets ? septets <= 182 : page.Length <= 70, page);
            if (pages.Contains(page))
            {
                return string.Join('\n', pages);
            }

            pages.Add(page);
        }
    }

    private static Task<Answer> Dial(LiveApi api, string session, string text, string number = Number) =>
        Send(api, "/menus/ussd", [("sessionId", session), ("phoneNumber", $"+{number}"), ("serviceCode", "*100#"), ("text", text)]);

    private static Task<Answer> Message(LiveApi api, string id, string text, string number = Number) => Send(api, "/menus/sms", [("id", id), ("from", $"+{number}"), ("text", text)]);

    /// <summary>As a voice browser: the document's own variables and the key.</summary>
    private static Task<Answer> Press(LiveApi api, Answer document, string digit, string caller = Number)
    {
        var variables = XDocument.Parse(document.Body).Descendants(vxml + "var").ToDictionary(one => one.Attribute("name")!.Value, one => one.Attribute("expr")!.Value.Trim('\''));
        return Send(api, "/menus/voice", [("call", variables["call"]), ("step", variables["step"]), ("caller", $"tel:+{caller}"), ("digits", digit)]);
    }

    private static string Said(Answer document) => XDocument.Parse(document.Body).Descendants(vxml + "prompt").Single().Value;

    private static async Task<Answer> Send(LiveApi api, string path, IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await api.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }
}
