using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="Wrong">The key of what is to be said of the number typed before; null at first.</param>
public sealed record StartView(string? Wrong, string Typed);

/// <summary>The first page: whose line it is about.</summary>
internal static class StartEndpoint
{
    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(CareSite.Root, CareEndpoint.Open(parts, call => Show(call, null))).ExcludeFromDescription();

    public static Task Show(CareCall call, string? wrong) =>
        call.Page<StartPage>(new StartView(wrong, call.Form.Text("msisdn")), wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
