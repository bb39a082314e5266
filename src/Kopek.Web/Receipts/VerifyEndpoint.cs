using System.Text.Json;
using Kopek.Books.Receipts;
using Kopek.Books.Statements;
using Kopek.Web.Api;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Api.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Receipts;

/// <summary>Checking a receipt that somebody kept as JSON, and the public keys with which anyone checks it without us.</summary>
internal static class VerifyEndpoint
{
    private static readonly ApiOperation Keys = new("GET", "/receipts/keys", "Public keys of receipts")
    {
        Description = "A JSON Web Key Set (RFC 7517, RFC 8037) of all keys that receipts were ever signed with here.",
        Answer = """{"keys":[{"kty":"OKP","crv":"Ed25519","use":"sig","alg":"EdDSA","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""",
        AnswerType = "application/jwk-set+json",
        IsOpenToAll = true,
    };

    private static readonly ApiOperation Verify = new("POST", "/receipts/verify", "Check a receipt")
    {
        Description = "The body is the JSON of a receipt. verdict: genuine, altered, unknown_key, not_a_receipt. Nothing is stored. Limited for each address.",
        Request = ReceiptEndpoints.Example,
        Optional = ["refersTo", "pack", "opened"],
        Answer = """{"verdict":"genuine","receipt":"KDR-0000123","meaning":"Genuine: signed by the key that it names, and unaltered."}""",
        IsOpenToAll = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk, AddressGate gate)
    {
        Keys.Map(to, http => WriteKeys(http, desk));
        Verify.Map(to, ApiEndpoint.ForEverybody(parts, (http, _) => Check(http, desk, gate)));
    }

    private static Task WriteKeys(HttpContext http, ReceiptDesk desk)
    {
        var body = desk.Keys.Json();
        http.Response.ContentType = Keys.AnswerType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static async Task<Problem?> Check(HttpContext http, ReceiptDesk desk, AddressGate gate)
    {
        if (!gate.LetsThrough(http))
        {
            return new Problem(ProblemKinds.TooManyRequests, "Wait a minute, or check receipts yourself with the keys at /receipts/keys.") { RetryAfterSeconds = 60 };
        }

        var problem = RequestBody.WrongHead(http.Request);
        if (problem is not null)
        {
            return problem;
        }

        var (tooLarge, body) = await RequestBody.Whole(http.Request);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        var (verdict, receipt) = ReceiptVerification.CheckJson(body, desk.Keys);
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (verdict, receipt), static (json, found) => Write(json, found.verdict, found.receipt));
        return null;
    }

    private static void Write(Utf8JsonWriter json, ReceiptVerdict verdict, PublicReceipt? receipt)
    {
        json.WriteStartObject();
        json.WriteString("verdict", SnakeCase.Of(verdict));
        // The number of an altered receipt is no one's.
        if (verdict == ReceiptVerdict.Genuine)
        {
            json.WriteString("receipt", receipt!.Name);
        }

        json.WriteString("meaning", ReceiptVerification.Sentence(verdict));
        json.WriteEndObject();
    }
}
