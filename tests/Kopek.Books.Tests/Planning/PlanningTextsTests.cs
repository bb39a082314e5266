using System.Text.RegularExpressions;
using Kopek.Books.Planning.Texts;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Planning;

namespace Kopek.Books.Tests.Planning;

public sealed partial class PlanningTextsTests
{
    public static TheoryData<NoticeLanguage> Languages => [.. Enum.GetValues<NoticeLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var english = PlanningTexts.All(NoticeLanguage.English);
        var own = PlanningTexts.All(language);
        Assert.Equal(english.Keys.Order(), own.Keys.Order());
        Assert.All(own, text => Assert.Equal(Places().Matches(english[text.Key]).Select(match => match.Value).Order(), Places().Matches(text.Value).Select(match => match.Value).Order()));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_code_is_worded_and_no_place_is_left_open(NoticeLanguage language)
    {
        var texts = Enum.GetValues<AdviceCode>().Select(code => PlanningTexts.Of(new AdviceReason(code, Money.FromRubles(550), 3, 5 << 20, new Moment(1_795_778_700_000)), language, "RUB", "Europe/Moscow"))
            .Concat(Enum.GetValues<ChoiceKind>().Select(kind => PlanningTexts.Of(kind, language)))
            .Concat(Enum.GetValues<RunOut>().Select(why => PlanningTexts.Of(why, language)))
            .Concat(Enum.GetValues<UseBasis>().Select(basis => PlanningTexts.Of(basis, language))).ToList();
        Assert.All(texts, text => Assert.DoesNotMatch(@"[{}]", text));
        Assert.Equal(PlanningTexts.All(language).Count, texts.Count);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Places();
}
