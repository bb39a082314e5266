using System.Globalization;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>Sets what a holder wants renewed by itself, and binds what a top-up order was paid with.</summary>
internal static class SetAutoRenewalEndpoint
{
    private static readonly ApiOperation Operation = new("PUT", AutoRenewalEndpoints.Path, "Set automatic renewal")
    {
        Description = "Replaces all of it. rules: one or more of belowBalance, onDay (1 to 28), beforeRenewal (hours ahead of the plan's fee). methodFromOrder: a credited top-up order "
            + "of this line that bound what it was paid with; or method: keep (what is bound stays), none (nothing is charged, the holder is told what lacks). "
            + "monthlyCap: needed with a method.",
        Request = """
            {"rules":{"belowBalance":{"threshold":{"value":10000,"currency":"RUB"},"amount":{"value":30000,"currency":"RUB"}},"onDay":{"day":5,"amount":{"value":30000,"currency":"RUB"}},"beforeRenewal":{"hours":48}},"monthlyCap":{"value":200000,"currency":"RUB"},"methodFromOrder":"5d41402abc4b2a76b9719d911017c592","method":"keep"}
            """,
        Optional = ["monthlyCap", "methodFromOrder", "method"],
        Answer = AutoRenewalEndpoints.Example,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Replace));

    private static async Task<Problem?> Replace(HttpContext http, ApiParts parts)
    {
        var line = default(LineId);
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request);
        if (problem is not null)
        {
            return problem;
        }

        var (tooLarge, json) = await RequestBody.Whole(http.Request);
        problem = tooLarge ?? AutoRenewalReader.Read(json, out var body) ?? parts.FindLine(http, out line, out _);
        if (problem is not null)
        {
            return problem;
        }

        AutoRenewalReader.Read(json, out body);
        var (taken, id) = await AutoRenewalAnswers.KeyOf(parts, key);
        return taken ?? await Set(http, parts, line, body, AutoRenewalEndpoints.ChangeOf(id, Content(line, body)));
    }

    private static async Task<Problem?> Set(HttpContext http, ApiParts parts, LineId line, AutoRenewalBody body, MandateChange change)
    {
        if (await AutoRenewalAnswers.See(parts, line) is not { } sight)
        {
            return ApiParts.UnknownLine();
        }

        var mandate = await AutoRenewalAnswers.Find(parts, line);
        var settings = new MandateSettings(body.BelowBalance, body.OnDay, body.BeforeRenewal, body.MonthlyCap, null);
        // A repeat needs no checks: what it binds may be gone since, and limits may have changed.
        if (mandate?.Changes.Any(known => known.Id == change.Id) != true)
        {
            var (unbound, method) = await MethodOf(parts, line, body, mandate);
            settings = settings with { Method = method };
            if ((unbound ?? Problem(settings, body, sight)) is { } problem)
            {
                return problem;
            }
        }

        var request = new AwaitedAccount(MandateKey.Of(line), new MandateCommand.Set(change, settings, sight));
        parts.Shards.Post(request);
        return await AutoRenewalAnswers.Of(http, parts, await request.Task);
    }

    private static Problem? Problem(MandateSettings settings, AutoRenewalBody body, LineSight sight)
    {
        if (body.Currency is not null && body.Currency != sight.Currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"This line's money is {sight.Currency}. Send kopeks of {sight.Currency}; nothing is exchanged here.");
        }

        return sight.IsClosed ? new Problem(RuleProblems.Kind(RefusalCode.LineClosed), "The contract of this line has ended. Nothing can be paid in.")
            : MandateLimits.FaultOf(settings, sight) is { } fault ? Problem(fault, sight)
            : null;
    }

    private static Problem Problem(MandateFault fault, LineSight sight)
    {
        var limit = Problems.Problem.Rubles(fault.Limit, sight.Currency);
        return fault switch
        {
            { Kind: MandateFaultKind.Missing } => new Problem(ProblemKinds.MemberMissing, "Say when: one or more of belowBalance, onDay, beforeRenewal.") { Member = fault.Member },
            { Kind: MandateFaultKind.NotInSteps } => new Problem(ProblemKinds.MemberInvalid, $"Amounts are multiples of {limit} here.") { Member = fault.Member },
            { Limit.IsZero: true } => new Problem(ProblemKinds.MemberInvalid, Bounds(sight)) { Member = fault.Member },
            { Kind: MandateFaultKind.TooSmall } => new Problem(RuleProblems.Kind(RefusalCode.AmountBelowMinimum), $"The least here is {limit}.")
            {
                Member = fault.Member, Currency = sight.Currency, Amounts = [("minimum", fault.Limit)],
            },
            _ => new Problem(RuleProblems.Kind(RefusalCode.AmountAboveMaximum), $"The most here is {limit}.")
            {
                Member = fault.Member, Currency = sight.Currency, Amounts = [("maximum", fault.Limit)],
            },
        };
    }

    private static string Bounds(LineSight sight) => string.Create(CultureInfo.InvariantCulture,
        $"Days are {MandateLimits.FirstDay} to {MandateLimits.LastDay}; hours ahead of a fee {Hours(sight.Terms.LeastLead)} to {Hours(sight.Terms.MostLead)}.");

    private static long Hours(TimeSpan time) => time.Ticks / TimeSpan.TicksPerHour;

    private static async Task<(Problem? Problem, MandateMethod? Method)> MethodOf(ApiParts parts, LineId line, AutoRenewalBody body, Mandate? mandate)
    {
        if (body.Method is AutoRenewalBody.NoMethod)
        {
            return (null, null);
        }

        if (body.Method is AutoRenewalBody.KeepMethod)
        {
            return mandate?.Settings.Method is { } kept ? (null, kept) : (NotBound("Nothing is bound here. Send methodFromOrder.", "method"), null);
        }

        var order = OrderId.TryParse(body.MethodFromOrder, out var id)
            ? (TopUpOrder?)await AutoRenewalAnswers.Read(parts, new AccountKey(AccountKind.TopUpOrder, id))
            : null;
        if (order is null || order.Request.Line != line)
        {
            return (NotBound("This line has no such top-up order.", "methodFromOrder"), null);
        }

        return order is { Bound: { } bound, CreditedAt.IsNever: false }
            ? (null, new MandateMethod(order.Request.Source, bound.Id, bound.Label, bound.ExpiresYear, bound.ExpiresMonth))
            : (NotBound("This order is not credited, or bound nothing. Place a top-up that saves its method, and use its id.", "methodFromOrder"), null);
    }

    private static Problem NotBound(string detail, string member) => new(ProblemKinds.MethodNotBound, detail) { Member = member };

    /// <summary>What is asked for, in a form that equal requests share. Remembered by the mandate, so it may only change together with its version.</summary>
    private static string Content(LineId line, AutoRenewalBody body) => string.Create(CultureInfo.InvariantCulture, $"""
        1
        auto-renewal
        {line}
        set
        {body.BelowBalance?.Threshold.Kopeks}/{body.BelowBalance?.Amount.Kopeks}
        {body.OnDay?.Day}/{body.OnDay?.Amount.Kopeks}
        {body.BeforeRenewal?.Lead.Ticks}
        {body.MonthlyCap.Kopeks}
        {body.Method}/{body.MethodFromOrder}
        """);
}
