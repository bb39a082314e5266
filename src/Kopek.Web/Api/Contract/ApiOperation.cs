using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Contract;

/// <summary>One operation of the API as its reader sees it: the endpoint's metadata, from which the OpenAPI document is made.</summary>
public sealed record ApiOperation(string Method, string Path, string Summary)
{
    public string Description { get; init; } = "";

    /// <summary>An example of the body in JSON, whose shape is the schema; null where there is no body.</summary>
    public string? Request { get; init; }

    /// <summary>Members of the request that may be left out.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>An example of the answer in JSON, whose shape is the schema; null where it is no JSON.</summary>
    public string? Answer { get; init; }
    public string AnswerType { get; init; } = JsonAnswer.ContentType;
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Query parameters with what they mean.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];

    /// <summary>Wants an Idempotency-Key.</summary>
    public bool IsChange { get; init; }

    /// <summary>Wants the operator's token, where one is set.</summary>
    public bool IsOpenToAll { get; init; }

    internal void Map(IEndpointRouteBuilder to, RequestDelegate handle) => to.MapMethods(Path, [Method], handle).WithMetadata(this).ExcludeFromDescription();
}
