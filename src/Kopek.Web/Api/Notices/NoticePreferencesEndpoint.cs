using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kopek.Books.Notices;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Notices;

/// <summary>How the holder of a line wants to be told: reading it, and replacing it.</summary>
internal static class NoticePreferencesEndpoint
{
    private const string Path = "/api/v1/lines/{msisdn}/notice-preferences";

    private const string Example = """
        {"language":"zh-CN","lowBalance":[{"value":10000,"currency":"RUB"},{"value":3000,"currency":"RUB"}],"quietHours":{"from":"22:00","until":"08:00"},"urgentInQuietHours":true,"email":"li.na@example.com","sms":true}
        """;

    private static readonly ApiOperation Get = new("GET", Path, "How a holder wants to be told")
    {
        Description = "language: zh-CN, en, ru. lowBalance: thresholds, the largest first. quietHours: in the line's time zone, null for none.",
        Answer = Example,
    };

    private static readonly ApiOperation Put = new("PUT", Path, "Set how a holder wants to be told")
    {
        Description = "Replaces all of it: what is left out becomes as for a line without wishes (zh-CN, 50.00, 22:00 to 08:00, SMS, no e-mail). "
            + "urgentInQuietHours: being cut off and being back online is told in quiet hours too.",
        Request = Example,
        Optional = ["language", "lowBalance", "quietHours", "urgentInQuietHours", "email", "sms"],
        Answer = Example,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Put.Map(to, ApiEndpoint.For(parts, Replace));
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        http.Response.Headers.CacheControl = "no-store";
        await Write(http, parts.Notices.Preferences(line), await parts.CurrencyOf(line));
        return null;
    }

    private static async Task<Problem?> Replace(HttpContext http, ApiParts parts)
    {
        var line = default(LineId);
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request);
        if (problem is not null)
        {
            return problem;
        }

        var (tooLarge, body) = await RequestBody.Whole(http.Request);
        problem = tooLarge ?? NoticePreferencesReader.Read(body, parts.Notices.Unset, out _, out _) ?? parts.FindLine(http, out line, out _);
        if (problem is not null)
        {
            return problem;
        }

        NoticePreferencesReader.Read(body, parts.Notices.Unset, out var wanted, out var written);
        var currency = await parts.CurrencyOf(line);
        if (written is not null && written != currency)
        {
            return new Problem(ProblemKinds.CurrencyMismatch, $"This line's money is {currency}. Send kopeks of {currency}; nothing is exchanged here.") { Member = "lowBalance.amount.currency" };
        }

        // A key of an order for money is that order's, also here.
        var order = OrderKey.Of(OrderPlacing.Caller, key);
        var change = await parts.Shards.Find(order) is null
            ? parts.Notices.Change(line, wanted, order, Digest(line, wanted), parts.Now)
            : PreferenceChange.Conflict;
        return await Answered(http, change, wanted, currency);
    }

    private static async Task<Problem?> Answered(HttpContext http, PreferenceChange change, NoticePreferences wanted, string currency)
    {
        switch (change)
        {
            case PreferenceChange.Conflict:
                return new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.");
            case PreferenceChange.Repeated:
                http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
                break;
            case PreferenceChange.Done: break;
            default: throw new UnreachableException($"{change} has no answer.");
        }

        // From what was sent, so that a repeat reads the same even where the preferences were changed since.
        await Write(http, wanted, currency);
        return null;
    }

    private static Task Write(HttpContext http, NoticePreferences preferences, string currency) =>
        JsonAnswer.Write(http, StatusCodes.Status200OK, NoticePreferencesView.Of(preferences, currency), ApiJson.Default.NoticePreferencesView);

    /// <summary>What is asked for, in a form that equal requests share. Kept for 30 days, so it may only change together with its version.</summary>
    public static ContentDigest Digest(LineId line, NoticePreferences wanted)
    {
        var text = new StringBuilder("1\nnotice-preferences\n");
        text.Append(CultureInfo.InvariantCulture, $"{line.Value}\n{(int)wanted.Language}\n{string.Join(',', wanted.LowBalance.Select(amount => amount.Kopeks))}\n");
        text.Append(CultureInfo.InvariantCulture, $"{wanted.Quiet?.FromMinute}-{wanted.Quiet?.UntilMinute}\n{wanted.WakesForService}\n{wanted.Sms}\n{wanted.Email}");
        return OrderKey.Digest(text.ToString());
    }
}
