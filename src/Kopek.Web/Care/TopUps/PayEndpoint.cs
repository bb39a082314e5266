using Kopek.Books.Numbers;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <summary>Places the order, once for a form however often it is sent, and leads to what became of it.</summary>
internal static class PayEndpoint
{
    public const string Path = CareSite.Root + "/pay";

    /// <summary>Whose wishes these are: keys of other callers are others.</summary>
    private const string Caller = "care";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Pay)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Pay(CareCall call)
    {
        if (call.Form.Order(Caller) is not { } id || !TypedAmount.TryRead(call.Form.Text("amount"), out var amount))
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var (wrong, line) = await PaidLine.Read(call, amount);
        var isKnown = await call.Parts.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)) is not null;
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
            await Place(call, line);
        }
    }

    private static async Task Place(CareCall call, PaidLine line)
    {
        var order = call.Form.Text(PostedForm.OrderField);
        var provider = call.Form.Text("provider");
        // Nobody says who pays, so that every number is new to the payer: it is typed twice and waits out its hold.
        var placing = await call.Parts.Desk.Place(new TopUpWish(Caller, order, $"{line.Id} {line.Quote.Pay.Kopeks} {provider}", order, line.Id, line.Quote.Pay, PaymentWay.Provider, provider)
        {
            NumberConfirmed = true,
        });
        if (placing.Order is { } placed)
        {
            await call.Redirect(OrderEndpoint.PathOf(placed.Id));
        }
        else if (placing.Refused == TopUpRefusal.KeyReused)
        {
            await call.Message(StatusCodes.Status409Conflict, "error.conflict");
        }
        else
        {
            await LineEndpoint.Show(call, line, ReviewEndpoint.Refusal(call, line) ?? call.T("refused.other"));
        }
    }

    private static string? Missing(CareCall call, PaidLine line) =>
        Msisdn.Read(call.Form.Text("confirm")).Number?.Digits != line.Number.Digits ? "review.numbers_differ"
        : !line.WorksAfter && !call.Form.IsTicked("knows") ? "review.must_know"
        : null;
}
