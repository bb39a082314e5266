using Kopek.Core.Accounts;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;
using Kopek.Web.Api.AutoRenewal;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Subscriptions;

/// <summary>Pauses automatic renewal, lets it go on, or stops it; once for a form however often it is sent.</summary>
internal static class RenewalForm
{
    public const string Path = ServicesEndpoint.Path + "/renewal";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapPost(Path, OwnLine.OpenForm(parts, Change)).ExcludeFromDescription();

    private static async Task Change(OwnLine line, OrderId id)
    {
        var wish = line.Call.Form.Text("do");
        if (Command(wish) is not { } command)
        {
            await line.Call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var request = new AwaitedAccount(MandateKey.Of(line.Id), command(AutoRenewalEndpoints.ChangeOf(id, $"1\ncare-auto-renewal\n{line.Id}\n{wish}")));
        line.Api.Shards.Post(request);
        await ((await request.Task).Refused switch
        {
            AccountRefusal.None => line.Call.Redirect(ServicesEndpoint.Path),
            AccountRefusal.Conflict => line.Call.Message(StatusCodes.Status409Conflict, "error.conflict"),
            _ => ServicesEndpoint.Show(line, line.Call.T("subscriptions.renewal_over")),
        });
    }

    private static Func<MandateChange, MandateCommand>? Command(string wish) => wish switch
    {
        "pause" => change => new MandateCommand.Pause(change),
        "resume" => change => new MandateCommand.Resume(change),
        "stop" => change => new MandateCommand.Stop(change),
        _ => null,
    };
}
