using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Texts;
using Kopek.Books.Statements;
using Kopek.Books.Tests.Catalogues;
using Kopek.Core;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Receipts;

public sealed class ReceiptTextsTests
{
    private static readonly NoticeLanguage[] Languages = Enum.GetValues<NoticeLanguage>();

    [Fact]
    public void All_languages_have_the_same_keys_and_every_closed_set_its_words()
    {
        var keys = ReceiptTexts.All(NoticeLanguage.English).Keys.Order(StringComparer.Ordinal).ToList();
        Assert.All(Languages, language => Assert.Equal(keys, ReceiptTexts.All(language).Keys.Order(StringComparer.Ordinal)));
        foreach (var kind in Enum.GetValues<ReceiptKind>().Select(kind => SnakeCase.Of(kind)))
        {
            Assert.All((string[])["title", "headline", "row.received"], key => Assert.Contains($"{key}.{kind}", keys));
        }

        Assert.All(Enum.GetValues<PaidBy>(), method => Assert.Contains($"method.{SnakeCase.Of(method)}", keys));
        Assert.All((ReceiptVerdict[])[ReceiptVerdict.Genuine, ReceiptVerdict.Altered, ReceiptVerdict.UnknownKey], verdict => Assert.Contains($"verdict.{SnakeCase.Of(verdict)}", keys));
        Assert.All(Languages, language => Assert.All(ReceiptTexts.All(language).Values, text => Assert.NotEmpty(text)));
    }

    [Fact]
    public void The_built_in_fonts_have_every_letter_of_our_texts_of_the_operators_and_of_the_ruble()
    {
        Assert.All(Languages, language => Assert.All(ReceiptTexts.All(language).Values, text => Assert.True(PdfFonts.Covers(text), text)));
        foreach (var path in Directory.GetFiles(CatalogueCopy.Sample, "*.csv"))
        {
            Assert.All(File.ReadLines(path), line => Assert.True(PdfFonts.Covers(line), line));
        }

        Assert.True(PdfFonts.Covers("1 650,00 ₽ «№» ••• 1234 卢布"));
        Assert.False(PdfFonts.Covers("龘"));
    }

    [Theory]
    [InlineData(NoticeLanguage.Chinese, "2026年11月26日 12:00 (UTC+03:00)", "510.00卢布")]
    [InlineData(NoticeLanguage.English, "26 Nov 2026 12:00 (UTC+03:00)", "510.00 RUB")]
    [InlineData(NoticeLanguage.Russian, "26.11.2026 12:00 (UTC+03:00)", "510,00\u00A0₽")]
    public void A_form_tells_time_and_money_as_its_language_does(NoticeLanguage language, string time, string amount)
    {
        var form = Form(ReceiptSamples.Payment(), language);
        Assert.Equal((time, amount), (form.Rows[1].Value, form.Amount));
    }

    [Fact]
    public void A_form_has_a_row_for_what_is_there_and_none_for_what_is_nothing()
    {
        var full = Form(ReceiptSamples.Payment(), NoticeLanguage.English);
        Assert.Equal(["Number", "Issued", "Method", "Commission", "Debt repaid", "Bonus", "Received", "Pack bought"], full.Rows.Select(row => row.Label));
        var refund = Form(ReceiptSamples.Refund(), NoticeLanguage.English);
        Assert.Equal(["Number", "Issued", "For receipt", "Method", "Taken from balance"], refund.Rows.Select(row => row.Label));
        Assert.Equal(("Receipt of refund", "KDR-0000123"), (refund.Title, refund.Rows[2].Value));
        var own = Form(ReceiptSamples.Payment(), NoticeLanguage.English, new HolderPart("••• 1234", new Money(41_234)));
        Assert.Equal(["••• 1234", "412.34 RUB"], own.Rows.Where(row => row.Label is "Line" or "Balance after").Select(row => row.Value));
    }

    [Fact]
    public void A_link_is_one_line()
    {
        var receipt = ReceiptSamples.Keys().Sign(ReceiptSamples.Payment());
        var text = ReceiptTexts.Link(receipt.Public.Name, NoticeLanguage.Chinese, ReceiptSamples.UrlOf(receipt));
        Assert.Equal($"收据 KDR-0000123：https://kopek.example/r/{receipt.Public.Token}", text);
    }

    private static ReceiptForm Form(ReceiptFacts facts, NoticeLanguage language, HolderPart? holder = null)
    {
        var receipt = ReceiptSamples.Keys().Sign(facts);
        return ReceiptForm.Of(receipt.Public, ReceiptSamples.Kedr, null, holder, language, ReceiptSamples.UrlOf(receipt));
    }
}
