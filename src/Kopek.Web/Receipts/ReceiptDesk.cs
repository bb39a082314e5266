using Kopek.Books.Disputes;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Roaming;

namespace Kopek.Web.Receipts;

/// <summary>What the pages and the API of receipts and disputes work with. The host owns all of it.</summary>
public sealed record ReceiptDesk
{
    public required ReceiptStore Store { get; init; }
    public required PublicKeys Keys { get; init; }
    public required CaseStore Cases { get; init; }

    /// <summary>What lines used of their advances, for the fiscal offsets; null where nobody here issues fiscal receipts.</summary>
    public AdvanceBooks? Advances { get; init; }

    /// <summary>Makes the offsets of each month by itself; null where nobody here issues fiscal receipts.</summary>
    public OffsetMaker? Offsets { get; init; }

    /// <summary>Where the public reaches this server, without a path (https://kopek.example): what stands in QR codes and links.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>Public requests of one address in a minute: a person with a stack of paper, and no one who tries tokens.</summary>
    public int RequestsPerMinute { get; init; } = 60;

    public Uri UrlOf(ReceiptToken token) => new(PublicAddress, $"/r/{token}");

    internal static ReceiptIssuer IssuerOf(Catalogue catalogue, string code, Moment now) =>
        catalogue.At(now).FindOperator(code) is { } terms ? new ReceiptIssuer(terms.Name, terms.DefaultTimeZone) : ReceiptIssuer.Unknown(code);
}
