using System.Diagnostics;
using Kopek.Engine.Shards;

namespace Kopek.Web.Api.Problems;

/// <summary>The engine gave no answer. Whether a change happened is unknown; the same request with the same key tells.</summary>
internal static class ShardProblems
{
    private const string Again = "Send the same request with the same Idempotency-Key again: it happens once.";

    public static Problem Of(ShardFailure reason) => reason switch
    {
        ShardFailure.Busy => new Problem(ProblemKinds.Busy, $"More requests wait than can be served. {Again}") { RetryAfterSeconds = 1 },
        ShardFailure.Unavailable => new Problem(ProblemKinds.Unavailable, $"The disk may be full; the log says why. {Again}") { RetryAfterSeconds = 5 },
        ShardFailure.Stopping => new Problem(ProblemKinds.Stopping, $"A restart takes some seconds. {Again}") { RetryAfterSeconds = 5 },
        ShardFailure.ShardStopped => new Problem(ProblemKinds.ShardStopped, "A rule broke and the part of the server that holds this line stopped, to lose nothing. Call the operator."),
        _ => throw new UnreachableException($"{reason} has no problem."),
    };
}
