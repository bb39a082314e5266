using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Engine.Payments;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace Kopek.Web.Api.Settlements;

/// <summary>Holds a provider's list against the orders. What `kopek settle` calls.</summary>
internal static class SettlementEndpoint
{
    private static readonly TimeSpan longest = TimeSpan.FromDays(93);

    private static readonly ApiOperation Operation = new("POST", "/api/v1/settlements/{provider}", "Hold a provider's list against the orders")
    {
        Description = "mend: orders are told what they missed (money taken, given back, charged back) and go on by themselves; the rest is for a person. Repeating it is safe. At most 93 days.",
        Request = """{"from":"2026-11-22T00:00:00Z","until":"2026-11-23T00:00:00Z","mend":true}""",
        Optional = ["mend"],
        Answer = """
            {"provider":"sandbox","from":"2026-11-22T00:00:00Z","until":"2026-11-23T00:00:00Z","movements":2,"taken":{"value":50000,"currency":"RUB"},"refunded":{"value":0,"currency":"RUB"},"chargedBack":{"value":0,"currency":"RUB"},"differences":[{"fault":"not_taken_here","order":"5d41402abc4b2a76b9719d911017c592","providerId":"sb_1","there":{"value":50000,"currency":"RUB"},"here":{"value":0,"currency":"RUB"},"mended":true}]}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Settle));

    private static async Task<Problem?> Settle(HttpContext http, ApiParts parts)
    {
        if (!parts.Payments.Desk.Driver.Providers.TryGetValue(http.Request.RouteValues["provider"] as string ?? "", out var provider))
        {
            return new Problem(ProblemKinds.UnknownProvider, "This server has no such payment provider.");
        }

        var (problem, body) = await BodyForm.Read<SettlementBody>(http.Request);
        if (problem is not null)
        {
            return problem;
        }

        var (from, until) = (InstantPattern.ExtendedIso.Parse(body!.From ?? ""), InstantPattern.ExtendedIso.Parse(body.Until ?? ""));
        if (!from.Success || !until.Success || from.Value >= until.Value || (until.Value - from.Value).ToTimeSpan() > longest)
        {
            return new Problem(ProblemKinds.MemberInvalid, "Send from and until as moments such as 2026-11-22T00:00:00Z, the second the later one, at most 93 days apart.") { Member = from.Success ? "until" : "from" };
        }

        try
        {
            var report = await Settlement.Run(provider, parts.Payments.Desk.Driver, parts.Shards, Moment.FromInstant(from.Value), Moment.FromInstant(until.Value), body.Mend == true, http.RequestAborted);
            await JsonAnswer.Write(http, StatusCodes.Status200OK, SettlementView.Of(report, parts.Engine.Catalogue.At(parts.Now).Operators[0].CurrencyCode), ApiJson.Default.SettlementView);
            return null;
        }
        catch (ProviderUnavailableException)
        {
            return new Problem(ProblemKinds.ProviderUnavailable, "Its list broke off, and nothing was compared or told. Try again later, or with fewer days.") { RetryAfterSeconds = 60 };
        }
    }
}

internal sealed record SettlementBody(string? From, string? Until, bool? Mend);

internal sealed record SettlementView(string Provider, string From, string Until, int Movements, AmountView Taken, AmountView Refunded, AmountView ChargedBack, IReadOnlyList<DifferenceView> Differences)
{
    public static SettlementView Of(SettlementReport report, string currency) => new(report.Provider, report.From.ToString(), report.Until.ToString(), report.Movements,
        AmountView.Of(report.Taken, currency), AmountView.Of(report.Refunded, currency), AmountView.Of(report.ChargedBack, currency),
        [.. report.Differences.Select(found => new DifferenceView(SnakeCase.Of(found.Fault), found.Order, found.ProviderId, AmountView.Of(found.There, currency), AmountView.Of(found.Here, currency), found.Mended))]);
}

internal sealed record DifferenceView(string Fault, string? Order, string ProviderId, AmountView There, AmountView Here, bool Mended);
