using System.Diagnostics;
using Kopek.Core.Notices;
using Kopek.Core.Plans;

namespace Kopek.Books.Receipts;

/// <summary>Who issued a receipt, as people know it: from the catalogue, for show only. The signature is over the code.</summary>
/// <param name="TimeZone">IANA zone in which the receipt tells its time.</param>
public sealed record ReceiptIssuer(LocalizedText Name, string TimeZone)
{
    /// <summary>An operator that the catalogue no longer has goes by its code.</summary>
    public static ReceiptIssuer Unknown(string code) => new(new LocalizedText(code, code, code), "Europe/Moscow");

    public string NameIn(NoticeLanguage language) => language switch
    {
        NoticeLanguage.Chinese => Name.Zh,
        NoticeLanguage.English => Name.En,
        NoticeLanguage.Russian => Name.Ru,
        _ => throw new UnreachableException($"{language} has no names."),
    };
}
