using Kopek.Engine.Payments;
using Kopek.Web.Care.Held;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="Order">The id of this wish, made once: the form sent twice is one payment.</param>
/// <param name="Value">The amount as the form sends it.</param>
public sealed record AgainView(string Label, string Order, string Value, string Provider);

/// <summary>
/// The holder's last payment for his line once more, with one press. No bound method is charged: there is none of people who pay here, so that the order leads
/// to its provider as every other does. It waits out the hold, because nothing was shown to be checked.
/// </summary>
internal static class AgainEndpoint
{
    public const string Path = CareSite.Root + "/again";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, OwnLine.Open(parts, Pay)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(Home.HomeEndpoint.Path))).ExcludeFromDescription();
    }

    /// <summary>Null where this holder never paid for the line here, or the money went back.</summary>
    public static async Task<AgainView?> Of(OwnLine line) => await Placing.Last(line.Call.Parts, line.Session, line.Id) is not { } last ? null
        : new AgainView(line.Call.T("topup.again", ("amount", line.Words.Amount(last.Request.Amount)), ("provider", last.Request.Source)), PostedForm.NewOrder(),
            TopUpAmounts.Written(last.Request.Amount), last.Request.Source);

    private static async Task Pay(OwnLine line)
    {
        var call = line.Call;
        if (Placing.Read(call) is not var (wish, amount))
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
        }
        else if (!line.IsFormOfThisLine)
        {
            await call.Message(StatusCodes.Status409Conflict, "held.other_line");
        }
        else if (await PaidLine.Of(call.Parts.Api, Recipient.Own(line.Session.Line), amount) is not { } paid)
        {
            await StartEndpoint.Show(call, "start.no_payment");
        }
        else if (await Placing.IsKnown(call, wish) || (paid.WorksAfter && await IsLast(line, paid)))
        {
            await Placing.Place(call, paid, OrderHold.Always);
        }
        else if (ReviewEndpoint.Refusal(call, paid) is { } refusal)
        {
            await LineEndpoint.Show(call, paid, refusal);
        }
        else
        {
            // What the press would not do is said before the money; and a sum that was not paid last is shown to be checked.
            await ReviewEndpoint.Show(call, paid, call.Form.Text(PostedForm.OrderField), null);
        }
    }

    private static async Task<bool> IsLast(OwnLine line, PaidLine paid) =>
        await Placing.Last(line.Call.Parts, line.Session, line.Id) is { } last && last.Request.Amount == paid.Quote.Pay && last.Request.Source == line.Call.Form.Text("provider");
}
