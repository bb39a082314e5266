using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Partners;
using Kopek.Web.Api;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Dvs;
using Kopek.Web.Partner.Own;
using Kopek.Engine.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Manage;

/// <summary>For the operator: who may sell, on which terms, and what they pay in.</summary>
internal static class PartnerEndpoints
{
    public const string Path = "/api/v1/partners";
    public const string CodeRoute = "code";

    private const string Example = """
        {"code":"ACME","name":"Acme Top-ups","status":"authorised","operators":["KDR"],"currency":"RUB","contact":"https://acme.example/help","commissionBasisPoints":300,"creditLimit":{"value":0,"currency":"RUB"},"requestsPerSecond":50,"lookupsPerMinute":300,"networks":["203.0.113.0/24"],"webhookUrl":"https://acme.example/hooks","keys":[{"id":"pk_0123456789abcdef","validFrom":"2026-11-23T09:00:00Z","validUntil":"2027-11-23T09:00:00Z"}],"webhookSecrets":1,"balance":{"value":100000,"currency":"RUB"},"available":{"value":100000,"currency":"RUB"}}
        """;

    private const string Deposited = """{"partner":"ACME","amount":{"value":100000,"currency":"RUB"},"balance":{"value":100000,"currency":"RUB"},"available":{"value":100000,"currency":"RUB"}}""";

    private static readonly ApiOperation List = new("GET", Path, "Selling partners") { Answer = $$"""{"partners":[{{Example}}]}""" };

    private static readonly ApiOperation Get = new("GET", Path + "/{code}", "Read a selling partner") { Answer = Example };

    private static readonly ApiOperation Put = new("PUT", Path + "/{code}", "Make or change a selling partner")
    {
        Description = "Replaces the whole profile; what is left out is as for a new partner. The same again changes nothing. operators empty: all of its currency; networks empty: from everywhere.",
        Request = """
            {"name":"Acme Top-ups","status":"authorised","operators":["KDR"],"currency":"RUB","contact":"https://acme.example/help","commissionBasisPoints":300,"creditLimit":{"value":0,"currency":"RUB"},"requestsPerSecond":50,"lookupsPerMinute":300,"networks":["203.0.113.0/24"],"webhookUrl":"https://acme.example/hooks"}
            """,
        Optional = ["status", "operators", "currency", "contact", "commissionBasisPoints", "creditLimit", "requestsPerSecond", "lookupsPerMinute", "networks", "webhookUrl"],
        Answer = Example,
    };

    private static readonly ApiOperation Deposit = new("POST", Path + "/{code}/deposits", "Book what a partner paid in")
    {
        Request = ApiExamples.Amount,
        Answer = Deposited,
        IsChange = true,
    };

    private static readonly ApiOperation Payout = new("POST", Path + "/{code}/payouts", "Book what was paid back to a partner")
    {
        Description = "Never more than the float has.",
        Request = ApiExamples.Amount,
        Answer = Deposited,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        List.Map(to, ApiEndpoint.For(parts.Api, (http, _) => All(http, parts)));
        Get.Map(to, ApiEndpoint.For(parts.Api, (http, _) => One(http, parts)));
        Put.Map(to, ApiEndpoint.For(parts.Api, (http, _) => Replace(http, parts)));
        Deposit.Map(to, ApiEndpoint.For(parts.Api, (http, _) => Move(http, parts, isPayout: false)));
        Payout.Map(to, ApiEndpoint.For(parts.Api, (http, _) => Move(http, parts, isPayout: true)));
    }

    /// <summary>Null where there is none of the code that the address has.</summary>
    public static PartnerEntry? Find(HttpContext http, PartnerParts parts) => parts.Store.Directory.Find(http.Request.RouteValues[CodeRoute] as string ?? "");

    public static Problem Unknown() => new(PartnerManageProblems.UnknownPartner, "GET /api/v1/partners lists them.");

