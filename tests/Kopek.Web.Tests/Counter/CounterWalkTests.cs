using Kopek.Books.People;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Web.Tests.Counter;

/// <summary>A shift at the counter, by forms.</summary>
public sealed class CounterWalkTests
{
    [Fact]
    public async Task A_shift_is_opened_takes_cash_once_and_is_closed_with_what_is_short_shown_and_booked()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var anna = await scene.AtTill();
        Assert.Contains("1,000.00 RUB brought into the drawer", (await anna.Post("/counter/till/move", ("direction", "from_safe"), ("amount", "1 000"), ("reason", "float"))).Text, StringComparison.Ordinal);

        await anna.Get("/counter");
        Assert.Equal(line, (await anna.Post("/counter/find", ("q", "8 (900) 000-00-01"))).Path);
        Assert.DoesNotContain(CounterScene.Number, anna.Page.Html, StringComparison.Ordinal);
        var review = await anna.Get($"{line}/payment?amount=500&way=cash&given=1000");
        Assert.Contains("You pay in cash 500.00 RUB", review.Text, StringComparison.Ordinal);
        Assert.Contains("Change 500.00 RUB", review.Text, StringComparison.Ordinal);
        var form = review.Hidden($"{line}/payment");

        var first = await anna.Send($"{line}/payment", form);
        Assert.Equal(200, first.Status);
        Assert.StartsWith("/counter/orders/", first.Path, StringComparison.Ordinal);
        Assert.Contains("Receipt № 1", first.Text, StringComparison.Ordinal);
        Assert.Contains("Change 500.00 RUB", first.Text, StringComparison.Ordinal);
        var second = await anna.Send($"{line}/payment", form);
        Assert.Equal(first.Path, second.Path);
        Assert.Equal(Money.FromRubles(500), await scene.Balance(line));

        await anna.Get("/counter/till");
        var shown = await anna.Post("/counter/till/close", ("d50000", "2"), ("d10000", "3"), ("other", "100"));
        Assert.Equal(422, shown.Status);
        Assert.Contains("Should be there 1,500.00 RUB", shown.Text, StringComparison.Ordinal);
        Assert.Contains("100.00 RUB short", shown.Text, StringComparison.Ordinal);
        var closed = await anna.Post("/counter/till/close", ("d50000", "2"), ("d10000", "3"), ("other", "100"), ("reason", "a note stuck to another"));
        Assert.StartsWith("/counter/till/closed", closed.Path, StringComparison.Ordinal);
        Assert.Contains("100.00 RUB short", closed.Text, StringComparison.Ordinal);

