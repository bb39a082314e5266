using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Dvs;

/// <summary>
/// DT One's DVS API v1, the shape that third-party platforms already code against: their client with only its base address and keys changed works here.
/// Source: the public OpenAPI document of DVS v1 (version 1.14.0) and the npm client @dtone/dvs 1.3.0.
/// </summary>
internal static class DvsApi
{
    public const string Root = "/v1";

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        DvsDiscovery.Map(to, parts);
        DvsLookup.Map(to, parts);
        DvsBalances.Map(to, parts);
        DvsTransactions.Map(to, parts);
        DvsTransactionLists.Map(to, parts);
        to.Map(Root + "/{**rest}", DvsEndpoint.For(parts, static (_, _) => Task.FromResult<DvsError?>(DvsError.NotFound))).ExcludeFromDescription();
    }
}