    private static async Task<Problem?> All(HttpContext http, PartnerParts parts)
    {
        var entries = parts.Store.Directory.All;
        var floats = await Task.WhenAll(entries.Select(entry => DvsBalances.FloatOf(parts, entry.Profile.Code)));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, entries.Zip(floats), static (json, found) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("partners"u8);
            foreach (var (entry, account) in found)
            {
                PartnerJson.Write(json, entry, account);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> One(HttpContext http, PartnerParts parts)
    {
        if (Find(http, parts) is not { } entry)
        {
            return Unknown();
        }

        await Answer(http, StatusCodes.Status200OK, parts, entry);
        return null;
    }

    private static async Task<Problem?> Replace(HttpContext http, PartnerParts parts)
    {
        if (RequestBody.WrongHead(http.Request) is { } wrong)
        {
            return wrong;
        }

        PartnerProfile? profile = null;
        var (tooLarge, body) = await RequestBody.Whole(http.Request);
        var code = http.Request.RouteValues[CodeRoute] as string ?? "";
        if ((tooLarge ?? ProfileBody.Read(body, code, parts.Addresses, out profile)) is { } problem)
        {
            return problem;
        }

        var version = parts.Api.Engine.Catalogue.At(parts.Now);
        if (profile!.Operators.FirstOrDefault(name => version.FindOperator(name)?.CurrencyCode != profile.Currency) is { } unsold)
        {
            return new Problem(ProblemKinds.MemberInvalid, $"The catalogue has no operator {(unsold.Length > 32 ? unsold[..32] : unsold)} of the currency {profile.Currency}.") { Member = "operators" };
        }

        if (parts.Store.Directory.Find(code) is { } before && before.Profile.Currency != profile.Currency)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A float stays in its currency. Make another partner for another one.") { Member = "currency" };
        }

        var isNew = parts.Store.Directory.Find(code) is null;
        await parts.Store.Put(profile);
        await parts.Orders.Tell(PartnerOrder.FloatOf(code), PartnerTerms.Of(profile));
        await Answer(http, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, parts, parts.Store.Directory.Find(code)!);
        return null;
    }

    private static async Task<Problem?> Move(HttpContext http, PartnerParts parts, bool isPayout)
    {
        var body = new HeldBody();
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request)
            ?? await RequestBody.Read(http.Request, BodyMembers.Amount, BodyMembers.Amount, body);
        if (problem is not null || Find(http, parts) is not { } entry)
        {
            return problem ?? Unknown();
        }

        var profile = entry.Profile;
        if (body.Value.Currency != profile.Currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"The float's money is {profile.Currency}; nothing is exchanged here.") { Member = "amount.currency" };
        }

        var amount = isPayout ? -body.Value.Amount : body.Value.Amount;
        var id = OrderKey.Of($"operator:float:{profile.Code}", key);
        var known = parts.Store.Read(reader => reader.Deposit(id));
        var isReplayed = known is not null;
        // The table knows every deposit for ever, the account the newest ones: together nothing is booked twice.
        var answer = isReplayed ? null : await parts.Orders.Tell(PartnerOrder.FloatOf(profile.Code), new PartnerFloatCommand.Deposit(id, amount));
        if (known is { } deposit ? deposit.Amount != amount : answer!.Refused == Core.Accounts.AccountRefusal.Conflict)
        {
            return new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to another sum, and nothing was booked now. Take a new key.");
        }

        if (answer is { IsDone: false } refused)
        {
            return new Problem(PartnerManageProblems.FloatRefused, $"The float has less than that, or would hold more than a float may ({refused.Refused}). Nothing was booked.");
        }

        if (!isReplayed)
        {
            await parts.Store.AddDeposit(id, profile.Code, amount, null);
        }
        else
        {
            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        var account = await DvsBalances.FloatOf(parts, profile.Code);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (profile, amount, account), static (json, state) => PartnerJson.WriteDeposit(json, state.profile, state.amount, state.account!));
        return null;
    }

    private static async Task Answer(HttpContext http, int status, PartnerParts parts, PartnerEntry entry)
    {
        var account = await DvsBalances.FloatOf(parts, entry.Profile.Code);
        await JsonAnswer.Write(http, status, (entry, account), static (json, state) => PartnerJson.Write(json, state.entry, state.account));
    }
}
