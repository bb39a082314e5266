using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Web.Care.Held;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Subscriptions;

/// <summary>Sets, raises or removes the cap on what roaming takes in a month; once for a form however often it is sent.</summary>
internal static class RoamingCapForm
{
    public const string Path = ServicesEndpoint.Path + "/roaming-cap";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapPost(Path, OwnLine.OpenForm(parts, Change)).ExcludeFromDescription();

    private static async Task Change(OwnLine line, OrderId wish)
    {
        Money? cap = null;
        if (line.Call.Form.Text("do") != "remove")
        {
            if (!TypedAmount.TryRead(line.Call.Form.Text("amount"), out var typed))
            {
                await ServicesEndpoint.Show(line, line.Call.T("line.amount_unreadable"));
                return;
            }

            cap = typed;
        }

        await line.Place(wish, $"1\ncare-roaming-cap\n{line.Id}\n{cap?.Kopeks}", new LineCommand.SetRoamingCap(cap), _ => line.Call.Redirect(ServicesEndpoint.Path),
            refused => ServicesEndpoint.Show(line, refused.Refused == RefusalCode.AmountAboveMaximum
                ? line.Call.T("refused.most", ("limit", line.Words.Amount(refused.Limit)))
                : line.Call.T("subscriptions.refused")));
    }
}
