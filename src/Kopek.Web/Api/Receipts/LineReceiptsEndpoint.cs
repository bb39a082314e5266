using System.Globalization;
using System.Text.Json;
using Kopek.Books.Receipts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Receipts;

/// <summary>The receipts of a line, page by page, the newest first. They are for ever: pages have no end in time.</summary>
internal static class LineReceiptsEndpoint
{
    private const int DefaultItems = 50;

    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/receipts", "Receipts of a line")
    {
        Description = "Each as GET of the receipt has it under receipt. The newest first.",
        Query = [(PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = $$"""{"receipts":[{{ReceiptEndpoints.Example}}],"next":"12"}""",
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk) => Operation.Map(to, ApiEndpoint.For(parts, (http, p) => Read(http, p, desk)));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        long? from = null;
        var limit = DefaultItems;
        var problem = parts.FindLine(http, out var line, out _) ?? PageQuery.Read(http.Request, DefaultItems, ReceiptStore.MostOfPage, out from, out limit);
        if (problem is not null)
        {
            return problem;
        }

        var page = desk.Store.OfLine(line, from, limit);
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (page, desk), static (json, view) => Write(json, view.page, view.desk));
        return null;
    }

    private static void Write(Utf8JsonWriter json, ReceiptPage page, ReceiptDesk desk)
    {
        json.WriteStartObject();
        json.WriteStartArray("receipts");
        foreach (var receipt in page.Receipts)
        {
            ReceiptViews.Write(json, receipt, desk);
        }

        json.WriteEndArray();
        json.WriteString("next", page.Next?.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
