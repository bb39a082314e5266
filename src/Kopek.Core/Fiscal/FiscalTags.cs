using System.Globalization;

namespace Kopek.Core.Fiscal;

/// <summary>One tag with its value: a text, a whole number (sums in kopeks), or tags of its own.</summary>
public sealed record FiscalTag(int Number, string? Text, long? Whole, IReadOnlyList<FiscalTag> Parts)
{
    public static FiscalTag Of(int number, string text) => new(number, text, null, []);

    public static FiscalTag Of(int number, long whole) => new(number, null, whole, []);

    public static FiscalTag Of(int number, Money sum) => new(number, null, sum.Kopeks, []);

    public static FiscalTag Of(int number, IReadOnlyList<FiscalTag> parts) => new(number, null, null, parts);
}

/// <summary>A document as tags of FFD 1.2 (order ED-7-20/662@ with its changes), in the order of the seller, the document, its items, its totals.</summary>
public static class FiscalTags
{
    private const int FormatVersion12 = 4; // 1209
    private const int Pieces = 0; // 2108: a service has no other unit
    private const string TaxOfficeSite = "www.nalog.gov.ru";

    /// <param name="contact">Tag 1008: where the buyer gets it, +7... or an e-mail address; null where it is not known. It is stored nowhere.</param>
    public static IReadOnlyList<FiscalTag> Of(FiscalSeller seller, FiscalDocument document, string? contact)
    {
        List<FiscalTag> tags =
        [
            FiscalTag.Of(1048, seller.Name), FiscalTag.Of(1018, seller.Inn), FiscalTag.Of(1009, seller.Address), FiscalTag.Of(1187, seller.Place),
            FiscalTag.Of(1209, FormatVersion12), FiscalTag.Of(1055, seller.TaxRegime), FiscalTag.Of(1125, seller.IsInternet ? 1 : 0),
            FiscalTag.Of(1054, (long)document.Type), FiscalTag.Of(1060, TaxOfficeSite),
        ];
        if (contact is not null)
        {
            tags.Add(FiscalTag.Of(1008, contact));
        }

        if (document.Correction is { } correction)
        {
            tags.Add(FiscalTag.Of(1173, 0)); // of our own accord
            tags.Add(FiscalTag.Of(1174, [FiscalTag.Of(1178, correction.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]));
            if (correction.Sign is not null)
            {
                tags.Add(FiscalTag.Of(1192, correction.Sign));
            }
        }

        tags.AddRange(document.Items.Select(Item));
        tags.AddRange([FiscalTag.Of(1020, document.Total), FiscalTag.Of(1031, document.Cash), FiscalTag.Of(1081, document.NonCash), FiscalTag.Of(1215, document.Prepaid)]);
        // On credit and in kind: always nothing here, and the format wants them.
        tags.AddRange([FiscalTag.Of(1216, Money.Zero), FiscalTag.Of(1217, Money.Zero)]);
        tags.AddRange(Taxes(document));
        return tags;
    }

    private static FiscalTag Item(FiscalItem item) => FiscalTag.Of(1059,
    [
        FiscalTag.Of(1030, item.Name), FiscalTag.Of(1079, item.Sum), FiscalTag.Of(1023, 1), FiscalTag.Of(2108, Pieces), FiscalTag.Of(1043, item.Sum),
        FiscalTag.Of(1199, (long)item.Code), FiscalTag.Of(1200, item.Tax), FiscalTag.Of(1214, (long)item.Method), FiscalTag.Of(1212, (long)item.Subject),
    ]);

    /// <summary>Rates of before 2025 have a tag each; newer ones share the list 1115 of 1119 (1199 rate, 1120 sum).</summary>
    private static IEnumerable<FiscalTag> Taxes(FiscalDocument document)
    {
        List<FiscalTag> listed = [];
        foreach (var (code, tax) in document.Taxes)
        {
            switch (code)
            {
                case VatCode.Vat20: yield return FiscalTag.Of(1102, tax); break;
                case VatCode.Extracted20: yield return FiscalTag.Of(1106, tax); break;
                case VatCode.None: yield return FiscalTag.Of(1105, document.Items.Where(item => item.Code == VatCode.None).Aggregate(Money.Zero, static (sum, item) => sum + item.Sum)); break;
                default: listed.Add(FiscalTag.Of(1119, [FiscalTag.Of(1199, (long)code), FiscalTag.Of(1120, tax)])); break;
            }
        }

        if (listed.Count > 0)
        {
            yield return FiscalTag.Of(1115, listed);
        }
    }
}
