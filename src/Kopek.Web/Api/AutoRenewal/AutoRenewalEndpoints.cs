using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>A line's automatic renewal: reading it, pausing, resuming and stopping it, each in one step. Setting it is <see cref="SetAutoRenewalEndpoint"/>.</summary>
internal static class AutoRenewalEndpoints
{
    public const string Path = "/api/v1/lines/{msisdn}/auto-renewal";

    public const string Example = """
        {"status":"active","stoppedBecause":"holder","rules":{"belowBalance":{"threshold":{"value":10000,"currency":"RUB"},"amount":{"value":30000,"currency":"RUB"}},"onDay":{"day":5,"amount":{"value":30000,"currency":"RUB"}},"beforeRenewal":{"hours":48}},"monthlyCap":{"value":200000,"currency":"RUB"},"usedThisMonth":{"value":30000,"currency":"RUB"},"method":{"label":"Mir •• 4417","expires":"2027-08"},"next":{"rule":"on_day","at":"2026-12-05T07:00:00Z","amount":{"value":30000,"currency":"RUB"}},"attempts":[{"order":"5d41402abc4b2a76b9719d911017c592","rule":"below_balance","amount":{"value":30000,"currency":"RUB"},"label":"Mir •• 4417","status":"declined","reason":"insufficient_funds","at":"2026-11-23T09:00:00Z","retryAt":"2026-11-23T15:00:00Z"}]}
        """;

    private static readonly ApiOperation Get = new("GET", Path, "A line's automatic renewal")
    {
        Description = "With what is expected next, this month's use of the cap, and the last attempts.",
        Answer = Example,
    };

    private static readonly ApiOperation Pause = new("POST", $"{Path}/pause", "Pause automatic renewal")
    {
        Description = "Nothing new is begun; what is on its way comes to its end.",
        Answer = Example,
        IsChange = true,
    };

    private static readonly ApiOperation Resume = new("POST", $"{Path}/resume", "Resume automatic renewal")
    {
        Description = "Dates of the pause are not caught up.",
        Answer = Example,
        IsChange = true,
    };

    private static readonly ApiOperation Stop = new("DELETE", Path, "Stop automatic renewal")
    {
        Description = "What was bound is forgotten. PUT begins it anew.",
        Answer = Example,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Pause.Map(to, ApiEndpoint.For(parts, (http, p) => Turn(http, p, "pause", change => new MandateCommand.Pause(change))));
        Resume.Map(to, ApiEndpoint.For(parts, (http, p) => Turn(http, p, "resume", change => new MandateCommand.Resume(change))));
        Stop.Map(to, ApiEndpoint.For(parts, (http, p) => Turn(http, p, "stop", change => new MandateCommand.Stop(change))));
        SetAutoRenewalEndpoint.Map(to, parts);
    }

    /// <summary>The change that a key stands for, from what it asks for in a form that equal requests share.</summary>
    public static MandateChange ChangeOf(OrderId id, string content)
    {
        var digest = OrderKey.Digest(content);
        return new MandateChange(id, digest.High, digest.Low);
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        return await AutoRenewalAnswers.Find(parts, line) is { } mandate ? await AutoRenewalAnswers.Write(http, parts, mandate) : AutoRenewalAnswers.Unknown();
    }

    private static async Task<Problem?> Turn(HttpContext http, ApiParts parts, string what, Func<MandateChange, MandateCommand> command)
    {
        var line = default(LineId);
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? parts.FindLine(http, out line, out _);
        if (problem is not null)
        {
            return problem;
        }

        var (taken, id) = await AutoRenewalAnswers.KeyOf(parts, key);
        if (taken is not null)
        {
            return taken;
        }

        var request = new AwaitedAccount(MandateKey.Of(line), command(ChangeOf(id, $"1\nauto-renewal\n{line}\n{what}")));
        parts.Shards.Post(request);
        return await AutoRenewalAnswers.Of(http, parts, await request.Task);
    }
}
