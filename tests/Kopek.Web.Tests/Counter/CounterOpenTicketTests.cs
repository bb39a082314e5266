using Kopek.Books.People;
using Kopek.Books.Tickets;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Web.Tests.Counter;

/// <summary>Clerks write to support for holders who came or called.</summary>
public sealed class CounterOpenTicketTests
{
    [Fact]
    public async Task A_clerk_opens_a_ticket_for_a_holder_with_the_diagnosis_of_now_and_it_is_in_the_trail_without_a_word_of_it()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var clerk = await scene.SignIn();
        Assert.Contains($"href=\"{line}/ticket\"", (await clerk.Get(line)).Html, StringComparison.Ordinal);
        var form = await clerk.Get($"{line}/ticket");
        Assert.Contains("A payment of 0.01 RUB or more brings data back.", form.Text, StringComparison.Ordinal);
        Assert.Contains("Support answers within 24 hours.", form.Text, StringComparison.Ordinal);
        // Between the form and its sending the line is paid.
        await scene.Tell(line, new LineCommand.TopUp(Money.FromRubles(500), LedgerAccount.Receipts));

        var page = await clerk.Post($"{line}/ticket", Form("Nothing opens.\nSince morning.", contact: "8 999 000-00-07", language: "ru"));

        var ticket = Assert.Single(scene.Tickets.Store.OfLine(CounterScene.LineOf(line)));
        Assert.Equal($"/counter/tickets/{ticket.Number}", page.Path);
        Assert.Contains("anna · wrote", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing opens. Since morning.", page.Text, StringComparison.Ordinal);
        Assert.Equal((TicketState.Open, "KDR", NoticeLanguage.Russian, "+79990000007"), (ticket.State, ticket.Operator, ticket.Language, ticket.Contact));
        Assert.Equal((TicketEntryKind.Opened, "anna", "Nothing opens.\nSince morning."), (ticket.Entries[0].Kind, ticket.Entries[0].By, ticket.Entries[0].Text));
        Assert.Equal(ticket.OpenedAt + TimeSpan.FromHours(24), ticket.AnswerBy);
        Assert.DoesNotContain(ticket.Diagnosis.Findings, finding => finding.Cause == Cause.BalanceShort && finding.IsCause);
        var entry = Assert.Single(scene.Audit(AuditAct.TicketOpen));
        Assert.Equal(("anna", "done", "••• 0001", $"{ticket.Number}", ""), (entry.Name, entry.Outcome, entry.Line, entry.Order, entry.Detail));
    }

    [Fact]
    public async Task The_same_form_and_the_same_words_are_one_ticket()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var clerk = await scene.SignIn();
        var path = $"{line}/ticket";
        var fields = (await clerk.Get(path)).Hidden(path);
        foreach (var (name, value) in Form("Nothing opens."))
        {
            fields[name] = value;
        }

        var first = await clerk.Send(path, fields);
        Assert.Equal(first.Path, (await clerk.Send(path, fields)).Path);
        Assert.Equal(409, (await clerk.Send(path, new Dictionary<string, string>(fields) { ["text"] = "Slow." })).Status);
        await clerk.Get(path);
        Assert.Equal(first.Path, (await clerk.Post(path, Form("Nothing opens."))).Path);
        Assert.Single(scene.Tickets.Store.OfLine(CounterScene.LineOf(line)));
        Assert.Equal(["same_words", "conflict", "repeated", "done"], scene.Audit(AuditAct.TicketOpen).Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_and_what_was_typed_is_there_again()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var clerk = await scene.SignIn();
        var path = $"{line}/ticket";
        await clerk.Get(path);
        var long1001 = await clerk.Post(path, Form(new string('x', 1001), "li.na@example.com"));
        Assert.Equal(422, long1001.Status);
        Assert.Contains(new string('x', 1001), long1001.Html, StringComparison.Ordinal);
        Assert.Contains("li.na@example.com", long1001.Html, StringComparison.Ordinal);
        Assert.Contains("neither an e-mail address nor a mobile number", (await clerk.Post(path, Form("Slow.", "nobody"))).Text, StringComparison.Ordinal);
        await clerk.Get(path);
        Assert.Equal(400, (await clerk.Post(path, ("text", "Slow."), ("contact", ""), ("language", "fr"))).Status);
        Assert.Empty(scene.Tickets.Store.OfLine(CounterScene.LineOf(line)));
        foreach (var words in (string[])["One.", "Two.", "Three."])
        {
            await clerk.Get(path);
            await clerk.Post(path, Form(words));
        }

        await clerk.Get(path);
        Assert.Contains("three tickets that are not closed", (await clerk.Post(path, Form("Four."))).Text, StringComparison.Ordinal);
        Assert.Equal(3, scene.Tickets.Store.OfLine(CounterScene.LineOf(line)).Count);
        Assert.Equal("too_many_open", scene.Audit(AuditAct.TicketOpen)[0].Outcome);
    }

    [Fact]
    public async Task A_form_that_opens_nothing_shows_the_diagnosis_of_no_holder_without_a_trace()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var clerk = await scene.SignIn();
        var path = $"{line}/ticket";
        await clerk.Get(path);
        Assert.Contains("A payment of 0.01 RUB or more brings data back.", (await clerk.Post(path, Form(""))).Text, StringComparison.Ordinal);
        await clerk.Get(path);
        Assert.Equal(422, (await clerk.Post(path, Form("Slow.", "nobody"))).Status);
        Assert.Equal([("anna", "bad_contact", "••• 0001", ""), ("anna", "bad_text", "••• 0001", "")],
            scene.Audit(AuditAct.TicketOpen).Select(entry => (entry.Name, entry.Outcome, entry.Line, entry.Detail)));
    }

    [Fact]
    public async Task A_clerk_of_another_brand_opens_none()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("vera", StaffRole.Supervisor, operatorCode: "BRZ");
        var line = await scene.Open();
        var vera = await scene.SignIn("vera");
        Assert.Equal(403, (await vera.Get($"{line}/ticket")).Status);
        var fields = (await vera.Get("/counter")).Hidden("/counter/sign-out");
        fields["order"] = new string('a', 32);
        foreach (var (name, value) in Form("Slow."))
        {
            fields[name] = value;
        }

        Assert.Equal(403, (await vera.Send($"{line}/ticket", fields)).Status);
        Assert.Equal("other_operator", Assert.Single(scene.Audit(AuditAct.TicketOpen, "BRZ")).Outcome);
        Assert.Empty(scene.Tickets.Store.OfLine(CounterScene.LineOf(line)));
    }

    [Theory]
    [InlineData("zh-CN", "替持卡人写给客服")]
    [InlineData("ru", "Написать в поддержку за абонента")]
    [InlineData("en", "Write to support for the holder")]
    public async Task The_form_is_in_the_clerk_s_language(string language, string title)
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var clerk = await scene.SignIn();
        await clerk.Post("/counter/language", ("language", language), ("back", "/counter"));
        Assert.Contains(title, (await clerk.Get($"{line}/ticket")).Text, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Form(string text, string contact = "", string language = "en") => [("text", text), ("contact", contact), ("language", language)];
}
