using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.TopUps;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Packs;

/// <summary>Buys a pack out of the balance, or with a payment in one step; once for a form however often it is sent.</summary>
internal static class BuyPackForm
{
    public const string BuyPath = PacksEndpoint.Path + "/buy";
    public const string PayPath = PacksEndpoint.Path + "/pay";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(BuyPath, OwnLine.OpenForm(parts, Buy)).ExcludeFromDescription();
        to.MapPost(PayPath, OwnLine.OpenForm(parts, Pay)).ExcludeFromDescription();
    }

    private static Task Buy(OwnLine line, OrderId wish) => PackReview.Find(line, line.Call.Form.Text("pack")) is { } pack
        ? line.Place(wish, $"1\ncare-packs\n{line.Id}\n{pack.Code}", new LineCommand.BuyPack(pack.Code), _ => line.Call.Redirect(DoneEndpoint.PathOf(wish)),
            _ => PackReview.Show(line, pack, line.Call.T("packs.not_bought")))
        : PackReview.Unknown(line);

    /// <summary>The number is the session's and nobody typed it: nothing is typed twice, and no time to find a wrong digit is waited for.</summary>
    private static async Task Pay(OwnLine line, OrderId wish)
    {
        if (PackReview.Find(line, line.Call.Form.Text("pack")) is not { } pack || !TypedAmount.TryRead(line.Call.Form.Text("amount"), out var amount))
        {
            await PackReview.Unknown(line);
            return;
        }

        var (order, provider) = (line.Call.Form.Text(PostedForm.OrderField), line.Call.Form.Text("provider"));
        var placing = await line.Call.Parts.Desk.Place(new TopUpWish(line.Caller, order, $"{line.Id} {amount.Kopeks} {provider} {pack.Code}", Payer: "", line.Id, amount, PaymentWay.Provider, provider)
        {
            NumberConfirmed = true,
            Pack = pack.Code,
        });
        await (placing.Order is { } placed ? line.Call.Redirect(OrderEndpoint.PathOf(placed.Id))
            : placing.Refused == TopUpRefusal.KeyReused ? line.Call.Message(StatusCodes.Status409Conflict, "error.conflict")
            : PackReview.Show(line, pack, line.Call.T("packs.not_paid")));
    }
}
