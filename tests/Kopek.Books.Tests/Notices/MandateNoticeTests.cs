using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;

namespace Kopek.Books.Tests.Notices;

public sealed class MandateNoticeTests
{
    private static readonly MandateMethod card = new("sandbox", "pm_1", "Mir •• 4417", 0, 0);

    [Fact]
    public void The_holder_is_told_before_and_after_in_the_order_of_the_journal_and_once_over_restarts()
    {
        using var scene = new NoticeScene();
        var line = Begin(scene, balance: 10);
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Declined, DeclineReason.InsufficientFunds, AutoRenewalTerms.Default));
        scene.Look(most: 1);
        scene.Restart();
        scene.World.Later(TimeSpan.FromHours(6));
        See(scene, line, balance: 10);
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 2, AttemptOutcome.Paid, DeclineReason.None, AutoRenewalTerms.Default));
        scene.Look();
        Assert.Equal([NoticeKind.AutoRenewalComing, NoticeKind.AutoRenewalFailed, NoticeKind.AutoRenewalDone], Kinds(scene, line));
        Assert.Contains("300.00 RUB is being taken from Mir •• 4417 now", scene.Told(line).First(notice => notice.Kind == NoticeKind.AutoRenewalComing).Text, StringComparison.Ordinal);
        Assert.Contains("try again on", scene.Told(line).Single(notice => notice.Kind == NoticeKind.AutoRenewalFailed).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_announced_and_is_not_needed_any_more_is_not_told()
    {
        using var scene = new NoticeScene();
        var line = scene.Open("KDR-PAYGO", 100, new NoticePreferences { Quiet = null, Language = NoticeLanguage.English });
        Set(scene, line, new MandateSettings(null, null, new BeforeRenewalRule(TimeSpan.FromHours(48)), Money.FromRubles(1000), card));
        var due = scene.World.Now + TimeSpan.FromHours(60);
        See(scene, line, balance: 100, due, lacking: 50);
        See(scene, line, balance: 100);
        scene.Look();
        Assert.Equal("withdrawn", $"{scene.Told(line).Single(notice => notice.Kind == NoticeKind.AutoRenewalComing).State}".ToLowerInvariant());
    }

    [Fact]
    public void A_cap_without_room_is_told_instead_of_a_charge_that_will_not_be()
    {
        using var scene = new NoticeScene();
        var line = Begin(scene, balance: 10);
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Paid, DeclineReason.None, AutoRenewalTerms.Default));
        See(scene, line, balance: 310);
        See(scene, line, balance: 20);
        scene.Look();
        Assert.Equal([NoticeKind.AutoRenewalComing, NoticeKind.AutoRenewalDone, NoticeKind.AutoRenewalCapped], Kinds(scene, line));
    }

    [Theory]
    [InlineData(LineAskedFor.Credit)]
    [InlineData(LineAskedFor.CreditWithPack)]
    public void Money_that_was_charged_by_itself_is_told_once_with_what_was_paid_and_what_came(LineAskedFor step)
    {
        using var scene = new NoticeScene();
        var line = Begin(scene, balance: 10);
        scene.Look();
        scene.Restart();
        scene.World.TopUp(line, 290, TopUpSteps.StepId(MandateNotices.OrderOf(line, "below:1", 1), step));
        scene.Look();
        scene.Restart();
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Paid, DeclineReason.None, AutoRenewalTerms.Default));
        scene.Look();
        Assert.Equal([NoticeKind.AutoRenewalComing], Kinds(scene, line));
        Assert.Equal("Automatic top-up: 300.00 RUB was paid with Mir •• 4417, your line received 290.00 RUB. Your balance is 390.00 RUB.",
            Assert.Single(scene.Told(line), notice => notice.Kind == NoticeKind.ToppedUp).Text);
    }

    [Fact]
    public void Money_that_a_person_paid_meanwhile_says_nothing_of_the_charge_which_is_told_for_itself()
    {
        using var scene = new NoticeScene();
        var line = Begin(scene, balance: 10);
        scene.World.TopUp(line, 100);
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Paid, DeclineReason.None, AutoRenewalTerms.Default));
        scene.Look();
        Assert.StartsWith("Received: 100.00 RUB", Assert.Single(scene.Told(line), notice => notice.Kind == NoticeKind.ToppedUp).Text, StringComparison.Ordinal);
        Assert.Equal([NoticeKind.AutoRenewalComing, NoticeKind.AutoRenewalDone], Kinds(scene, line));
    }

    [Fact]
    public void A_payment_whose_money_went_back_is_told_as_one_that_failed()
    {
        using var scene = new NoticeScene();
        var line = Begin(scene, balance: 10);
        scene.World.TopUp(line, 300, TopUpSteps.StepId(MandateNotices.OrderOf(line, "below:1", 1), LineAskedFor.Credit));
        Tell(scene, line, new MandateCommand.AttemptEnded("below:1", 1, AttemptOutcome.Refunded, DeclineReason.None, AutoRenewalTerms.Default));
        scene.Look();
        Assert.Equal([NoticeKind.AutoRenewalComing, NoticeKind.AutoRenewalFailed], Kinds(scene, line));
    }

    private static LineId Begin(NoticeScene scene, long balance)
    {
        var line = scene.Open("KDR-PAYGO", 100);
        Set(scene, line, new MandateSettings(new BelowBalanceRule(Money.FromRubles(50), Money.FromRubles(300)), null, null, Money.FromRubles(500), card));
        See(scene, line, balance);
        return line;
    }

    private static IEnumerable<NoticeKind> Kinds(NoticeScene scene, LineId line) => scene.Kinds(line).Where(kind => kind >= NoticeKind.AutoRenewalComing);

    private static void Set(NoticeScene scene, LineId line, MandateSettings settings) =>
        Tell(scene, line, new MandateCommand.Set(new MandateChange(new(5, 5), 1, 1), settings, Sight(scene, 100, Moment.Never, 0)));

    private static void See(NoticeScene scene, LineId line, long balance, Moment? due = null, long lacking = 0) =>
        Tell(scene, line, new MandateCommand.Look(Sight(scene, balance, due ?? Moment.Never, lacking)));

    private static LineSight Sight(NoticeScene scene, long balance, Moment due, long lacking) => new(scene.World.Now, "KDR", "RUB", "Europe/Moscow", false, true,
        Money.FromRubles(balance), Money.FromRubles(lacking), false, due, Money.FromRubles(1), Money.FromRubles(15_000), PaymentTerms.Default);

    private static void Tell(NoticeScene scene, LineId line, MandateCommand command) => Assert.True(scene.World.Tell(MandateKey.Of(line), command).IsDone);
}