        var totals = scene.Verify().Totals;
        Assert.Equal(Money.FromRubles(100), totals[LedgerAccount.CashDifferences]);
        Assert.Equal(Money.FromRubles(1400), totals[LedgerAccount.TillCash]);
        Assert.Equal(Money.Zero, totals[LedgerAccount.PaymentsInTransit]);
        Assert.Equal([(AuditEntry.Done, -100_00L, "a note stuck to another"), ("difference_shown", -100_00L, "")],
            scene.Audit(AuditAct.TillClose).Select(entry => (entry.Outcome, entry.Amount.Kopeks, entry.Detail)));
        Assert.Equal(["repeated", AuditEntry.Done], scene.Audit(AuditAct.Payment).Select(entry => entry.Outcome));
        Assert.All(scene.Audit(AuditAct.Payment), entry => Assert.Equal(("••• 0001", 500_00L), (entry.Line, entry.Amount.Kopeks)));
        Assert.True(scene.People.VerifyAudit().IsInOrder);
    }

    [Fact]
    public async Task A_close_that_is_sent_again_shows_the_first_ones_outcome()
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.AtTill();
        var form = anna.Page.Hidden("/counter/till/close");
        var first = await anna.Send("/counter/till/close", form);
        Assert.Contains("It matches", first.Text, StringComparison.Ordinal);
        var second = await anna.Send("/counter/till/close", form);
        Assert.Equal((first.Path, first.Status), (second.Path, second.Status));
        Assert.Single((await scene.Till())!.Counts);
    }

    [Fact]
    public async Task An_opening_that_is_sent_again_after_the_close_opens_nothing()
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.SignIn();
        var form = (await anna.Get("/counter/till")).Hidden("/counter/till/open");
        form["drawer"] = "1";
        Assert.Equal("/counter/till", (await anna.Send("/counter/till/open", form)).Path);
        await anna.Get("/counter/till");
        await anna.Post("/counter/till/close");
        var late = await anna.Send("/counter/till/open", form);
        Assert.Equal(422, late.Status);
        Assert.Contains("The till was closed after this form was opened", late.Text, StringComparison.Ordinal);
        Assert.False((await scene.Till())!.IsOpen);
    }

    [Fact]
    public async Task The_same_form_with_another_amount_is_a_conflict_and_takes_nothing()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var anna = await scene.AtTill();
        var form = (await anna.Get($"{line}/payment?amount=500&way=cash")).Hidden($"{line}/payment");
        await anna.Send($"{line}/payment", form);
        form["amount"] = "60000";
        Assert.Equal(409, (await anna.Send($"{line}/payment", form)).Status);
        Assert.Equal(Money.FromRubles(500), await scene.Balance(line));
        Assert.Equal(Money.FromRubles(500), (await scene.Till())!.Cash);
    }

    [Fact]
    public async Task A_card_payment_leaves_the_drawer_as_it_is_and_repays_debt_first()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        await scene.Tell(line, new LineCommand.TakePromisedPayment(Money.FromRubles(300)));
        var anna = await scene.AtTill();
        var review = await anna.Get($"{line}/payment?amount=500&way=card");
        Assert.Contains("Debt repaid 350.00 RUB", review.Text, StringComparison.Ordinal);
        Assert.Contains("The line receives 150.00 RUB", review.Text, StringComparison.Ordinal);
        var paid = await anna.Post($"{line}/payment");
        Assert.Contains("Debt repaid 350.00 RUB", paid.Text, StringComparison.Ordinal);
        var till = (await scene.Till())!;
        Assert.Equal((Money.Zero, Money.FromRubles(500)), (till.Cash, till.Card));
    }

    [Theory]
    [InlineData("99.99", "cash", "", "The least amount for this plan is 100.00 RUB")]
    [InlineData("15000.01", "cash", "", "The most at one time is 15,000.00 RUB")]
    [InlineData("500", "cash", "499.99", "0.01 RUB too little")]
    [InlineData("1e3", "cash", "", "An amount is digits")]
    [InlineData("500.001", "card", "", "An amount is digits")]
    [InlineData("-500", "card", "", "An amount is digits")]
    public async Task What_cannot_be_paid_in_is_refused_before_money_is_taken(string amount, string way, string given, string said)
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var anna = await scene.AtTill();
        var page = await anna.Get($"{line}/payment?amount={amount}&way={way}&given={given}");
        Assert.Equal(422, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        // The same by a form that was made by hand.
        var form = (await anna.Get($"{line}/payment?amount=500&way=cash")).Hidden($"{line}/payment");
        form["amount"] = "9999";
        Assert.Equal(422, (await anna.Send($"{line}/payment", form)).Status);
        Assert.Equal(Money.Zero, (await scene.Till())!.Cash);
        Assert.Empty((await scene.Till())!.Takings);
    }

    [Fact]
    public async Task Where_money_does_not_help_the_payer_is_told_before_paying()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        await scene.Tell(line, new LineCommand.SetBar(BarReason.IdentityNotConfirmed));
        var anna = await scene.AtTill();
        Assert.Contains("A payment does not bring data back", (await anna.Get(line)).Text, StringComparison.Ordinal);
        await anna.Get($"{line}/payment?amount=500&way=cash");
        Assert.Equal(422, (await anna.Post($"{line}/payment")).Status);
        Assert.Equal(Money.Zero, await scene.Balance(line));
        var paid = await anna.Post($"{line}/payment", ("knows", "yes"));
        Assert.Contains("Receipt № 1", paid.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_open_till_no_money_is_taken()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var anna = await scene.AtTill();
        var form = (await anna.Get($"{line}/payment?amount=500&way=cash")).Hidden($"{line}/payment");
        await anna.Get("/counter/till");
        await anna.Post("/counter/till/close");
        Assert.Equal(422, (await anna.Send($"{line}/payment", form)).Status);
        Assert.Equal(Money.Zero, await scene.Balance(line));
    }

    [Theory]
    [InlineData(CounterScene.Sim)]
    [InlineData("89701 01000 00000 0004 F")]
    [InlineData("+7 900 000 00 01")]
    public async Task A_line_is_found_by_its_number_or_its_SIM(string typed)
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open();
        var anna = await scene.SignIn();
        Assert.Equal(line, (await anna.Post("/counter/find", ("q", typed))).Path);
    }

    [Theory]
    [InlineData("8970101000000000005", "The last digit of the SIM number does not fit")]
    [InlineData("8970101000000000012", "No line here has this SIM")]
    [InlineData("9000000002", "No line here has this number")]
    [InlineData("900", "ten digits")]
    public async Task What_is_mistyped_is_said(string typed, string said)
    {
        await using var scene = await CounterScene.Start();
        await scene.Open();
        var anna = await scene.SignIn();
        var page = await anna.Post("/counter/find", ("q", typed));
        Assert.Equal(422, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
    }
}
