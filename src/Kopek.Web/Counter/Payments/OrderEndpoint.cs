using System.Globalization;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Web.Counter.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Payments;

/// <param name="Given">Cash put on the counter; zero where nobody said.</param>
public sealed record OrderView(TopUpOrder Order, CounterLine Line, Money Given, string Seller)
{
    public Money Change => Given > Order.Request.Amount ? Given - Order.Request.Amount : Money.Zero;

    /// <summary>The payer gets the money back out of the drawer, or the terminal.</summary>
    public bool GivesBack => Order.Status is TopUpStatus.Refunding or TopUpStatus.Refunded;
}

/// <summary>What became of an order that was paid at a counter, and its receipt to be printed.</summary>
internal static class OrderEndpoint
{
    public const string Root = CounterSite.Root + "/orders";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts) => to.MapGet(Root + "/{order}", CounterEndpoint.For(parts, Show));

    private static async Task Show(CounterCall call)
    {
        var text = (string)call.Http.Request.RouteValues["order"]!;
        var order = OrderId.TryParse(text, out var id) ? await call.Parts.Orders.Read(new AccountKey(AccountKind.TopUpOrder, id)) : null;
        if (order is null || order.Request.Operator != call.Staff.Operator || order.Request.Way is not (PaymentWay.CounterCash or PaymentWay.CounterCard)
            || await CounterLine.Read(call, order.Request.Line) is not { } line)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_order");
            return;
        }

        var given = long.TryParse(call.Query("given"), NumberStyles.None, CultureInfo.InvariantCulture, out var kopeks) ? new Money(kopeks) : Money.Zero;
        var seller = call.Parts.Operator(order.Request.Operator) is { } terms ? call.Words.Name(terms.Name) : order.Request.Operator;
        await call.Page<OrderPage>(new OrderView(order, line, given, seller));
    }
}
