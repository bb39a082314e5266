using System.Globalization;
using Kopek.Books.Notices;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Notices;

/// <summary>The record of what the holder of a line was told, or was to be told, page by page.</summary>
internal static class NoticesEndpoint
{
    public const int DefaultItems = 50;


    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/notices", "What a holder was told")
    {
        Description = "One item a notice and channel, the newest first. state: waiting, sending, sent, delivered, undelivered, refused, not_sent, unknown, withdrawn; reason says why.",
        Query = [(PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = """
            {"notices":[{"number":12,"kind":"topped_up","channel":"sms","language":"en","to":"••• 0000","text":"Received: 500.00 RUB. Your balance is 510.00 RUB.","state":"not_sent","reason":"no_channel_configured","attempts":0,"at":"2026-11-23T09:00:00Z","notBefore":"2026-11-23T09:00:00Z","changedAt":"2026-11-23T09:00:01Z"}],"next":"12"}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        long? from = null;
        var limit = DefaultItems;
        var problem = parts.FindLine(http, out var line, out var msisdn) ?? PageQuery.Read(http.Request, DefaultItems, NoticeStore.MostOfPage, out from, out limit);
        if (problem is not null)
        {
            return problem;
        }

        var page = parts.Notices.Page(line, from, limit);
        var email = parts.Notices.Preferences(line).Email;
        var view = new NoticeListView([.. page.Notices.Select(row => NoticeView.Of(row, msisdn, email))], page.Next?.ToString(CultureInfo.InvariantCulture));
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.NoticeListView);
        return null;
    }
}
