using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Web.Partner.Products;

/// <summary>A brand as partners know it.</summary>
/// <param name="Number">For ever, as DVS wants it.</param>
/// <param name="Country">Of its home network; null where the catalogue does not say.</param>
internal sealed record PartnerOperator(int Number, OperatorTerms Terms, Country? Country);

/// <summary>What partners sell: money of an operator, or one of its packs, bought in the same step as the money comes.</summary>
/// <param name="Code">Ours; the number follows from it for ever.</param>
/// <param name="Pack">Null for money.</param>
/// <param name="Least">Of one top-up; the least of all plans of the operator, so a line's own may be more. The pack's price for a pack.</param>
internal sealed record PartnerProduct(int Number, string Code, PartnerOperator Operator, DataPack? Pack, Money Least, Money Most, Money Step)
{
    public bool IsPlain => Pack is null;
    public string Currency => Operator.Terms.CurrencyCode;

    /// <summary>Whether that can be ordered at all; what a line can take is looked at besides.</summary>
    public bool Takes(Money amount) => amount >= Least && amount <= Most && amount.Kopeks % Step.Kopeks == 0;

    public static string PlainCode(string operatorCode) => $"{operatorCode}:top-up";

    public static string PackCode(string pack) => $"pack:{pack}";
}

/// <summary>All operators and products of one version of the catalogue.</summary>
internal sealed class ProductBook
{
    private readonly Dictionary<int, PartnerProduct> byNumber;
    private readonly Dictionary<string, PartnerProduct> byCode;
    private readonly Dictionary<string, PartnerOperator> operators;

    public ProductBook(CatalogueVersion version, IReadOnlyList<PartnerOperator> operators, IReadOnlyList<PartnerProduct> products)
    {
        Version = version;
        Operators = operators;
        Products = products;
        this.operators = operators.ToDictionary(known => known.Terms.Code, StringComparer.Ordinal);
        byNumber = products.ToDictionary(product => product.Number);
        byCode = products.ToDictionary(product => product.Code, StringComparer.Ordinal);
    }

    public CatalogueVersion Version { get; }
    public IReadOnlyList<PartnerOperator> Operators { get; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<PartnerProduct> Products { get; }

    public PartnerProduct? Find(int number) => byNumber.GetValueOrDefault(number);

    public PartnerProduct? Find(string code) => byCode.GetValueOrDefault(code);

    public PartnerOperator? FindOperator(string code) => operators.GetValueOrDefault(code);
}
