using System.Diagnostics;
using System.Globalization;
using Kopek.Books.Disputes;
using Kopek.Engine.Orders;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Disputes;

/// <summary>What the changes of a dispute share: their key, their limits, and their answer.</summary>
internal static class DisputeChanges
{
    public const string By = "by";
    public const string Text = "text";

    /// <summary>Disputes have a space of keys of their own: they are no orders for money.</summary>
    private const string Caller = "operator/disputes";

    public static DisputeKey Key(string key, string route, IReadOnlyDictionary<string, string> members) => new(OrderKey.Of(Caller, key), TextBody.Digest(route, members));

    /// <summary>Null where name and text are not too long.</summary>
    public static Problem? TooLong(IReadOnlyDictionary<string, string> members)
    {
        if (members[By].Length > CaseStore.LongestName)
        {
            return new Problem(ProblemKinds.MemberInvalid, $"It has at most {CaseStore.LongestName} characters.") { Member = By };
        }

        return members[Text].Length > CaseStore.LongestText
            ? new Problem(ProblemKinds.MemberInvalid, $"It has at most {CaseStore.LongestText} characters. Add another note for more.") { Member = Text }
            : null;
    }

    public static async Task<Problem?> Answer(HttpContext http, DisputeChange change, int status)
    {
        switch (change)
        {
            case DisputeChange.Done done:
                await Write(http, done.Dispute, status);
                return null;
            case DisputeChange.Repeated repeated:
                http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
                await Write(http, repeated.Dispute, status);
                return null;
            case DisputeChange.Conflict:
                return new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.");
            case DisputeChange.Unknown: return Unknown();
            case DisputeChange.OpenAlready open:
                return new Problem(ProblemKinds.DisputeOpen, string.Create(CultureInfo.InvariantCulture, $"Add a note to it: POST /api/v1/disputes/{open.Id}/notes."));
            case DisputeChange.DecidedAlready: return new Problem(ProblemKinds.DisputeDecided, "A decision is final. If there is news, open another dispute on the receipt.");
            case DisputeChange.Full: return new Problem(ProblemKinds.DisputeFull, "Only a decision can be added to it now.");
            default: throw new UnreachableException($"{change.GetType().Name} has no answer.");
        }
    }

    public static Problem Unknown() => new(ProblemKinds.UnknownDispute, "Disputes are numbered from 1. GET /api/v1/disputes lists them.");

    private static Task Write(HttpContext http, Dispute dispute, int status)
    {
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/v1/disputes/{dispute.Id}");
        return JsonAnswer.Write(http, status, dispute, static (json, written) => DisputeViews.Write(json, written, withEvidence: true));
    }
}
