using Kopek.Books.People;
using Kopek.Books.Tickets;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Orders;

namespace Kopek.Web.Tests.Counter;

/// <summary>Clerks read and answer what holders of their brand wrote.</summary>
public sealed class CounterTicketTests
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task A_clerk_lists_reads_answers_closes_and_reopens_and_each_act_is_in_the_trail()
    {
        await using var scene = await CounterScene.Start();
        var ticket = Write(scene, await scene.Open(), "Nothing opens.\nSince morning.");
        var clerk = await scene.SignIn();
        var list = await clerk.Get("/counter/tickets");
        Assert.Contains($"{ticket} ••• 0001 The balance is too low", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing opens.", list.Text, StringComparison.Ordinal);
        var path = $"/counter/tickets/{ticket}";
        var page = await clerk.Get(path);
        Assert.Contains("Nothing opens. Since morning.", page.Text, StringComparison.Ordinal);
        Assert.Contains("A payment of 0.01 RUB or more brings data back.", page.Text, StringComparison.Ordinal);
        Assert.Contains("The balance is too low (Balance: 0.00 RUB)", page.Text, StringComparison.Ordinal);
        Assert.Contains("li.na@example.com", page.Text, StringComparison.Ordinal);
        var answer = page.Hidden($"{path}/answer");
        answer["text"] = "Please top up.";
        Assert.Contains("Please top up.", (await clerk.Send($"{path}/answer", answer)).Text, StringComparison.Ordinal);
        await clerk.Send($"{path}/answer", answer);
        Assert.Equal(409, (await clerk.Send($"{path}/answer", new Dictionary<string, string>(answer) { ["text"] = "Or not." })).Status);
        await clerk.Get(path);
        await clerk.Post($"{path}/close");
        await clerk.Post($"{path}/reopen");
        Assert.Equal([TicketEntryKind.Opened, TicketEntryKind.Answered, TicketEntryKind.Closed, TicketEntryKind.Reopened], Find(scene, ticket).Entries.Select(entry => entry.Kind));
        Assert.Equal("anna", Find(scene, ticket).Entries[1].By);
        Assert.Equal(["conflict", "repeated", "done"], scene.Audit(AuditAct.TicketAnswer).Select(entry => entry.Outcome));
        var entry = Assert.Single(scene.Audit(AuditAct.TicketClose));
        Assert.Equal(("done", "••• 0001", $"{ticket}", ""), (entry.Outcome, entry.Line, entry.Order, entry.Detail));
        Assert.Single(scene.Audit(AuditAct.TicketReopen));
        Assert.NotEmpty(scene.Audit(AuditAct.TicketView));
        Assert.Single(scene.Notices.Page(Find(scene, ticket).Line, null, 10).Notices);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_and_what_was_typed_is_there_again()
    {
        await using var scene = await CounterScene.Start();
        var path = $"/counter/tickets/{Write(scene, await scene.Open(), "Nothing opens.")}";
        var clerk = await scene.SignIn();
        await clerk.Get(path);
        var page = await clerk.Post($"{path}/answer", ("text", new string('x', 1001)));
        Assert.Equal(422, page.Status);
        Assert.Contains(new string('x', 1001), page.Html, StringComparison.Ordinal);
        var other = page.Hidden($"{path}/answer");
        await clerk.Post($"{path}/close");
        other["text"] = "Too late.";
        Assert.Contains("The ticket is closed.", (await clerk.Send($"{path}/answer", other)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await clerk.Get("/counter/tickets/100-000-000")).Status);
        Assert.Equal("unknown_ticket", scene.Audit(AuditAct.TicketView)[0].Outcome);
    }

    [Fact]
    public async Task A_clerk_of_another_brand_sees_and_changes_nothing()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("vera", StaffRole.Supervisor, operatorCode: "BRZ");
        var ticket = Write(scene, await scene.Open(), "Nothing opens.");
        var path = $"/counter/tickets/{ticket}";
        var anna = await scene.SignIn();
        var fields = (await anna.Get(path)).Hidden($"{path}/close");
        var vera = await scene.SignIn("vera");
        Assert.DoesNotContain($"{ticket}", (await vera.Get("/counter/tickets")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await vera.Get(path)).Status);
        Assert.Equal(400, (await vera.Send($"{path}/close", fields)).Status);
        Assert.Equal(TicketState.Open, Find(scene, ticket).State);
    }

    [Fact]
    public async Task Script_of_a_holder_or_a_clerk_is_only_text()
    {
        await using var scene = await CounterScene.Start();
        var path = $"/counter/tickets/{Write(scene, await scene.Open(), Script, apn: Script)}";
        var clerk = await scene.SignIn();
        Assert.DoesNotContain("<script>", (await clerk.Get(path)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", (await clerk.Post($"{path}/answer", ("text", Script))).Html, StringComparison.Ordinal);
        Assert.Equal(2, System.Net.WebUtility.HtmlDecode(clerk.Page.Html).Split($"{Script}<br>").Length - 1);
    }

    private static TicketNumber Write(CounterScene scene, string line, string text, string? apn = null)
    {
        var kept = new DiagnosisSnapshot(scene.Tickets.Now, LiveApi.PayGo, "Europe/Moscow", DataWorks: false, TopUpHelps: true, new Money(1), null, null, apn,
            [new Finding(Cause.BalanceShort, Verdict.Certain, Fix.TopUp, true, new Money(1), [Evidence.Of(EvidenceCode.Balance, Money.Zero)])]);
        var opening = new TicketOpening("KDR", CounterScene.LineOf(line), NoticeLanguage.Chinese, "li.na@example.com", kept, text, TimeSpan.FromHours(24));
        var change = scene.Tickets.Store.Open(opening, new TicketKey(OrderKey.Of("test", text), OrderKey.Digest(text)), scene.Tickets.Now);
        return Assert.IsType<TicketChange.Done>(change).Ticket.Number;
    }

    private static Ticket Find(CounterScene scene, TicketNumber number) => scene.Tickets.Store.Find(new TicketScope(number))!;
}
