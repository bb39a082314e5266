using System.Text.RegularExpressions;
using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Diagnosis;

public sealed partial class DiagnosisTextsTests
{
    public static TheoryData<NoticeLanguage> Languages => [.. Enum.GetValues<NoticeLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var english = DiagnosisTexts.All(NoticeLanguage.English);
        var own = DiagnosisTexts.All(language);
        Assert.Equal(Keys().Order(), own.Keys.Order());
        Assert.All(own, text =>
        {
            Assert.NotEmpty(text.Value);
            Assert.Equal(Places().Matches(english[text.Key]).Select(match => match.Value).Order(), Places().Matches(text.Value).Select(match => match.Value).Order());
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_to_do_has_no_place_left_open(NoticeLanguage language)
    {
        var texts = new DiagnosisTexts(language, "0611", "RUB", "Europe/Moscow", 24);
        foreach (var fix in Enum.GetValues<Fix>())
        {
            var finding = Finding.Likely(Cause.WrongAccessPoint, fix, Evidence.Of(EvidenceCode.AccessPointExpected, "internet")) with { Needed = Money.FromRubles(5) };
            Assert.DoesNotMatch(@"[{}]", texts.Todo(finding));
            Assert.DoesNotMatch(@"[{}]", texts.Todo(finding with { Until = new Moment(1_795_778_700_000) }));
        }
    }

    [Theory]
    [InlineData(NoticeLanguage.English, "27 Nov 14:25")]
    [InlineData(NoticeLanguage.Chinese, "11月27日14:25")]
    [InlineData(NoticeLanguage.Russian, "27.11 14:25")]
    public void A_countdown_ends_at_the_local_time_of_the_line(NoticeLanguage language, string expected)
    {
        var texts = new DiagnosisTexts(language, "0611", "RUB", "Europe/Moscow", 24);
        Assert.Contains(expected, texts.Todo(Finding.Likely(Cause.CoolingPeriod, Fix.PassCaptcha) with { Until = new Moment(1_795_778_700_000) }), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys() =>
    [
        "summary.healthy", "summary.top_up_helps", "summary.top_up_does_not_help", "fix.pass_captcha.until", "fix.use_wifi_and_wait.until", "fix.wait_for_repair.until", "fix.raise_roaming_cap.until",
        .. Of<Verdict>("verdict"), .. Of<Cause>("cause"), .. Of<Cause>("because"), .. Of<Fix>("fix"), .. Of<Check>("check"), .. Of<EvidenceCode>("evidence"),
    ];

    private static IEnumerable<string> Of<TWord>(string kind)
        where TWord : struct, Enum => Enum.GetValues<TWord>().Select(word => $"{kind}.{SnakeCase.Of(word)}");

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Places();
}
