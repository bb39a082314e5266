using System.Globalization;
using Kopek.Books.Partners;
using Kopek.Core.TopUps;
using Kopek.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Dvs;

/// <summary>Creating, confirming and cancelling. An external_id is used once for ever: asking again is an error, and the transaction is found by it.</summary>
internal static class DvsTransactions
{
    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        Post(to, parts, "sync/transactions", (http, call) => Create(http, call, waits: true));
        Post(to, parts, "async/transactions", (http, call) => Create(http, call, waits: false));
        Post(to, parts, "sync/transactions/{id}/confirm", (http, call) => Confirm(http, call, waits: true));
        Post(to, parts, "async/transactions/{id}/confirm", (http, call) => Confirm(http, call, waits: false));
        Post(to, parts, "transactions/{id}/cancel", Cancel);
    }

    /// <summary>The partner's own transaction that the address names; null for a stranger's too.</summary>
    public static PartnerTransaction? Find(HttpContext http, PartnerCall call) =>
        long.TryParse(http.Request.RouteValues["id"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? call.Parts.Store.Read(reader => reader.Find(call.Code, TransactionShape.Dvs, id))
            : null;

    public static Task Write(HttpContext http, int status, Sale sale, PartnerCall call) =>
        JsonAnswer.Write(http, status, (sale, call.Products), static (json, state) => DvsTransactionJson.Write(json, state.sale, state.Products));

    private static void Post(IEndpointRouteBuilder to, PartnerParts parts, string path, Func<HttpContext, PartnerCall, Task<DvsError?>> handle) =>
        to.MapPost($"{DvsApi.Root}/{path}", DvsEndpoint.For(parts, handle)).ExcludeFromDescription();

    private static async Task<DvsError?> Create(HttpContext http, PartnerCall call, bool waits)
    {
        if (DvsEndpoint.NotSelling(call) is { } suspended)
        {
            return suspended;
        }

        if (await DvsBody.Read(http.Request) is not { } body)
        {
            return DvsError.BadRequest.Because("the body is no JSON object");
        }

        using (body)
        {
            if (DvsOrderBody.Read(call, body.RootElement, out var wish) is { } wrong)
            {
                return wrong;
            }

            var sale = await PartnerSale.Place(call, wish!);
            if (!sale.IsNew)
            {
                return DvsError.ExternalIdUsed;
            }

            await Write(http, StatusCodes.Status201Created, waits ? await PartnerSale.WaitFor(call.Parts, sale, http.RequestAborted) : sale, call);
            return null;
        }
    }

    private static async Task<DvsError?> Confirm(HttpContext http, PartnerCall call, bool waits)
    {
        if (DvsEndpoint.NotSelling(call) is { } suspended)
        {
            return suspended;
        }

        if (Find(http, call) is not { } stored)
        {
            return DvsError.NoSuchTransaction;
        }

        var sale = await PartnerSale.Read(call.Parts, stored);
        if (sale.Order is not { Status: TopUpStatus.Requested, Confirmed: false, Request.NeedsConfirmation: true } order)
        {
            return NotConfirmable(sale.Status);
        }

        var answer = await call.Parts.Orders.Tell(order.Key, new TopUpOrderCommand.Confirm());
        sale = sale with { Order = (TopUpOrder?)answer.State };
        if (!answer.IsDone)
        {
            return NotConfirmable(sale.Status);
        }

        await Write(http, StatusCodes.Status202Accepted, waits ? await PartnerSale.WaitFor(call.Parts, sale, http.RequestAborted) : sale, call);
        return null;
    }

    private static async Task<DvsError?> Cancel(HttpContext http, PartnerCall call)
    {
        if (Find(http, call) is not { } stored)
        {
            return DvsError.NoSuchTransaction;
        }

        var sale = await PartnerSale.Read(call.Parts, stored);
        if (sale.Order is not { Status: TopUpStatus.Requested, Confirmed: false, Request.NeedsConfirmation: true } order)
        {
            return NotCancellable(sale.Status);
        }

        var answer = await call.Parts.Orders.Tell(order.Key, new TopUpOrderCommand.Cancel());
        sale = sale with { Order = (TopUpOrder?)answer.State };
        if (!answer.IsDone)
        {
            return NotCancellable(sale.Status);
        }

        await Write(http, StatusCodes.Status202Accepted, sale, call);
        return null;
    }

    private static DvsError NotConfirmable(TransactionStatus status) => status switch
    {
        TransactionStatus.Cancelled => DvsError.AlreadyCancelled,
        TransactionStatus.Confirmed or TransactionStatus.Submitted or TransactionStatus.Completed => DvsError.AlreadyConfirmed,
        _ => DvsError.NoLongerConfirmable,
    };

    private static DvsError NotCancellable(TransactionStatus status) =>
        status == TransactionStatus.Cancelled ? DvsError.AlreadyCancelled : DvsError.NoLongerCancellable;
}
