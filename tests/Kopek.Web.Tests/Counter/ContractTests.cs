using Kopek.Books.People;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Web.Tests.Counter;

/// <summary>Acts on a contract need the holder's document; paying in does not.</summary>
public sealed class ContractTests
{
    // Anna Maria Eriksson of ICAO 9303, with a document that is valid until 2034.
    private const string Names = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n";
    private const string Document = Names + "L898902C36UTO7408122F3404159ZE184226B<<<<<16";
    private const string Expired = Names + "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private const string Others = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M4007122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";

    [Fact]
    public async Task A_wrong_digit_is_named_by_its_place_and_nothing_is_done()
    {
        await using var scene = await Recorded();
        var anna = await scene.Scene.SignIn();
        var page = await Act(anna, scene.Line, Document.Replace("L898902C36", "L898902C34", StringComparison.Ordinal), "BarSet");
        Assert.Equal(422, page.Status);
        Assert.Contains("Line 2, character 10: The check digit does not fit the document number", page.Text, StringComparison.Ordinal);
        page = await Act(anna, scene.Line, Document.Replace("L898902C36", "L8989O2C36", StringComparison.Ordinal), "BarSet");
        Assert.Contains("Line 2, character 6: The check digit does not fit the document number. Typed: O, 0 would fit.", page.Text, StringComparison.Ordinal);
        Assert.Equal(BarReason.None, await scene.Scene.Bar(scene.Line));
        var refused = scene.Scene.Audit(AuditAct.BarSet)[0];
        Assert.Equal(("document_unreadable", "wrong_check_digit 2:6"), (refused.Outcome, refused.Detail));
    }

    [Theory]
    [InlineData(Expired, "document_expired")]
    [InlineData(Others, "holder_mismatch")]
    public async Task A_document_that_is_not_the_holders_or_is_over_refuses_the_contract_but_not_the_payment(string document, string outcome)
    {
        await using var scene = await Recorded();
        var anna = await scene.Scene.AtTill();
        Assert.Equal(422, (await Act(anna, scene.Line, document, "BarSet")).Status);
        Assert.Equal(422, (await Act(anna, scene.Line, document, "LineClose", ("sure", "yes"))).Status);
        Assert.Equal(BarReason.None, await scene.Scene.Bar(scene.Line));
        Assert.Equal(outcome, scene.Scene.Audit(AuditAct.LineClose)[0].Outcome);
        Assert.DoesNotContain("898902", string.Concat(scene.Scene.People.Audit("KDR", null, 100)), StringComparison.Ordinal);
        await anna.Get($"{scene.Line}/payment?amount=500&way=cash");
        Assert.Contains("Receipt № 1", (await anna.Post($"{scene.Line}/payment")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_holder_bars_the_line_and_lifts_the_bar_and_each_form_is_one_act()
    {
        await using var scene = await Recorded();
        var anna = await scene.Scene.SignIn();
        await anna.Get($"{scene.Line}/contract");
        var form = anna.Page.Hidden($"{scene.Line}/contract");
        (form["mrz"], form["act"]) = (Document, "BarSet");
        Assert.Contains("barred as its holder wished", (await anna.Send($"{scene.Line}/contract", form)).Text, StringComparison.Ordinal);
        Assert.Equal(BarReason.Voluntary, await scene.Scene.Bar(scene.Line));
        Assert.Contains("bar is lifted", (await Act(anna, scene.Line, Document, "BarLift")).Text, StringComparison.Ordinal);
        // The first form again shows its outcome and bars nothing.
        Assert.Contains("barred as its holder wished", (await anna.Send($"{scene.Line}/contract", form)).Text, StringComparison.Ordinal);
        Assert.Equal(BarReason.None, await scene.Scene.Bar(scene.Line));
    }

    [Fact]
    public async Task Another_bar_is_neither_covered_nor_lifted()
    {
        await using var scene = await Recorded();
        await scene.Scene.Tell(scene.Line, new LineCommand.SetBar(BarReason.Fraud));
        var anna = await scene.Scene.SignIn();
        Assert.Equal(422, (await Act(anna, scene.Line, Document, "BarSet")).Status);
        Assert.Equal(422, (await Act(anna, scene.Line, Document, "BarLift")).Status);
        Assert.Equal(BarReason.Fraud, await scene.Scene.Bar(scene.Line));
    }

    [Fact]
    public async Task Ending_the_contract_gives_back_out_of_this_till_what_was_paid_at_it_and_shows_what_is_left()
    {
        await using var scene = await Recorded();
        var line = scene.Line;
        await scene.Scene.Tell(line, new LineCommand.TopUp(Money.FromRubles(200), LedgerAccount.Receipts));
        var anna = await scene.Scene.AtTill();
        await anna.Get($"{line}/payment?amount=500&way=cash");
        await anna.Post($"{line}/payment");
        Assert.Equal(422, (await Act(anna, line, Document, "LineClose")).Status);
        var page = await Act(anna, line, Document, "LineClose", ("sure", "yes"));
        Assert.Contains("Give the holder 500.00 RUB out of the drawer. № 2", page.Text, StringComparison.Ordinal);
        Assert.Contains("200.00 RUB was paid in elsewhere", page.Text, StringComparison.Ordinal);
        Assert.Equal(Money.FromRubles(200), await scene.Scene.Balance(line));
        Assert.Equal(Money.Zero, (await scene.Scene.Till())!.Cash);
        scene.Scene.Verify();
        Assert.Equal(422, (await anna.Get($"{line}/payment?amount=500&way=cash")).Status);
    }

    [Fact]
    public async Task Only_a_supervisor_records_a_holder_and_only_once()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("olga", StaffRole.Supervisor);
        var line = await scene.Open();
        var anna = await scene.SignIn();
        Assert.Equal(422, (await Act(anna, line, Document, "HolderRecord")).Status);
        Assert.Contains("No holder is recorded", (await Act(anna, line, Document, "BarSet")).Text, StringComparison.Ordinal);
        var olga = await scene.SignIn("olga");
        Assert.Contains("ERIKSSON ANNA MARIA · UTO ••• 2C3", (await Act(olga, line, Document, "HolderRecord")).Text, StringComparison.Ordinal);
        Assert.Contains("has a holder already", (await Act(olga, line, Document, "HolderRecord")).Text, StringComparison.Ordinal);
    }

    private static async Task<Page> Act(Browser browser, string line, string document, string act, params (string, string)[] more)
    {
        await browser.Get($"{line}/contract");
        return await browser.Post($"{line}/contract", [("mrz", document), ("act", act), .. more]);
    }

    private static async Task<RecordedScene> Recorded()
    {
        var scene = await CounterScene.Start();
        await scene.Staff("olga", StaffRole.Supervisor);
        var line = await scene.Open();
        var olga = await scene.SignIn("olga");
        Assert.Contains("The holder is recorded", (await Act(olga, line, Document, "HolderRecord")).Text, StringComparison.Ordinal);
        return new RecordedScene(scene, line);
    }

    private sealed record RecordedScene(CounterScene Scene, string Line) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Scene.DisposeAsync();
    }
}
