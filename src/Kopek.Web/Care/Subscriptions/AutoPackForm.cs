using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Subscriptions;

/// <summary>Stops packs that the plan buys by itself, or allows them again; once for a form however often it is sent.</summary>
internal static class AutoPackForm
{
    public const string Path = ServicesEndpoint.Path + "/auto-packs";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapPost(Path, OwnLine.OpenForm(parts, Change)).ExcludeFromDescription();

    private static Task Change(OwnLine line, OrderId wish) => line.Call.Form.Text("do") is ("stop" or "allow") and var what
        ? line.Place(wish, $"1\ncare-auto-packs\n{line.Id}\n{what}", new LineCommand.SetAutoPackStop(what == "stop"), _ => line.Call.Redirect(ServicesEndpoint.Path),
            _ => ServicesEndpoint.Show(line, line.Call.T("subscriptions.refused")))
        : line.Call.Message(StatusCodes.Status400BadRequest, "error.form");
}
