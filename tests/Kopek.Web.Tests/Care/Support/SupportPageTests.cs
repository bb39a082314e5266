using System.Net;
using Kopek.Books.Tickets;
using Kopek.Web.Tests.Care.Held;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Support;

/// <summary>A holder writes to support, from the diagnosis to the closed ticket.</summary>
public sealed class SupportPageTests : IAsyncLifetime
{
    private const string New = "/care/support/new?lang=en";
    private const string Words = "Since this morning nothing opens.";
    private HeldScene scene = null!;

    private TicketStore Store => scene.Api.Tickets;

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        await scene.Api.OpenActive(0);
        await scene.Api.OpenActive(50_000, "79000000002");
        scene.SignIn(HeldScene.Number);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task From_the_diagnosis_one_writes_and_gets_a_number_the_hotline_and_a_promise()
    {
        var diagnosis = await scene.Browser.Get("/care/diagnosis?lang=en&region=Moscow&apn=internet");
        Assert.Contains("href=\"/care/support/new?lang=en&amp;region=Moscow&amp;apn=internet\"", diagnosis.Html, StringComparison.Ordinal);
        var form = await scene.Browser.Get("/care/support/new?lang=en&region=Moscow&apn=internet");
        Assert.Contains("A payment of 0.01 RUB or more brings data back.", form.Text, StringComparison.Ordinal);
        Assert.Contains("action=\"/care/line?lang=en\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("Region: RU-MOW. Access point: internet.", form.Text, StringComparison.Ordinal);
        Assert.Contains("certain: The balance is too low (", form.Text, StringComparison.Ordinal);
        var page = await scene.Browser.Post(New, ("text", $"{Words}\r\nAt home too."), ("contact", "+86 138 0013 8000"));
        var ticket = Assert.Single(Store.OfLine(scene.LineOf(HeldScene.Number)));
        Assert.Equal((200, $"/care/support/{ticket.Number}?lang=en"), (page.Status, page.Path));
        Assert.Contains($"Ticket {ticket.Number}", page.Text, StringComparison.Ordinal);
        Assert.Contains("Support answers within 24 hours. Hotline: 0611.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Support has it. An answer comes by ", page.Text, StringComparison.Ordinal);
        Assert.Equal(($"{Words}\nAt home too.", "+8613800138000", "RU-MOW"), (ticket.Entries[0].Text, ticket.Contact, ticket.Diagnosis.Region));
        Assert.Equal("balance_short", Books.Statements.SnakeCase.Of(ticket.Diagnosis.First!.Cause));
    }

    [Fact]
    public async Task What_was_shown_is_what_goes_with_it()
    {
        var form = await scene.Browser.Get(New);
        var page = await scene.Browser.Post(New, ("text", Words));
        var shown = Facts(form);
        Assert.NotEmpty(shown);
        Assert.Equal(shown, Facts(page));
    }

    [Fact]
    public async Task The_same_form_or_the_same_words_are_one_ticket_and_other_words_in_the_same_form_a_conflict()
    {
        await scene.Browser.Get(New);
        var fields = scene.Browser.Page.Hidden(New);
        fields["text"] = Words;
        var first = (await scene.Browser.Send(New, fields)).Path;
        Assert.Equal(first, (await scene.Browser.Send(New, fields)).Path);
        Assert.Equal(409, (await scene.Browser.Send(New, new Dictionary<string, string>(fields) { ["text"] = "Else." })).Status);
        await scene.Browser.Get(New);
        Assert.Equal(first, (await scene.Browser.Post(New, ("text", $" {Words}\r\n"))).Path);
        Assert.Single(Store.OfLine(scene.LineOf(HeldScene.Number)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n ", "")]
    [InlineData("1001", "")]
    [InlineData(Words, "my friend")]
    [InlineData(Words, "1001")]
    [InlineData(Words, "<script>alert(1)</script>")]
    [InlineData("<script>alert(1)</script>", "112")]
    public async Task What_cannot_be_sent_is_shown_again_and_nothing_is_lost(string text, string contact)
    {
        text = text == "1001" ? new string('字', 1001) : text;
        contact = contact == "1001" ? new string('x', 1001) : contact;
        await scene.Browser.Get(New);
        var page = await scene.Browser.Post(New, ("text", text), ("contact", contact));
        Assert.Equal(422, page.Status);
        Assert.Contains("Nothing was sent", page.Text, StringComparison.Ordinal);
        Assert.Contains(text.Trim(), WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Contains(contact, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
        Assert.Empty(Store.OfLine(scene.LineOf(HeldScene.Number)));
        // The same form, put right, is sent.
        Assert.Contains("Ticket ", (await scene.Browser.Post(New, ("text", Words), ("contact", ""))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_characters_go_also_with_line_breaks_of_a_browser()
    {
        await scene.Browser.Get(New);
        var text = string.Concat(Enumerable.Repeat("字\r\n", 500)).TrimEnd() + "字";
        await scene.Browser.Post(New, ("text", text));
        Assert.Equal(1000, Assert.Single(Store.OfLine(scene.LineOf(HeldScene.Number))).Entries[0].Text.Length);
    }

    [Fact]
    public async Task Script_in_every_field_is_only_text()
    {
        const string Script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        await scene.Browser.Get($"{New}&region={Uri.EscapeDataString("<script>")}&apn={Uri.EscapeDataString("\"><script>")}");
        Assert.DoesNotContain("<script>", scene.Browser.Page.Html, StringComparison.Ordinal);
        var page = await scene.Browser.Post(New, ("text", Script));
        Clean(page);
        var address = page.Path.Replace("?lang=en", "", StringComparison.Ordinal);
        Clean(await scene.Browser.Post($"{address}/words?lang=en", ("text", Script + "2")));
        await scene.Api.Post($"/api/v1/tickets/{Number(address)}/answers", System.Text.Json.JsonSerializer.Serialize(new { by = Script, text = Script }));
        Clean(await scene.Browser.Get($"{address}?lang=en"));
        Assert.Equal(404, (await scene.Browser.Get("/care/support/%3Cscript%3E?lang=en")).Status);

        static void Clean(Page page)
        {
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page.Html, StringComparison.Ordinal);
            Assert.Contains(Script, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_is_seen_more_can_be_said_and_it_is_closed_by_its_writer()
    {
        var address = await Write();
        await scene.Api.Post($"/api/v1/tickets/{Number(address)}/answers", """{"by":"anna","text":"Switch the device off and on."}""");
        var page = await scene.Browser.Get($"{address}?lang=en");
        Assert.Contains("Support answered.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Switch the device off and on.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", page.Text, StringComparison.Ordinal);
        var closing = page.Hidden($"{address}/closing?lang=en");
        Assert.Contains("An answer comes by", (await scene.Browser.Post($"{address}/words?lang=en", ("text", "No better."))).Text, StringComparison.Ordinal);
        Assert.Contains("Closed.", (await scene.Browser.Send($"{address}/closing?lang=en", closing)).Text, StringComparison.Ordinal);
        Assert.Contains("Closed.", (await scene.Browser.Send($"{address}/closing?lang=en", closing)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", scene.Browser.Page.Html, StringComparison.Ordinal);
        Assert.Contains("Closed.", (await scene.Browser.Get("/care/support?lang=en")).Text, StringComparison.Ordinal);
        Assert.Equal(["opened", "answered", "added", "closed"], (await scene.Api.Get($"/api/v1/tickets/{Number(address)}")).Json["entries"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Another_holder_finds_nothing_at_the_number_and_changes_nothing()
    {
        var address = await Write();
        var fields = scene.Browser.Page.Hidden($"{address}/words?lang=en");
        var unknown = await scene.Browser.Get("/care/support/100-000-000?lang=en");
        scene.SignIn("79000000002");
        var page = await scene.Browser.Get($"{address}?lang=en");
        Assert.Equal((404, unknown.Text.Replace(HeldScene.Number, "", StringComparison.Ordinal)), (page.Status, page.Text.Replace("79000000002", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(Number(address), (await scene.Browser.Get("/care/support?lang=en")).Text, StringComparison.Ordinal);
        fields["text"] = "Mine now.";
        Assert.Equal(409, (await scene.Browser.Send($"{address}/words?lang=en", fields)).Status);
        fields["number"] = "79000000002";
        Assert.Equal(404, (await scene.Browser.Send($"{address}/words?lang=en", fields)).Status);
        Assert.Equal(404, (await scene.Browser.Send($"{address}/closing?lang=en", fields)).Status);
        Assert.Single(Store.OfLine(scene.LineOf(HeldScene.Number))[0].Entries);
    }

    [Fact]
    public async Task A_form_of_another_line_site_or_nobody_sends_nothing()
    {
        await scene.Browser.Get(New);
        var fields = scene.Browser.Page.Hidden(New);
        fields["text"] = Words;
        Assert.Equal(409, (await scene.Browser.Send(New, new Dictionary<string, string>(fields) { ["number"] = "79000000002" })).Status);
        Assert.Equal(400, (await scene.Browser.Send(New, new Dictionary<string, string>(fields) { ["order"] = "x" })).Status);
        using (var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = scene.Browser.Cookies }) { BaseAddress = scene.Api.Client.BaseAddress })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, New) { Content = new FormUrlEncodedContent(fields) };
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
            Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }

        scene.SignedIn.End(HeldScene.Token);
        Assert.Contains("/care/sign-in", (await scene.Browser.Send(New, fields)).Path, StringComparison.Ordinal);
        Assert.Empty(Store.OfLine(scene.LineOf(HeldScene.Number)));
    }

    [Fact]
    public async Task Three_tickets_are_open_at_a_time_and_an_address_sends_twenty_forms_an_hour()
    {
        for (var count = 1; count <= 3; count++)
        {
            await scene.Browser.Get(New);
            Assert.Equal(200, (await scene.Browser.Post(New, ("text", $"Trouble {count}."))).Status);
        }

        for (var count = 4; count <= 20; count++)
        {
            await scene.Browser.Get(New);
            var page = await scene.Browser.Post(New, ("text", $"Trouble {count}."));
            Assert.Equal(409, page.Status);
            Assert.Contains($"Trouble {count}.", page.Text, StringComparison.Ordinal);
        }

        await scene.Browser.Get(New);
        Assert.Equal(429, (await scene.Browser.Post(New, ("text", "Trouble 21."))).Status);
        Assert.Contains("Trouble 21.", scene.Browser.Page.Text, StringComparison.Ordinal);
        Assert.Equal(3, Store.OfLine(scene.LineOf(HeldScene.Number)).Count);
    }

    [Fact]
    public async Task A_trouble_that_is_known_is_told_first_and_one_may_write_all_the_same()
    {
        scene.Api.Shutdown(null);
        var page = await scene.Browser.Get(New);
        Assert.Contains("Mobile internet is cut in the area", page.Text, StringComparison.Ordinal);
        Assert.Contains("The operator knows of this already.", page.Text, StringComparison.Ordinal);
        Assert.True(page.Text.IndexOf("knows of this already", StringComparison.Ordinal) < page.Text.IndexOf("What is wrong, in your words", StringComparison.Ordinal));
        Assert.DoesNotContain("/care/line?", page.Html, StringComparison.Ordinal);
        Assert.Contains("Ticket ", (await scene.Browser.Post(New, ("text", Words))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task A_ticket_is_small_and_whole_in_each_language(string language)
    {
        await scene.Browser.Get($"/care/support/new?lang={language}&region=RU-MOW");
        var page = await scene.Browser.Post($"/care/support/new?lang={language}", ("text", Words));
        Assert.InRange(HeldScene.Weight(page), 1000, HeldScene.MostBytes);
        Assert.DoesNotMatch(@"\b(support|held|diagnosis)\.[a-z_]+", page.Text);
        Assert.Equal(language, Books.Notices.Texts.NoticeTexts.Tag(Assert.Single(Store.OfLine(scene.LineOf(HeldScene.Number))).Language));
    }

    private static string Number(string address) => address[(address.LastIndexOf('/') + 1)..];

    /// <summary>The verdicts with their causes and evidence, without the times that pass between two pages.</summary>
    private static List<string> Facts(Page page) => [.. System.Text.RegularExpressions.Regex.Matches(page.Html, @"(?s)<p><strong>[a-z ]+:</strong>.*?</p>|<details class=""soft"">.*?</details>").Select(match => match.Value)];

    /// <summary>The address of a new ticket, whose page is open.</summary>
    private async Task<string> Write()
    {
        await scene.Browser.Get(New);
        return (await scene.Browser.Post(New, ("text", Words))).Path.Replace("?lang=en", "", StringComparison.Ordinal);
    }
}
