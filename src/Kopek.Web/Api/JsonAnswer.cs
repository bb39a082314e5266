using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api;

/// <summary>Answers in JSON, whole and with their length, so that a connection goes on with the next request.</summary>
internal static class JsonAnswer
{
    public const string ContentType = "application/json";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>From a record, by its generated contract.</summary>
    public static Task Write<T>(HttpContext http, int status, T value, JsonTypeInfo<T> contract) =>
        Send(http, status, JsonSerializer.SerializeToUtf8Bytes(value, contract));

    /// <summary>By hand, from this thread's own buffer: the hot path.</summary>
    public static Task Write<TState>(HttpContext http, int status, TState state, Action<Utf8JsonWriter, TState> write)
    {
        buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer);
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        return Send(http, status, buffer.WrittenSpan);
    }

    private static Task Send(HttpContext http, int status, ReadOnlySpan<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        // Copied into the connection's own buffer before the first wait.
        http.Response.BodyWriter.Write(body);
        return Task.CompletedTask;
    }
}
