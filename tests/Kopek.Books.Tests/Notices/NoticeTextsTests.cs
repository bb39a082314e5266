using System.Text.RegularExpressions;
using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;

namespace Kopek.Books.Tests.Notices;

public sealed partial class NoticeTextsTests
{
    private static readonly LocalizedText Name = new("月享50GB", "Monthly 50 GB", "Месяц 50 ГБ");
    private static readonly Moment Afternoon = new(1_795_778_700_000); // 2026-11-27T11:25:00Z
    private static readonly Money Much = Money.FromRubles(1650, 5);

    public static TheoryData<NoticeLanguage> Languages => [.. Enum.GetValues<NoticeLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var english = NoticeTexts.All(NoticeLanguage.English);
        var own = NoticeTexts.All(language);
        Assert.Equal(english.Keys.Order(), own.Keys.Order());
        Assert.All(own, text =>
        {
            Assert.NotEmpty(text.Value);
            Assert.Equal(Places().Matches(english[text.Key]).Select(match => match.Value).Order(), Places().Matches(text.Value).Select(match => match.Value).Order());
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_notice_is_worded_and_no_place_is_left_open(NoticeLanguage language)
    {
        var used = new HashSet<string>();
        foreach (var notice in All())
        {
            var text = NoticeTexts.Of(notice, language, "RUB", "Europe/Moscow");
            used.Add(NoticeTexts.Key(notice));
            Assert.NotEmpty(text.Subject);
            Assert.DoesNotMatch(@"[{}]", text.Body);
            Assert.InRange(text.Body.Length, 5, 160);
        }

        Assert.Equal(NoticeTexts.All(language).Keys.Where(key => !key.StartsWith("subject.", StringComparison.Ordinal) && !key.StartsWith("trip.", StringComparison.Ordinal)).Order(), used.Order());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_task_of_a_trip_is_worded_and_all_of_them_on_one_day_fit_into_a_text(NoticeLanguage language)
    {
        foreach (var topUp in (Money?[])[Much, null])
        {
            var body = NoticeTexts.Of(new Notice.TripReminder("1", Enum.GetValues<TripTaskKind>(), topUp, Name), language, "RUB", "Europe/Moscow").Body;
            Assert.DoesNotMatch(@"[{}]", body);
            // Six parts of 153 characters of the GSM alphabet, or of 67 others.
            Assert.InRange(body.Length, 60, 6 * (body.All(char.IsAscii) ? 153 : 67));
        }
    }

    [Theory]
    [InlineData(NoticeLanguage.English, "Received: 1,650.05 RUB. Your balance is -1,650.05 RUB.")]
    [InlineData(NoticeLanguage.Russian, "Зачислено 1\u00A0650,05\u00A0₽. На балансе -1\u00A0650,05\u00A0₽.")]
    [InlineData(NoticeLanguage.Chinese, "充值到账1,650.05卢布，余额-1,650.05卢布。")]
    public void Amounts_are_written_as_the_language_does(NoticeLanguage language, string expected) =>
        Assert.Equal(expected, NoticeTexts.Of(new Notice.ToppedUp("1", Much, -Much), language, "RUB", "Europe/Moscow").Body);

    [Theory]
    [InlineData(NoticeLanguage.English, "27 Nov 14:25", "26 Nov 24:00")]
    [InlineData(NoticeLanguage.Russian, "27.11 14:25", "26.11 24:00")]
    [InlineData(NoticeLanguage.Chinese, "11月27日14:25", "11月26日24:00")]
    public void Times_are_the_line_s_own_and_midnight_ends_a_day(NoticeLanguage language, string afternoon, string midnight)
    {
        var words = new NoticeWords(language, "RUB", "Europe/Moscow");
        Assert.Equal(afternoon, words.Time(Afternoon));
        Assert.Equal(midnight, words.Time(new Moment(Afternoon.UnixMilliseconds - ((14 * 60) + 25) * 60_000)));
    }

    [Theory]
    [InlineData(0, "0.0 MB")]
    [InlineData(1_048_575, "0.9 MB")]
    [InlineData(1_048_576, "1.0 MB")]
    [InlineData(1_073_741_823, "1023.9 MB")]
    [InlineData(1_610_612_736, "1.5 GB")]
    [InlineData(long.MaxValue, "8589934591.9 GB")]
    public void A_volume_is_never_shown_larger_than_it_is(long octets, string expected) =>
        Assert.Equal(expected, new NoticeWords(NoticeLanguage.English, "RUB", "Europe/Moscow").Volume(octets));

    private static IEnumerable<Notice> All()
    {
        yield return new Notice.LowBalance("1", Much, Much);
        yield return new Notice.RenewalComing("1", Name, Much, Afternoon, Much, Money.Zero);
        yield return new Notice.RenewalComing("1", Name, Much, Afternoon, Money.Zero, Much);
        foreach (var arrears in Enum.GetValues<Arrears>().Except([Arrears.None, Arrears.PlanExpired]))
        {
            yield return new Notice.RenewalFailed("1", Name, Much, Much, arrears);
        }

        yield return new Notice.ToppedUp("1", Much, Much);
        yield return new Notice.CutOff("1", "top_up", Much);
        foreach (var cure in (string[])["top_up", "choose_plan", "buy_pack", "contact_operator", "confirm_identity", "lift_own_bar", "new_cure_of_tomorrow"])
        {
            yield return new Notice.CutOff("1", cure, Money.Zero);
        }

        yield return new Notice.BackOnline("1", Much);
        yield return new Notice.BundleLow("1", Name, 80, 1 << 30, Afternoon);
        yield return new Notice.BundleLow("1", Name, 80, 1 << 30, Moment.Never);
        yield return new Notice.BundleUsedUp("1", Name);
        yield return new Notice.Expiring("1", Name, Afternoon, 3);
        yield return new Notice.Expiring("1", Name, Afternoon, 1);
        yield return new Notice.Expiring("1", Name, Afternoon, 0);
        yield return new Notice.TripReminder("1", [TripTaskKind.OfflineMaps], Much, Name);
        yield return new Notice.RoamingCapNear("1", Much, Much);
        yield return new Notice.RoamingCapReached("1", Much, Afternoon);
        foreach (var notice in OfRenewal())
        {
            yield return notice;
        }
    }

    private static IEnumerable<Notice> OfRenewal()
    {
        const string Card = "Mir •• 4417";
        foreach (var rule in Enum.GetValues<MandateRule>())
        {
            yield return new Notice.AutoRenewalComing("1", rule, Much, Afternoon, rule == MandateRule.BeforeRenewal ? Afternoon : Moment.Never, Card);
            yield return new Notice.AutoRenewalComing("1", rule, Much, Afternoon, rule == MandateRule.BeforeRenewal ? Afternoon : Moment.Never, null);
        }

        yield return new Notice.ToppedUp("1", Much, Much) { PaidBy = new AutoCharge(Much, Card) };
        yield return new Notice.AutoRenewalDone("1", Much, Card);
        yield return new Notice.AutoRenewalFailed("1", Much, Card, DeclineReason.InsufficientFunds, Afternoon);
        foreach (var reason in Enum.GetValues<DeclineReason>())
        {
            yield return new Notice.AutoRenewalFailed("1", Much, Card, reason, Moment.Never);
        }

        yield return new Notice.AutoRenewalCapped("1", Much, Much, Much);
        yield return new Notice.CardExpiring("1", Card, Afternoon);
        yield return new Notice.SupportAnswered("1", "482-915-307");
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Places();
}
