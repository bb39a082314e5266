using Kopek.Engine;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Health;

/// <summary>For those who run Kopek: does it live, does it take traffic, and its figures.</summary>
internal static class HealthEndpoints
{
    private static readonly ApiOperation Live = new("GET", "/health/live", "Does the process live?") { Answer = """{"status":"live"}""", IsOpenToAll = true };

    private static readonly ApiOperation Ready = new("GET", "/health/ready", "Does the server take traffic?")
    {
        Description = "200 only then; else 503 with the state, and with the reason where the operator's token is sent too.",
        Answer = """{"status":"ready"}""",
        IsOpenToAll = true,
    };

    private static readonly ApiOperation Metrics = new("GET", "/metrics", "Figures for Prometheus") { AnswerType = MetricsText.ContentType };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Live.Map(to, static http => JsonAnswer.Write(http, StatusCodes.Status200OK, "live", static (json, status) => Status(json, status)));
        Ready.Map(to, http => IsReady(http, parts));
        Metrics.Map(to, ApiEndpoint.For(parts, Figures));
    }

    private static Task IsReady(HttpContext http, ApiParts parts)
    {
        var engine = parts.Engine;
        if (engine.State == EngineState.Ready)
        {
            return JsonAnswer.Write(http, StatusCodes.Status200OK, "ready", static (json, status) => Status(json, status));
        }

        // A reason names folders of this machine, and this address is open to all.
        var reason = parts.Options.Token.Knows(http.Request) ? engine.Reason ?? "it is on its way" : "the reason is in the server's log, and here for who sends the operator's token";
        return ProblemWriter.Write(http, new Problem(ProblemKinds.NotReady, $"{engine.State}: {reason}") { RetryAfterSeconds = 1 });
    }

    private static void Status(System.Text.Json.Utf8JsonWriter json, string status)
    {
        json.WriteStartObject();
        json.WriteString("status"u8, status);
        json.WriteEndObject();
    }

    private static async Task<Problem?> Figures(HttpContext http, ApiParts parts)
    {
        http.Response.ContentType = MetricsText.ContentType;
        await http.Response.WriteAsync(MetricsText.Of(parts.Options), http.RequestAborted);
        return null;
    }
}
