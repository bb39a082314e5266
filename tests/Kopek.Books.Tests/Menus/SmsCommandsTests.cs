using CsCheck;
using Kopek.Books.Menus;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Menus;

public sealed class SmsCommandsTests
{
    [Theory]
    [InlineData("balance", SmsAsk.Balance, NoticeLanguage.English)]
    [InlineData("  BaLanCe! ", SmsAsk.Balance, NoticeLanguage.English)]
    [InlineData("ｂａｌａｎｃｅ", SmsAsk.Balance, NoticeLanguage.English)]
    [InlineData("Баланс.", SmsAsk.Balance, NoticeLanguage.Russian)]
    [InlineData("　余额 ", SmsAsk.Balance, NoticeLanguage.Chinese)]
    [InlineData("为什么？", SmsAsk.WhyOffline, NoticeLanguage.Chinese)]
    [InlineData("WHY?", SmsAsk.WhyOffline, NoticeLanguage.English)]
    [InlineData("?", SmsAsk.Help, NoticeLanguage.English)]
    [InlineData("обещанный  платёж", SmsAsk.OfferPromisedPayment, NoticeLanguage.Russian)]
    [InlineData("обещанныи\u0306 платеж", SmsAsk.OfferPromisedPayment, NoticeLanguage.Russian)]
    [InlineData("ОБЕЩАННЫЙ ДА", SmsAsk.TakePromisedPayment, NoticeLanguage.Russian)]
    [InlineData("promise\u00A0yes", SmsAsk.TakePromisedPayment, NoticeLanguage.English)]
    [InlineData("承诺付款是", SmsAsk.TakePromisedPayment, NoticeLanguage.Chinese)]
    public void A_command_is_known_however_a_keyboard_writes_it(string text, SmsAsk ask, NoticeLanguage language) =>
        Assert.Equal(new SmsCommand(ask, language), SmsCommands.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("balances")]
    [InlineData("balance data")]
    [InlineData("yes")]
    [InlineData("promise no")]
    [InlineData("\uD800")]
    public void Anything_else_is_no_command(string text) => Assert.Null(SmsCommands.Read(text));

    [Fact]
    public void Every_ask_has_a_word_in_each_language() =>
        Assert.All(Enum.GetValues<SmsAsk>(), ask => Assert.Equal(3, SmsCommands.All.Values.Where(command => command.Ask == ask).Select(command => command.Language).Distinct().Count()));

    [Fact]
    public void No_text_breaks_it() => Gen.String.Sample(text => { SmsCommands.Read(text); });
}
