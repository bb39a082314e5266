using System.ComponentModel;
using System.Diagnostics;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts.Forms;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Notices;

namespace Kopek.Books.Tests.Receipts;

public sealed class ReceiptPdfTests : IDisposable
{
    private const string Missing = "pdftotext is missing (Debian: poppler-utils)";
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-pdf-").FullName;

    public static bool HasReader { get; } = Has("pdftotext");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.English)]
    [InlineData(NoticeLanguage.Russian)]
    public void It_is_one_small_page_and_the_same_whenever_it_is_made(NoticeLanguage language)
    {
        var pdf = Pdf(language);
        Assert.Equal("%PDF-"u8, pdf.AsSpan(0, 5));
        // Only the letters that are used are inside, not the fonts.
        Assert.InRange(pdf.Length, 5_000, 120_000);
        Assert.Equal(pdf, Pdf(language));
    }

    [Theory(Skip = Missing, SkipUnless = nameof(HasReader))]
    [InlineData(NoticeLanguage.Chinese, "雪松通信", "充值收据", "支付金额", "510.00卢布", "偿还欠款", "到账金额", "柜台", "扫码验证真伪")]
    [InlineData(NoticeLanguage.English, "Kedr Svyaz", "Receipt of payment", "510.00 RUB", "Debt repaid", "105.00 RUB", "400.00 RUB", "26 Nov 2026 12:00", "Scan to check")]
    [InlineData(NoticeLanguage.Russian, "Кедр Связь", "Квитанция об оплате", "510,00", "₽", "Погашен долг", "Зачислено", "Наличные в салоне", "Сканируйте")]
    public void Its_words_can_be_read_and_searched(NoticeLanguage language, params string[] words)
    {
        var text = Read(Pdf(language));
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Contains("KDR-0000123", text, StringComparison.Ordinal);
        Assert.Contains("DAY-CN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("412.34", text, StringComparison.Ordinal);
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasReader))]
    public void The_holder_s_own_has_the_masked_number_the_balance_and_the_fiscal_receipt()
    {
        var registration = new FiscalRegistration("9999078900000001", "1", "12345", "0123456789", 1, 1, ReceiptSamples.At);
        var fiscal = new FiscalRecord("KDR-0000123", FiscalState.Registered, 1, null, ReceiptSamples.At, registration, "t=20261126T1200&s=510.00&fn=9999078900000001&i=12345&fp=0123456789&n=1");
        var text = Read(Pdf(NoticeLanguage.Russian, fiscal, new HolderPart("••• 1234", new Money(41_234))));
        Assert.All((string[])["••• 1234", "412,34", "9999078900000001", "12345", "0123456789", "Кассовый чек"], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    private static byte[] Pdf(NoticeLanguage language, FiscalRecord? fiscal = null, HolderPart? holder = null)
    {
        var receipt = ReceiptSamples.Keys().Sign(ReceiptSamples.Payment() with { Method = Kopek.Books.Receipts.PaidBy.CashAtCounter });
        return ReceiptPdf.Of(ReceiptForm.Of(receipt.Public, ReceiptSamples.Kedr, fiscal, holder, language, ReceiptSamples.UrlOf(receipt)), receipt.Public.IssuedAt);
    }

    private string Read(byte[] pdf)
    {
        var path = Path.Combine(folder, "receipt.pdf");
        File.WriteAllBytes(path, pdf);
        using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", path, "-"]) { RedirectStandardOutput = true })!;
        var text = reader.StandardOutput.ReadToEnd();
        reader.WaitForExit();
        Assert.Equal(0, reader.ExitCode);
        return text;
    }

    private static bool Has(string program)
    {
        try
        {
            using var started = Process.Start(new ProcessStartInfo(program, ["-v"]) { RedirectStandardError = true, RedirectStandardOutput = true });
            started!.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
