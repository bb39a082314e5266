using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kopek.Web.Api.Keys;

/// <summary>The client's own id of a change. The same key with the same content is the same change, for 30 days.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Characters: a UUID has 36, and some clients send longer ids of their own.</summary>
    public const int Longest = 128;

    /// <summary>Null where <paramref name="key"/> is one: 1 to 128 printable ASCII characters without spaces, once.</summary>
    public static Problem? Read(HttpRequest request, out string key)
    {
        key = "";
        if (!request.Headers.TryGetValue(Header, out StringValues values) || values.Count == 0)
        {
            return new Problem(ProblemKinds.IdempotencyKeyMissing,
                "Send a header Idempotency-Key with an id of your own for this change, a UUID for instance. Repeat it to ask again safely.");
        }

        var given = values.ToString();
        if (values.Count > 1 || given.Length is 0 or > Longest || given.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return new Problem(ProblemKinds.IdempotencyKeyInvalid, $"An Idempotency-Key is 1 to {Longest} printable ASCII characters without spaces, sent once.");
        }

        key = given;
        return null;
    }
}
