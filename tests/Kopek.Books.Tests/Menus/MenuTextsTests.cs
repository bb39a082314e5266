using System.Text.RegularExpressions;
using Kopek.Books.Menus;
using Kopek.Books.Menus.Texts;
using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Menus;

public sealed partial class MenuTextsTests
{
    [Theory]
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.Russian)]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var (own, english) = (MenuTexts.All(language), MenuTexts.All(NoticeLanguage.English));
        Assert.Equal(english.Keys.Order(), own.Keys.Order());
        Assert.All(own, text => Assert.Equal(Places().Matches(english[text.Key]).Select(match => match.Value).Order(), Places().Matches(text.Value).Select(match => match.Value).Order()));
    }

    [Theory]
    [InlineData(NoticeLanguage.English, 165050, "1650 rubles 50 kopeks")]
    [InlineData(NoticeLanguage.English, 101, "1 ruble 1 kopek")]
    [InlineData(NoticeLanguage.Russian, 2100, "21 рубль")]
    [InlineData(NoticeLanguage.Russian, 1102, "11 рублей 2 копейки")]
    [InlineData(NoticeLanguage.Russian, -12299, "минус 122 рубля 99 копеек")]
    [InlineData(NoticeLanguage.Chinese, 165050, "1650卢布50戈比")]
    public void A_voice_says_amounts_in_words(NoticeLanguage language, long kopeks, string said) => Assert.Equal(said, Spoken(language).Amount(new Money(kopeks)));

    [Theory]
    [InlineData(NoticeLanguage.English, 1L << 20, "1 megabyte")]
    [InlineData(NoticeLanguage.Russian, 500L << 20, "500 мегабайт")]
    [InlineData(NoticeLanguage.Russian, 3L << 30, "3 гигабайта")]
    [InlineData(NoticeLanguage.Russian, 3758096384, "3,5 гигабайта")]
    [InlineData(NoticeLanguage.Chinese, 3758096384, "3.5吉字节")]
    public void And_volumes(NoticeLanguage language, long octets, string said) => Assert.Equal(said, Spoken(language).Volume(octets));

    [Fact]
    public void And_days()
    {
        var at = Moment.FromInstant(NodaTime.Instant.FromUtc(2026, 12, 5, 11, 30));
        Assert.Equal("5 декабря, 14:30", Spoken(NoticeLanguage.Russian).Time(at));
        Assert.Equal("5 December, 14:30", Spoken(NoticeLanguage.English).Time(at));
        Assert.Equal("12月5日14:30", Spoken(NoticeLanguage.Chinese).Time(at));
    }

    [Theory]
    [InlineData(MenuPlace.Root, "0", typeof(MenuRequest.End))]
    [InlineData(MenuPlace.Answer, "0", typeof(MenuRequest.Root))]
    [InlineData(MenuPlace.Answer, "4", typeof(MenuRequest.Show))]
    [InlineData(MenuPlace.Root, "98", typeof(MenuRequest.More))]
    [InlineData(MenuPlace.PromisedPayment, "1", typeof(MenuRequest.TakePromisedPayment))]
    [InlineData(MenuPlace.PromisedPayment, "6", typeof(MenuRequest.NotUnderstood))]
    [InlineData(MenuPlace.Language, "3", typeof(MenuRequest.SetLanguage))]
    [InlineData(MenuPlace.Language, "4", typeof(MenuRequest.NotUnderstood))]
    [InlineData(MenuPlace.Root, "1 ", typeof(MenuRequest.NotUnderstood))]
    [InlineData(MenuPlace.Root, "１", typeof(MenuRequest.NotUnderstood))]
    [InlineData(MenuPlace.Root, "", typeof(MenuRequest.NotUnderstood))]
    public void A_digit_asks_for_what_its_place_offers(MenuPlace place, string input, Type request) => Assert.IsType(request, MenuFlow.Read(place, input));

    private static NoticeWords Spoken(NoticeLanguage language) => new(language, "RUB", "Europe/Moscow") { IsSpoken = true };

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Places();
}
