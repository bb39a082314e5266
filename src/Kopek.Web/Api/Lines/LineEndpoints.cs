using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Lines;

/// <summary>Reading a line, activating and barring it. Opening one is <see cref="OpenLineEndpoint"/>.</summary>
internal static class LineEndpoints
{
    private const string Path = "/api/v1/lines/{msisdn}";

    private static readonly OrderRoute ActivationRoute = new("activation", StatusCodes.Status200OK, BodyMembers.None, BodyMembers.None, Activate);
    private static readonly OrderRoute BarRoute = new("bar", StatusCodes.Status200OK, BodyMembers.Reason, BodyMembers.Reason, SetBar);

    private static readonly Dictionary<string, BarReason> Bars = Enum.GetValues<BarReason>()
        .Where(reason => reason is not (BarReason.PromisedPaymentOverdue or BarReason.Chargeback))
        .ToDictionary(reason => SnakeCase.Of(reason));

    private static readonly ApiOperation Get = new("GET", Path, "Read a line")
    {
        Description = "Balance, buckets, state and why, and what brings data back. Where a top-up does not help, topUpHelps is false and cure says what does.",
        Answer = """
            {"msisdn":"79000000000","imsi":"001010000000001","iccid":"8970101000000000004","operator":"KDR","plan":"KDR-PAYGO","nextPlan":"KDR-M25","timeZone":"Europe/Moscow","state":"active","reason":"none","cure":"none","dataWorks":true,"topUpHelps":false,"needed":{"value":0,"currency":"RUB"},"balance":{"available":49000,"reserved":1000,"currency":"RUB","lots":[{"kind":"top_up","value":50000,"freeFrom":"2026-11-23T09:00:00Z","order":"5d41402abc4b2a76b9719d911017c592"}]},"usage":{"totalOctets":1048576,"totalCharged":{"value":200,"currency":"RUB"},"uncoveredOctets":0},"buckets":[{"number":1,"kind":"bundle","name":"KDR-M25","granted":1073741824,"rest":1072693248,"reserved":0,"expiresAt":"2026-12-23T09:00:00Z","zones":[0],"country":"CN"}],"nextDue":"2026-12-23T09:00:00Z","feePaidUntil":"2026-12-23T09:00:00Z","bundleUntil":"2026-12-23T09:00:00Z","planValidUntil":"2026-12-23T09:00:00Z","arrears":{"state":"none","due":{"value":0,"currency":"RUB"}},"sessions":[{"session":"b10a8db164e0754105b7a99be72e3fe5","openedAt":"2026-11-23T09:00:00Z","country":"CN","reportedOctets":1048576,"reservedOctets":10485760,"reserved":{"value":1000,"currency":"RUB"},"supervisedUntil":"2026-11-23T11:00:00Z"}],"promisedPayment":{"debt":{"value":10000,"currency":"RUB"},"fee":{"value":5000,"currency":"RUB"},"dueAt":"2026-11-26T09:00:00Z"},"roamingCap":{"cap":{"value":50000,"currency":"RUB"},"charged":{"value":12000,"currency":"RUB"},"reserved":{"value":2500,"currency":"RUB"},"left":{"value":35500,"currency":"RUB"},"monthEnds":"2026-11-30T21:00:00Z","reason":"none","cure":"none","topUpHelps":false},"autoPackStop":false,"throttleNotEnforceable":false,"openedAt":"2026-11-23T09:00:00Z","asOf":"2026-11-23T09:00:00Z"}
            """,
    };

    private static readonly ApiOperation Activation = new("POST", Path + "/activation", "Start the plan now")
    {
        Description = "Takes the connection fee and the first fee, as the first use of data would. No body.",
        Answer = ApiExamples.Receipt("activation", 0),
        IsChange = true,
    };

    private static readonly ApiOperation Bar = new("POST", Path + "/bar", "Bar a line, or lift its bar")
    {
        Description = "reason: operator, fraud, identity_not_confirmed, voluntary; none lifts the bar, whatever it was.",
        Request = """{"reason":"voluntary"}""",
        Answer = ApiExamples.Receipt("bar", 0),
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Activation.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, ActivationRoute)));
        Bar.Map(to, ApiEndpoint.For(parts, static (http, p) => OrderPlacing.Place(http, p, BarRoute)));
    }

    /// <summary>The line as it is now; null where there is none.</summary>
    public static async Task<LineView?> View(ApiParts parts, LineId id) => (await parts.Shards.Ask(id, (line, now) => View(parts, line, now))).Value;

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var id, out _) is { } problem)
        {
            return problem;
        }

        if (await View(parts, id) is not { } view)
        {
            return ApiParts.UnknownLine();
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.LineView);
        return null;
    }

    private static LineView View(ApiParts parts, Line line, Moment now)
    {
        var decision = new Decision(parts.Engine.Catalogue, QuotaPolicy.Default, new EndedSessions(1));
        decision.Begin(line, now);
        return LineViews.Of(line, now, ServiceState.Of(decision), parts);
    }

    private static LineCommand.Activate Activate(in CommandBody body, out Problem? problem)
    {
        problem = null;
        return new LineCommand.Activate();
    }

    private static LineCommand.SetBar? SetBar(in CommandBody body, out Problem? problem)
    {
        var isKnown = Bars.TryGetValue(body.Reason!, out var reason);
        problem = isKnown ? null : new Problem(ProblemKinds.MemberInvalid, $"It is one of {string.Join(", ", Bars.Keys)}.") { Member = "reason" };
        return isKnown ? new LineCommand.SetBar(reason) : null;
    }
}
