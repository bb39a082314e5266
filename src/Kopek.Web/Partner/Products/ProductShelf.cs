using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Api;

namespace Kopek.Web.Partner.Products;

/// <summary>Makes the products of the catalogue in force, once for each version of it.</summary>
internal sealed class ProductShelf(ApiParts api, PartnerStore store)
{
    private volatile ProductBook? book;

    /// <summary>What was made last; null before the first request.</summary>
    public ProductBook? Known => book;

    public ValueTask<ProductBook> Get()
    {
        var version = api.Engine.Catalogue.At(api.Now);
        return book is { } known && known.Version == version ? ValueTask.FromResult(known) : new ValueTask<ProductBook>(Make(version));
    }

    private async Task<ProductBook> Make(CatalogueVersion version)
    {
        var sold = version.Operators.Where(terms => version.Plans.Any(plan => plan.Operator == terms.Code)).OrderBy(terms => terms.Code, StringComparer.Ordinal).ToList();
        var numbers = await store.NumbersOf(NumberKind.Operator, [.. sold.Select(terms => terms.Code)]);
        var operators = sold.Select((terms, index) => new PartnerOperator(numbers[index], terms, CountryOf(version, terms))).ToList();
        var unnumbered = operators.SelectMany(known => ProductsOf(version, known)).ToList();
        var given = await store.NumbersOf(NumberKind.Product, [.. unnumbered.Select(product => product.Code)]);
        var products = unnumbered.Select((product, index) => product with { Number = given[index] }).OrderBy(product => product.Number).ToList();
        return book = new ProductBook(version, [.. operators.OrderBy(known => known.Number)], products);
    }

    private static Country? CountryOf(CatalogueVersion version, OperatorTerms terms) =>
        terms.HomeNetworks.Select(text => NetworkCode.TryParse(text, out var network) ? version.CountryOf(network) : null).FirstOrDefault(country => country is not null);

    /// <summary>A pack that costs less than any plan of its operator takes at one time cannot be paid for by itself, and is not sold here.</summary>
    private static IEnumerable<PartnerProduct> ProductsOf(CatalogueVersion version, PartnerOperator known)
    {
        var plans = version.Plans.Where(plan => plan.Operator == known.Terms.Code).ToList();
        var (least, most) = (plans.Min(plan => plan.MinTopUp), plans.Max(plan => plan.MaxTopUp));
        var step = known.Terms.Payments.TopUpStep;
        yield return new PartnerProduct(0, PartnerProduct.PlainCode(known.Terms.Code), known, null, least, most, step);
        foreach (var pack in version.Packs.Where(pack => pack.Operator == known.Terms.Code && pack.Price >= least && pack.Price <= most && pack.Price.Kopeks % step.Kopeks == 0))
        {
            yield return new PartnerProduct(0, PartnerProduct.PackCode(pack.Code), known, pack, pack.Price, pack.Price, step);
        }
    }
}
