using System.Text.Json;
using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Lines;

/// <summary>Opens a line with no money. It is stocked until its first use, or until it is activated.</summary>
internal static class OpenLineEndpoint
{
    private const BodyMembers Required = BodyMembers.Msisdn | BodyMembers.Plan;
    private const BodyMembers Allowed = Required | BodyMembers.Imsi | BodyMembers.Iccid | BodyMembers.TimeZone | BodyMembers.Region;

    private static readonly ApiOperation Operation = new("POST", "/api/v1/lines", "Open a line")
    {
        Description = "imsi and iccid are optional. The line's days are those of timeZone (IANA), else of region (ISO 3166-2), else of its operator.",
        Request = """{"msisdn":"79000000000","imsi":"001010000000001","iccid":"8970101000000000004","plan":"KDR-PAYGO","timeZone":"Europe/Moscow","region":"RU-MOW"}""",
        Optional = ["imsi", "iccid", "timeZone", "region"],
        Answer = """
            {"order":"5d41402abc4b2a76b9719d911017c592","kind":"lines","status":"done","msisdn":"79000000000","imsi":"001010000000001","iccid":"8970101000000000004","plan":"KDR-PAYGO","placedAt":"2026-11-23T09:00:00Z"}
            """,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Open));

    private static async Task<Problem?> Open(HttpContext http, ApiParts parts)
    {
        var held = new HeldBody();
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request)
            ?? await RequestBody.Read(http.Request, Allowed, Required, held);
        if (problem is not null)
        {
            return problem;
        }

        var body = held.Value;
        problem = Normalise(ref body, out var numbers);
        var zone = "";
        problem ??= ZoneOf(body, parts, out zone);
        if (problem is not null)
        {
            return problem;
        }

        var order = OrderKey.Of(OrderPlacing.Caller, key);
        var command = new LineCommand.Open(body.Plan!, zone, Money.Zero, Sold: false);
        var answer = await parts.Shards.Open(order, OrderContent.Digest("lines", default, body), numbers!, command);
        problem = OrderPlacing.NotDone(answer, order, "", http);
        if (problem is null)
        {
            http.Response.Headers.Location = $"/api/v1/lines/{body.Msisdn}";
            await JsonAnswer.Write(http, StatusCodes.Status201Created, (order, body, answer.PlacedAt), Write);
        }

        return problem;
    }

    /// <summary>Numbers in their one form, so that the same line written in two ways is the same request.</summary>
    private static Problem? Normalise(ref CommandBody body, out LineNumbers? numbers)
    {
        numbers = null;
        var msisdn = Msisdn.Read(body.Msisdn);
        var imsi = body.Imsi is null ? null : Imsi.Read(body.Imsi);
        var iccid = body.Iccid is null ? null : Iccid.Read(body.Iccid);
        foreach (var (member, fault) in ((string, NumberFault?)[])[("msisdn", msisdn.Fault), ("imsi", imsi?.Fault), ("iccid", iccid?.Fault)])
        {
            if (fault is not null)
            {
                return new Problem(ProblemKinds.NumberInvalid, $"{fault.Reason} ({fault.Code})") { Member = member };
            }
        }

        body.Msisdn = msisdn.Number!.Digits;
        body.Imsi = imsi?.Number?.Digits;
        body.Iccid = iccid?.Number?.Digits;
        numbers = new LineNumbers(body.Msisdn, body.Imsi, body.Iccid);
        return numbers.FirstMalformed() is { } kind
            ? new Problem(ProblemKinds.NumberInvalid, "It cannot be stored as such a number. Check its digits.") { Member = kind.ToString().ToLowerInvariant() }
            : null;
    }

    private static Problem? ZoneOf(in CommandBody body, ApiParts parts, out string zone)
    {
        var version = parts.Engine.Catalogue.At(parts.Now);
        zone = body.TimeZone ?? "";
        if (zone.Length > 0)
        {
            return null;
        }

        if (body.Region is not null)
        {
            zone = version.FindRegion(body.Region)?.TimeZone ?? "";
            return zone.Length > 0 ? null : new Problem(ProblemKinds.UnknownRegion, "Give a region of ISO 3166-2 like RU-MOW, or a time zone.") { Member = "region" };
        }

        // An unknown plan has no operator; the rules refuse it.
        zone = version.FindPlan(body.Plan!) is { } plan ? version.FindOperator(plan.Operator)!.DefaultTimeZone : version.Operators[0].DefaultTimeZone;
        return null;
    }

    private static void Write(Utf8JsonWriter json, (Core.Orders.OrderId Order, CommandBody Body, Moment PlacedAt) opened)
    {
        json.WriteStartObject();
        json.WriteString("order"u8, opened.Order.ToString());
        json.WriteString("kind"u8, "lines"u8);
        json.WriteString("status"u8, "done"u8);
        json.WriteString("msisdn"u8, opened.Body.Msisdn);
        json.WriteString("imsi"u8, opened.Body.Imsi);
        json.WriteString("iccid"u8, opened.Body.Iccid);
        json.WriteString("plan"u8, opened.Body.Plan);
        json.WriteString("placedAt"u8, opened.PlacedAt.ToString());
        json.WriteEndObject();
    }
}
