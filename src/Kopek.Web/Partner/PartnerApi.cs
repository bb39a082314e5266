using Kopek.Books.Partners;
using Kopek.Web.Api;
using Kopek.Web.Partner.Dvs;
using Kopek.Web.Partner.Manage;
using Kopek.Web.Partner.Own;
using Kopek.Web.Partner.Sellers;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner;

/// <summary>All that partners, those who manage them, and holders who doubt a seller can ask for.</summary>
public sealed class PartnerApi
{
    private readonly PartnerParts parts;

    public PartnerApi(WebOptions options, PartnerDesk desk)
    {
        Api = new ApiParts(options);
        parts = new PartnerParts(Api, desk);
    }

    private ApiParts Api { get; }

    /// <summary>Gives operators and products their numbers. Call when the engine is ready, before callbacks are sent.</summary>
    public async Task Prepare() => await parts.Shelf.Get();

    /// <summary>The body of a callback; null where its transaction is not to be found.</summary>
    public ReadOnlyMemory<byte>? BodyOf(Callback callback) => CallbackBodies.Of(parts, callback);

    public void Map(IEndpointRouteBuilder to)
    {
        DvsApi.Map(to, parts);
        OwnTopUps.Map(to, parts);
        OwnBooks.Map(to, parts);
        OwnDiagnosis.Map(to, parts);
        PartnerEndpoints.Map(to, parts);
        PartnerKeyEndpoints.Map(to, parts);
        SellersPage.Map(to, parts);
    }
}
