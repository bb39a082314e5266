using System.Globalization;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Statements;

/// <summary>What happened to a line and its money, page by page.</summary>
internal static class StatementEndpoint
{
    public const int DefaultItems = 50;


    /// <summary>How long a reader waits for the books to have what was just committed; then it reads what is there, and asOf says so.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/statement", "Statement of a line")
    {
        Description = "Each session with what was reserved, used, returned, its price and the buckets it came from; each fee, top-up, pack and change. The newest first.",
        Query = [(PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = """
            {"msisdn":"79000000000","items":[{"type":"session","number":6,"at":"2026-11-23T09:00:00Z","kind":"terminated","balanceAfter":49800,"session":"b10a8db164e0754105b7a99be72e3fe5","closedAt":"2026-11-23T09:05:00Z","country":"CN","grantedOctets":10485760,"reserved":{"value":2000,"currency":"RUB"},"reservedNow":{"octets":10485760,"amount":{"value":2000,"currency":"RUB"}},"usedOctets":1048576,"returnedOctets":9437184,"paidOctets":1048576,"freeOctets":0,"uncoveredOctets":0,"price":{"value":200,"currency":"RUB"},"fromBuckets":[{"bucket":1,"kind":"bundle","name":"KDR-M25","octets":1048576}]},{"type":"entry","number":5,"at":"2026-11-23T08:59:00Z","kind":"top_up","balanceAfter":50000,"amount":{"value":50000,"currency":"RUB"},"octets":1073741824,"bucket":1,"order":"5d41402abc4b2a76b9719d911017c592","reference":"KDR-H1G"}],"next":"3","asOf":"2026-11-23T09:06:00Z"}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        long? from = null;
        var limit = DefaultItems;
        var problem = parts.FindLine(http, out var id, out var msisdn) ?? PageQuery.Read(http.Request, DefaultItems, StatementReader.MostItems, out from, out limit);
        if (problem is not null)
        {
            return problem;
        }

        var currency = await parts.CurrencyOf(id);
        var open = (await parts.Shards.Ask(id, (line, _) => Open(line, currency))).Value ?? [];
        var shard = id.Shard(parts.Shards.Count);
        await parts.Books.CaughtUp(shard, LongestWait);
        var asOf = parts.Books.AsOf(shard, parts.Now);
        var page = parts.Books.Reader.Page(id, from, limit);
        var view = new StatementView(msisdn, [.. page.Items.Select(item => ItemView.Of(item, currency, open))],
            page.Next?.ToString(CultureInfo.InvariantCulture), asOf.ToString());
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, StatementJson.Default.StatementView);
        return null;
    }

    private static Dictionary<SessionKey, ReservationView> Open(Line line, string currency) => line.Sessions.ToDictionary(
        session => session.Key,
        session => new ReservationView(session.Grants.Sum(grant => grant.Octets),
            AmountView.Of(new Money(session.Grants.Sum(grant => grant.ReservedMoney.Kopeks)), currency)));
}
