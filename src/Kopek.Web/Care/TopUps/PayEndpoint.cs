using Kopek.Books.Numbers;
using Kopek.Engine.Payments;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <summary>Pays what the review showed, and leads to what became of it.</summary>
internal static class PayEndpoint
{
    public const string Path = CareSite.Root + "/pay";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Pay)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Pay(CareCall call)
    {
        if (Placing.Read(call) is not var (wish, amount))
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var (wrong, line) = await PaidLine.Read(call, amount);
        var isKnown = await Placing.IsKnown(call, wish);
        if (line is null)
        {
            await StartEndpoint.Show(call, wrong);
        }
        else if (!isKnown && Missing(call, line) is { } missing)
        {
            await ReviewEndpoint.Show(call, line, call.Form.Text(PostedForm.OrderField), call.T(missing));
        }
        else
        {
            await Placing.Place(call, line, line.Recipient.IsKnown ? OrderHold.Never : OrderHold.NewNumbers);
        }
    }

    private static string? Missing(CareCall call, PaidLine line) =>
        !line.Recipient.IsKnown && Msisdn.Read(call.Form.Text("confirm")).Number?.Digits != line.Recipient.Number.Digits ? "review.numbers_differ"
        : !line.WorksAfter && !call.Form.IsTicked("knows") ? "review.must_know"
        : null;
}
