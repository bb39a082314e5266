using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
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

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapPost(Path, OwnLine.Open(parts, Change)).ExcludeFromDescription();

    private static async Task Change(OwnLine line)
    {
        if (line.WishOfForm is not { } id)
        {
            await line.Call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        if (!line.IsFormOfThisLine)
        {
            await line.Call.Message(StatusCodes.Status409Conflict, "held.other_line");
            return;
        }

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

        var digest = OrderKey.Digest($"1\ncare-roaming-cap\n{line.Id}\n{cap?.Kopeks}");
        await Answer(line, await line.Api.Shards.Place(id, digest, line.Id, new LineCommand.SetRoamingCap(cap)));
    }

    private static Task Answer(OwnLine line, OrderAnswer answer) => answer.Status switch
    {
        OrderStatus.Conflict => line.Call.Message(StatusCodes.Status409Conflict, "error.conflict"),
        OrderStatus.InFlight => line.Call.Message(StatusCodes.Status503ServiceUnavailable, "error.unavailable"),
        _ when answer.Outcome!.IsDone => line.Call.Redirect(ServicesEndpoint.Path),
        _ when answer.Outcome!.Refused == RefusalCode.AmountAboveMaximum =>
            ServicesEndpoint.Show(line, line.Call.T("refused.most", ("limit", line.Words.Amount(answer.Outcome.Limit)))),
        _ => ServicesEndpoint.Show(line, line.Call.T("subscriptions.cap_refused")),
    };
}
