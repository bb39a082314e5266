using System.Globalization;
using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Api;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Own;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Manage;

/// <summary>For the operator: keys and webhook secrets, which are told once and change without a gap, and what partners were told.</summary>
internal static class PartnerKeyEndpoints
{
    /// <summary>The secret before still signs beside the new one so long.</summary>
    private static readonly TimeSpan oldSecretSigns = TimeSpan.FromHours(24);

    /// <summary>A key ends after a year unless something else is said.</summary>
    private static readonly TimeSpan usualKeeping = TimeSpan.FromDays(365);

    private const int MostCallbacks = 200;
    private const string UntilQuery = "validUntil";

    private static readonly ApiOperation AddKey = new("POST", PartnerEndpoints.Path + "/{code}/keys", "Make a key for a partner's programs")
    {
        Description = "The secret is shown this once. Keys made before go on until they are revoked or end: make a new one, change the programs, then revoke the old one. No body.",
        Query = [(UntilQuery, "when the key ends, such as 2027-11-23T09:00:00Z; a year from now if left out")],
        Answer = """{"id":"pk_0123456789abcdef","validFrom":"2026-11-23T09:00:00Z","validUntil":"2027-11-23T09:00:00Z","secret":"ps_c2VjcmV0"}""",
        Status = StatusCodes.Status201Created,
    };

    private static readonly ApiOperation Revoke = new("DELETE", PartnerEndpoints.Path + "/{code}/keys/{key}", "Revoke a key at once")
    {
        Answer = """{"id":"pk_0123456789abcdef","validFrom":"2026-11-23T09:00:00Z","validUntil":"2026-11-24T09:00:00Z"}""",
    };

    private static readonly ApiOperation AddSecret = new("POST", PartnerEndpoints.Path + "/{code}/webhook-secrets", "Make a secret that webhooks are signed with")
    {
        Description = "Shown this once. The secret before signs beside it for 24 hours. No body.",
        Answer = """{"secret":"whsec_c2VjcmV0"}""",
        Status = StatusCodes.Status201Created,
    };

    private static readonly ApiOperation Callbacks = new("GET", PartnerEndpoints.Path + "/{code}/callbacks", "What a partner was told")
    {
        Description = "The newest 200. state: waiting, sending, delivered, given_up (after ten attempts, or when the partner answered 410).",
        Answer = """
            {"callbacks":[{"id":"msg_12_70000_1","transaction":12,"outcome":"COMPLETED","url":"https://acme.example/hooks","state":"waiting","attempts":1,"answer":"http_500","madeAt":"2026-11-23T09:00:00Z","nextAt":"2026-11-23T09:00:05Z"}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        AddKey.Map(to, ApiEndpoint.For(parts.Api, (http, _) => MakeKey(http, parts)));
        Revoke.Map(to, ApiEndpoint.For(parts.Api, (http, _) => RevokeKey(http, parts)));
        AddSecret.Map(to, ApiEndpoint.For(parts.Api, (http, _) => MakeSecret(http, parts)));
        Callbacks.Map(to, ApiEndpoint.For(parts.Api, (http, _) => Told(http, parts)));
    }

    private static async Task<Problem?> MakeKey(HttpContext http, PartnerParts parts)
    {
        var now = parts.Now;
        if (PartnerEndpoints.Find(http, parts) is not { } entry)
        {
            return PartnerEndpoints.Unknown();
        }

        if (entry.Keys.Count(key => now < key.ValidUntil) >= PartnerKey.MostOfPartner)
        {
            return new Problem(PartnerManageProblems.TooManyKeys, $"A partner has at most {PartnerKey.MostOfPartner} keys that are valid. Revoke one first.");
        }

        var text = http.Request.Query[UntilQuery].ToString();
        var until = now + usualKeeping;
        if (text.Length > 0)
        {
            var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read);
            until = new Moment(read.ToUnixTimeMilliseconds());
            if (!isTime || until <= now)
            {
                return new Problem(ProblemKinds.QueryInvalid, "It is a time to come, such as 2027-11-23T09:00:00Z.") { Member = UntilQuery };
            }
        }

        var (key, secret) = await parts.Store.AddKey(entry.Profile.Code, now, until);
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status201Created, (key, secret), static (json, made) =>
        {
            json.WriteStartObject();
            PartnerJson.KeyMembers(json, made.key);
            json.WriteString("secret"u8, made.secret);
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> RevokeKey(HttpContext http, PartnerParts parts)
    {
        if (PartnerEndpoints.Find(http, parts) is not { } entry)
        {
            return PartnerEndpoints.Unknown();
        }

        var id = http.Request.RouteValues["key"] as string;
        if (entry.Keys.All(key => key.Id != id))
        {
            return new Problem(PartnerManageProblems.UnknownKey, "GET the partner: its keys are listed.");
        }

        await parts.Store.EndKey(entry.Profile.Code, id!, parts.Now);
        var ended = parts.Store.Directory.Find(entry.Profile.Code)!.Keys.Single(key => key.Id == id);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, ended, static (json, key) =>
        {
            json.WriteStartObject();
            PartnerJson.KeyMembers(json, key);
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> MakeSecret(HttpContext http, PartnerParts parts)
    {
        if (PartnerEndpoints.Find(http, parts) is not { } entry)
        {
            return PartnerEndpoints.Unknown();
        }

        var made = await parts.Store.AddSecret(entry.Profile.Code, parts.Now + oldSecretSigns);
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status201Created, made, static (json, secret) =>
        {
            json.WriteStartObject();
            json.WriteString("secret"u8, secret.Secret);
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> Told(HttpContext http, PartnerParts parts)
    {
        if (PartnerEndpoints.Find(http, parts) is not { } entry)
        {
            return PartnerEndpoints.Unknown();
        }

        var rows = parts.Store.Read(reader => reader.Callbacks(entry.Profile.Code, MostCallbacks));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, rows, static (json, found) => CallbackJson.Write(json, found));
        return null;
    }
}
