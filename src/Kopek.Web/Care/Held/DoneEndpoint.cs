using System.Globalization;
using Kopek.Books.Statements;
using Kopek.Core.Orders;
using Kopek.Web.Care.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Held;

/// <summary>What a form did, as the line's statement says it. Only what is on the line of the session is looked at: an id alone opens nothing.</summary>
internal static class DoneEndpoint
{
    private const string Root = CareSite.Root + "/done";

    /// <summary>Longer than for a statement: this page has nothing else to show.</summary>
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(8);

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Root + "/{order}", OwnLine.Open(parts, Show)).ExcludeFromDescription();

    public static string PathOf(OrderId order) => $"{Root}/{order}";

    private static async Task Show(OwnLine line)
    {
        var isCaughtUp = await StatementPageEndpoint.CatchUp(line, longestWait);
        var items = OrderId.TryParse(line.Call.Http.Request.RouteValues["order"] as string ?? "", out var order) && order != OrderId.None
            ? line.Api.Books.Reader.Page(line.Id, null, StatementReader.MostItems).Items.OfType<StatementItem.Entry>().Where(entry => entry.Order == order).ToList() : [];
        if (items.Count == 0)
        {
            await (isCaughtUp ? line.Call.Message(StatusCodes.Status404NotFound, "held.done.not_found") : line.Call.Message(StatusCodes.Status503ServiceUnavailable, "held.done.late"));
            return;
        }

        await line.Call.Page<DonePage>(new DoneView([.. items.Select(item => StatementPageEndpoint.Row(line, item))],
            StatementPageEndpoint.AddressOf(line, items[0].At) + string.Create(CultureInfo.InvariantCulture, $"&from={items[0].Number}"), line.Words.Amount(line.Facts.Available)));
    }
}

/// <param name="Rows">The newest first.</param>
/// <param name="InStatement">The address of their place in the statement.</param>
public sealed record DoneView(IReadOnlyList<StatementRow> Rows, string InStatement, string Balance);
