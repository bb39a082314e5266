using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>What every route of automatic renewal asks and answers.</summary>
internal static class AutoRenewalAnswers
{
    public static Problem Unknown() => new(ProblemKinds.AutoRenewalUnknown, "Nothing is topped up by itself here. PUT the settings first.");

    public static Problem KeyReused() =>
        new(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.");

    public static async Task<Mandate?> Find(ApiParts parts, LineId line) => (Mandate?)await Read(parts, MandateKey.Of(line));

    /// <summary>The line as of now; null where there is none any more.</summary>
    public static async Task<LineSight?> See(ApiParts parts, LineId line)
    {
        var catalogue = parts.Engine.Catalogue;
        return (await parts.Shards.Ask(line, (found, now) => LineSight.Of(found, catalogue, now))).Value;
    }

    /// <summary>The id of a key, or the problem: a key of an order for money is that order's, also here.</summary>
    public static async Task<(Problem? Problem, OrderId Id)> KeyOf(ApiParts parts, string key)
    {
        var id = OrderKey.Of(OrderPlacing.Caller, key);
        var isTaken = await parts.Shards.Find(id) is not null || await Read(parts, new AccountKey(AccountKind.TopUpOrder, id)) is not null;
        return (isTaken ? KeyReused() : null, id);
    }

    public static async Task<Account?> Read(ApiParts parts, AccountKey key)
    {
        var query = new AccountQuery(key);
        parts.Shards.Post(query);
        return await query.Task;
    }

    /// <summary>Writes the mandate as it stands after a change, or says why it was refused.</summary>
    public static async Task<Problem?> Of(HttpContext http, ApiParts parts, AccountAnswer answer)
    {
        switch (answer.Refused)
        {
            case AccountRefusal.None: break;
            case AccountRefusal.Unknown: return Unknown();
            case AccountRefusal.Conflict: return KeyReused();
            case AccountRefusal.WrongState: return new Problem(ProblemKinds.AutoRenewalStopped, "It was stopped, or the contract of this line has ended. PUT settings to begin it anew.");
            case AccountRefusal.AmountBelowMinimum or AccountRefusal.AmountAboveMaximum:
                return new Problem(ProblemKinds.MemberInvalid, "A limit changed while this was read. Send it again.");
            default: throw new UnreachableException($"{answer.Refused} has no answer.");
        }

        if (answer.Number == MandateCommand.Repeated)
        {
            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        return await Write(http, parts, (Mandate)answer.State!);
    }

    public static async Task<Problem?> Write(HttpContext http, ApiParts parts, Mandate mandate)
    {
        if (await See(parts, mandate.Line) is not { } sight)
        {
            return ApiParts.UnknownLine();
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, AutoRenewalView.Of(mandate, sight), ApiJson.Default.AutoRenewalView);
        return null;
    }
}
