using System.Globalization;
using System.Text.Json;
using Kopek.Core.Roaming;
using Kopek.Web.Api;
using Kopek.Web.Partner.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Dvs;

/// <summary>What there is to be sold: services, countries, operators, products and kinds of benefits. Promotions and campaigns there are none.</summary>
internal static class DvsDiscovery
{
    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        Get(to, parts, "services", (http, _) => List(http, (IReadOnlyList<DvsService>)[DvsOffer.Mobile], WriteService));
        Get(to, parts, "services/{id}", (http, _) => One(http, IdOf(http) == DvsOffer.Mobile.Id ? DvsOffer.Mobile : null, WriteService, DvsError.NoSuchService));
        Get(to, parts, "countries", (http, call) => List(http, CountriesOf(call), DvsJson.Country));
        Get(to, parts, "countries/{id}", (http, call) => One(http, CountriesOf(call).FirstOrDefault(country => country.Iso3 == RouteOf(http)), DvsJson.Country, DvsError.NoSuchCountry));
        Get(to, parts, "operators", (http, call) => List(http, [.. OperatorsOf(call).Where(known => IsIn(http, known))], static (json, known) => DvsJson.Operator(json, known)));
        Get(to, parts, "operators/{id}", (http, call) => One(http, OperatorsOf(call).FirstOrDefault(known => known.Number == IdOf(http)), static (json, known) => DvsJson.Operator(json, known), DvsError.NoSuchOperator));
        Get(to, parts, "benefit-types", (http, _) => List(http, DvsOffer.Benefits, static (json, name) =>
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteEndObject();
        }));
        Get(to, parts, "products", Products);
        Get(to, parts, "products/{id}", (http, call) => One(http, IdOf(http) is { } id ? ProductOf(call, id) : null,
            (json, product) => DvsProductJson.Write(json, product, call.Profile.CommissionBasisPoints), DvsError.NoSuchProduct));
        Get(to, parts, "promotions", static (http, _) => List(http, Array.Empty<int>(), static (_, _) => { }));
        Get(to, parts, "promotions/{id}", static (_, _) => Task.FromResult<DvsError?>(DvsError.NoSuchPromotion));
        Get(to, parts, "campaigns", static (http, _) => List(http, Array.Empty<int>(), static (_, _) => { }));
        Get(to, parts, "campaigns/{id}", static (_, _) => Task.FromResult<DvsError?>(DvsError.NoSuchCampaign));
    }

    /// <summary>The operators that this partner may sell, in the currency of its float.</summary>
    public static IReadOnlyList<PartnerOperator> OperatorsOf(PartnerCall call)
    {
        var profile = call.Profile;
        return [.. call.Products.Operators.Where(known => profile.MaySell(known.Terms.Code) && known.Terms.CurrencyCode == profile.Currency)];
    }

    /// <summary>Null where there is no such product, or not for this partner.</summary>
    public static PartnerProduct? ProductOf(PartnerCall call, int number) =>
        call.Products.Find(number) is { } product && call.Profile.MaySell(product.Operator.Terms.Code) && product.Currency == call.Profile.Currency ? product : null;

    private static void Get(IEndpointRouteBuilder to, PartnerParts parts, string path, Func<HttpContext, PartnerCall, Task<DvsError?>> handle) =>
        to.MapGet($"{DvsApi.Root}/{path}", DvsEndpoint.For(parts, handle)).ExcludeFromDescription();

    private static Task<DvsError?> Products(HttpContext http, PartnerCall call)
    {
        var query = http.Request.Query;
        var (type, benefits) = (query["type"].ToString(), query["benefit_types"].ToString());
        if (Whole(query["operator_id"]) is not { } ofOperator || Whole(query["service_id"]) is not { } ofService || Whole(query["subservice_id"]) is not { } ofSubservice)
        {
            return Task.FromResult<DvsError?>(DvsError.BadRequest.Because("operator_id, service_id and subservice_id are whole numbers"));
        }

        var wanted = OperatorsOf(call).Where(known => (ofOperator == 0 || known.Number == ofOperator) && IsIn(http, known)).Select(known => known.Number).ToHashSet();
        // Regions and tags we have none: whoever wants only some gets none.
        var isOther = query["region"].Count > 0 || query["tags"].Count > 0 || (ofService != 0 && ofService != DvsOffer.Mobile.Id);
        var found = call.Products.Products.Where(product => !isOther && wanted.Contains(product.Operator.Number)
            && (type.Length == 0 || type == (product.IsPlain ? DvsJson.RangedValue : DvsJson.FixedValue))
            && (ofSubservice == 0 || ofSubservice == DvsOffer.SubserviceOf(product).Id)
            && (benefits.Length == 0 || benefits.Split(',').Contains(product.IsPlain ? "CREDITS" : "DATA")));
        return List(http, [.. found], (json, product) => DvsProductJson.Write(json, product, call.Profile.CommissionBasisPoints));
    }

    private static List<Country> CountriesOf(PartnerCall call) =>
        [.. OperatorsOf(call).Select(known => known.Country).OfType<Country>().DistinctBy(country => country.Iso2).OrderBy(country => country.Iso3, StringComparer.Ordinal)];

    private static bool IsIn(HttpContext http, PartnerOperator known)
    {
        var country = http.Request.Query["country_iso_code"].ToString();
        return country.Length == 0 || known.Country?.Iso3 == country;
    }

    private static async Task<DvsError?> List<T>(HttpContext http, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        if (DvsPage.Read(http.Request, out var page) is { } wrong)
        {
            return wrong;
        }

        await page.Write(http, all, write);
        return null;
    }

    private static async Task<DvsError?> One<T>(HttpContext http, T? found, Action<Utf8JsonWriter, T> write, DvsError missing)
        where T : class
    {
        if (found is null)
        {
            return missing;
        }

        await JsonAnswer.Write(http, StatusCodes.Status200OK, (found, write), static (json, state) => state.write(json, state.found));
        return null;
    }

    private static void WriteService(Utf8JsonWriter json, DvsService service)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, service.Id);
        json.WriteString("name"u8, service.Name);
        json.WriteEndObject();
    }

    private static string RouteOf(HttpContext http) => http.Request.RouteValues["id"] as string ?? "";

    private static int? IdOf(HttpContext http) => int.TryParse(RouteOf(http), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>0 where it is not given; null where it is no number.</summary>
    private static int? Whole(Microsoft.Extensions.Primitives.StringValues text) => text.Count == 0 ? 0
        : int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
