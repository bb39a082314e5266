using System.Buffers;
using System.Net.Http.Headers;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Bodies;

/// <summary>Reads a request's body up to the limit, in most cases without waiting and without a copy.</summary>
internal static class RequestBody
{
    /// <summary>Bytes: ten times the largest command.</summary>
    public const int MostBytes = 4096;

    private const string Json = "application/json";

    public static Problem? WrongHead(HttpRequest request)
    {
        if (request.ContentLength > MostBytes)
        {
            return TooLarge();
        }

        return request.ContentLength is 0 or null && request.Headers.TransferEncoding.Count == 0 || IsJson(request.ContentType)
            ? null
            : new Problem(ProblemKinds.UnsupportedMediaType, "Send the body as JSON, with Content-Type: application/json.");
    }

    /// <summary>Reads the whole body into <paramref name="into"/>; or says what is wrong.</summary>
    public static async ValueTask<Problem?> Read(HttpRequest request, BodyMembers allowed, BodyMembers required, HeldBody into)
    {
        var pipe = request.BodyReader;
        while (true)
        {
            var result = await pipe.ReadAsync(request.HttpContext.RequestAborted);
            var buffer = result.Buffer;
            if (buffer.Length > MostBytes)
            {
                pipe.AdvanceTo(buffer.End);
                return TooLarge();
            }

            if (result.IsCompleted)
            {
                var problem = into.Read(buffer, allowed, required);
                pipe.AdvanceTo(buffer.End);
                return problem;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The whole body as bytes, for a route whose body is no command; or says what is wrong.</summary>
    public static async ValueTask<(Problem? Problem, byte[] Bytes)> Whole(HttpRequest request, int most = MostBytes)
    {
        var pipe = request.BodyReader;
        while (true)
        {
            var result = await pipe.ReadAsync(request.HttpContext.RequestAborted);
            var buffer = result.Buffer;
            if (buffer.Length > most || result.IsCompleted)
            {
                var isTooLarge = buffer.Length > most;
                var bytes = isTooLarge ? [] : buffer.ToArray();
                pipe.AdvanceTo(buffer.End);
                return (isTooLarge ? TooLarge(most) : null, bytes);
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        string.Equals(contentType, Json, StringComparison.OrdinalIgnoreCase)
        || (MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && string.Equals(parsed.MediaType, Json, StringComparison.OrdinalIgnoreCase)
            && (parsed.CharSet is null || string.Equals(parsed.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase)));

    private static Problem TooLarge(int most = MostBytes) => new(ProblemKinds.BodyTooLarge, $"A body has at most {most} bytes here. Send only what the route asks for.");
}

/// <summary>Holds a body across an await, where a struct by reference cannot go.</summary>
internal sealed class HeldBody
{
    private CommandBody body;

    public ref readonly CommandBody Value => ref body;

    public Problem? Read(in ReadOnlySequence<byte> bytes, BodyMembers allowed, BodyMembers required) =>
        bytes.IsSingleSegment
            ? CommandBodyReader.Read(bytes.FirstSpan, allowed, required, ref body)
            : CommandBodyReader.Read(bytes.ToArray(), allowed, required, ref body);
}
