using Kopek.Core.Fiscal;
using NodaTime;

namespace Kopek.Core.Tests.Fiscal;

public sealed class FiscalTagsTests
{
    private static readonly FiscalSeller Seller = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));

    [Fact]
    public void An_advance_has_the_tags_of_format_1_2()
    {
        var document = FiscalRules.Advance(new FiscalPayment(new Money(51_000), new Money(1_000), IsCash: false, new LocalDate(2026, 1, 15)));
        Assert.Equal(
            "1048=ООО «Кедр Связь» 1018=7700000000 1009=127000, Москва 1187=kedr.example 1209=4 1055=1 1125=1 1054=1 1060=www.nalog.gov.ru 1008=li@example.com "
            + "1059=(1030=Аванс за услуги связи 1079=50000 1023=1 2108=0 1043=50000 1199=12 1200=9016 1214=3 1212=10) "
            + "1059=(1030=Комиссия за приём платежа 1079=1000 1023=1 2108=0 1043=1000 1199=11 1200=180 1214=4 1212=4) "
            + "1020=51000 1031=0 1081=51000 1215=0 1216=0 1217=0 1115=(1119=(1199=11 1120=180) 1119=(1199=12 1120=9016))",
            Text(FiscalTags.Of(Seller, document, "li@example.com")));
    }

    [Fact]
    public void A_correction_of_2025_has_its_basis_and_the_old_tag_of_its_tax()
    {
        var payment = new FiscalPayment(new Money(12_000), Money.Zero, IsCash: true, new LocalDate(2026, 1, 15));
        var text = Text(FiscalTags.Of(Seller, FiscalRules.Correction(payment, new LocalDate(2025, 12, 30), "0123456789"), null));
        Assert.Contains("1054=2 ", text, StringComparison.Ordinal);
        Assert.Contains("1173=0 1174=(1178=2025-12-30) 1192=0123456789 ", text, StringComparison.Ordinal);
        Assert.Contains("1199=3 1200=2000", text, StringComparison.Ordinal);
        Assert.EndsWith("1031=12000 1081=0 1215=0 1216=0 1217=0 1106=2000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1008=", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offset_pays_with_1215()
    {
        var text = Text(FiscalTags.Of(Seller, FiscalRules.Offset(new Money(12_200), new YearMonth(2026, 2)), null));
        Assert.Contains("1020=12200 1031=0 1081=0 1215=12200 ", text, StringComparison.Ordinal);
        Assert.Contains("1214=4 1212=4", text, StringComparison.Ordinal);
    }

    private static string Text(IReadOnlyList<FiscalTag> tags) =>
        string.Join(' ', tags.Select(tag => tag.Parts.Count > 0 ? $"{tag.Number}=({Text(tag.Parts)})" : $"{tag.Number}={tag.Text}{tag.Whole}"));
}
