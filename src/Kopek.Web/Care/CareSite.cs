using Kopek.Web.Api;
using Kopek.Web.Care.TopUps;
using Kopek.Web.Care.Trips;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care;

/// <summary>The holder's pages, for everybody: server-rendered, complete without any script.</summary>
internal static class CareSite
{
    public const string Root = "/care";

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        var care = new CareParts(parts);
        StartEndpoint.Map(to, care);
        LineEndpoint.Map(to, care);
        ReviewEndpoint.Map(to, care);
        PayEndpoint.Map(to, care);
        OrderEndpoint.Map(to, care);
        TripEndpoint.Map(to, care);
    }
}
