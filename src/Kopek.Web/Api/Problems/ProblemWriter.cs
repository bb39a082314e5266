using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Problems;

/// <summary>Problems as application/problem+json.</summary>
public static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static Task Write(HttpContext http, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(problem);
        var response = http.Response;
        response.StatusCode = problem.Kind.Status;
        response.ContentType = ContentType;
        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = Body(problem);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static ReadOnlyMemory<byte> Body(Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, $"urn:kopek:problem:{problem.Kind.Code}");
        json.WriteString("title"u8, problem.Kind.Title);
        json.WriteNumber("status"u8, problem.Kind.Status);
        json.WriteString("code"u8, problem.Kind.Code);
        json.WriteString("detail"u8, problem.Detail);
        if (problem.Member is not null)
        {
            json.WriteString("member"u8, problem.Member);
        }

        foreach (var (name, amount) in problem.Amounts)
        {
            json.WriteStartObject(name);
            json.WriteNumber("value"u8, amount.Kopeks);
            json.WriteString("currency"u8, problem.Currency);
            json.WriteEndObject();
        }

        if (problem.Order is not null)
        {
            json.WriteString("order"u8, problem.Order);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
