using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Orders;

/// <summary>The way of a change over HTTP: key, body, line, command, order, answer. Nothing is placed before all of the request is understood.</summary>
internal static class OrderPlacing
{
    /// <summary>All callers are the one operator until people have accounts.</summary>
    public const string Caller = "operator";

    public static async Task<Problem?> Place(HttpContext http, ApiParts parts, OrderRoute route)
    {
        var body = new HeldBody();
        var line = default(LineId);
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request)
            ?? await RequestBody.Read(http.Request, route.Allowed, route.Required, body)
            ?? parts.FindLine(http, out line, out _);
        if (problem is not null)
        {
            return problem;
        }

        var currency = await parts.CurrencyOf(line);
        if (body.Value.Present.HasFlag(BodyMembers.Amount) && body.Value.Currency != currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"This line's money is {currency}. Send kopeks of {currency}; nothing is exchanged here.") { Member = "amount.currency" };
        }

        if (route.Command(body.Value, out problem) is not { } command)
        {
            return problem ?? throw new UnreachableException();
        }

        var order = OrderKey.Of(Caller, key);
        var answer = await parts.Shards.Place(order, OrderContent.Digest(route.Name, line, body.Value), line, command);
        return NotDone(answer, order, currency, http)
            ?? await Written(http, route.DoneStatus, new OrderReceipt(order, route.Name, currency, answer.Outcome!, answer.PlacedAt));
    }

    /// <summary>Null where the order is done.</summary>
    public static Problem? NotDone(in OrderAnswer answer, OrderId order, string currency, HttpContext http)
    {
        if (answer.Replayed)
        {
            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        return answer.Status switch
        {
            OrderStatus.Done => answer.Outcome!.IsDone ? null : RuleProblems.Of(answer.Outcome, currency, order.ToString()),
            OrderStatus.InFlight => new Problem(ProblemKinds.RequestInFlight, "Its first sender gets the outcome. Ask again in a moment with the same key.") { RetryAfterSeconds = 1 },
            OrderStatus.Conflict => new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change."),
            _ => throw new UnreachableException($"{answer.Status} has no answer."),
        };
    }

    private static async Task<Problem?> Written(HttpContext http, int status, OrderReceipt receipt)
    {
        if (status == StatusCodes.Status201Created)
        {
            http.Response.Headers.Location = $"/api/v1/orders/{receipt.Order}";
        }

        await JsonAnswer.Write(http, status, receipt, static (json, written) => written.Write(json));
        return null;
    }
}
