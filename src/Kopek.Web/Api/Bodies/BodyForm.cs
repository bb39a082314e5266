using System.Text.Json;
using System.Text.Json.Serialization;
using Kopek.Core;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Bodies;

/// <summary>An amount in a body, read as everywhere: whole kopeks, exactly.</summary>
internal readonly record struct BodyAmount(Money Amount, string Currency);

/// <summary>
/// Reads a body into a record whose nullable members may be left out. For routes that are rare beside charging; the frequent ones have
/// <see cref="CommandBodyReader"/>. A member that is unknown, double or of another type is refused by its name.
/// </summary>
internal static class BodyForm
{
    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        MaxDepth = 4,
        Converters = { new AmountForm() },
    };

    /// <summary>Also checks the headers. An empty body is an empty object.</summary>
    public static async ValueTask<(Problem? Problem, T? Body)> Read<T>(HttpRequest request)
        where T : class
    {
        if (RequestBody.WrongHead(request) is { } head)
        {
            return (head, null);
        }

        var (problem, bytes) = await RequestBody.Whole(request);
        if (problem is not null)
        {
            return (problem, null);
        }

        try
        {
            return (null, JsonSerializer.Deserialize<T>(bytes.Length == 0 ? "{}"u8 : bytes, options) ?? throw new JsonException("null"));
        }
        catch (AmountException wrong)
        {
            return (wrong.Problem, null);
        }
        catch (JsonException wrong)
        {
            return (Of(wrong), null);
        }
    }

    private static Problem Of(JsonException wrong)
    {
        var member = wrong.Path?.Replace("$.", "", StringComparison.Ordinal);
        return wrong.Message.Contains("could not be mapped", StringComparison.Ordinal) ? new Problem(ProblemKinds.UnknownMember, "The OpenAPI document lists the members of this route.") { Member = member }
            : wrong.Message.Contains("uplicate", StringComparison.Ordinal) ? new Problem(ProblemKinds.DuplicateMember, "Send each member once.") { Member = member }
            : member is null or "$" ? new Problem(ProblemKinds.MalformedJson, "Send one JSON object in UTF-8.")
            : new Problem(ProblemKinds.MemberInvalid, "It has another type here. The OpenAPI document shows an example.") { Member = member };
    }

    private sealed class AmountForm : JsonConverter<BodyAmount>
    {
        public override BodyAmount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AmountReader.Read(ref reader, out var amount, out var currency) is { } problem ? throw new AmountException(problem) : new BodyAmount(amount, currency);

        public override void Write(Utf8JsonWriter writer, BodyAmount value, JsonSerializerOptions options) => throw new NotSupportedException("Bodies are only read.");
    }

    /// <summary>Carries a problem through the serializer.</summary>
    private sealed class AmountException(Problem problem) : Exception(problem.Detail)
    {
        public Problem Problem { get; } = problem;
    }
}
