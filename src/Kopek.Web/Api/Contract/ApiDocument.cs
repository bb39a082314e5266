using System.Text.Json.Nodes;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Kopek.Web.Api.Contract;

/// <summary>The OpenAPI document, from the operations that are mapped: what is not mapped is not in it, and the other way round.</summary>
internal static class ApiDocument
{
    private const string Scheme = "operatorToken";

    public static void Fill(OpenApiDocument document, IEnumerable<Endpoint> endpoints)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Kopek",
            Version = "v1",
            Description = "Prepaid data lines: open, read, top up, buy packs, change plans, statements. Amounts are whole kopeks with their currency. "
                + "Every change wants an Idempotency-Key; refusals are RFC 9457 problems with a stable code.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "KOPEK_OPERATOR_TOKEN of the server; not needed on loopback where none is set." },
        };
        foreach (var operation in endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>())
        {
            if (!document.Paths.TryGetValue(operation.Path, out var path))
            {
                path = new OpenApiPathItem { Operations = [] };
                document.Paths.Add(operation.Path, path);
            }

            path.Operations!.Add(HttpMethod.Parse(operation.Method), Of(operation, document));
        }
    }

    private static OpenApiOperation Of(ApiOperation operation, OpenApiDocument document)
    {
        var described = new OpenApiOperation
        {
            OperationId = OperationId(operation),
            Summary = operation.Summary,
            Description = operation.Description,
            Parameters = [.. Parameters(operation)],
            Responses = new OpenApiResponses
            {
                [operation.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Answer(operation),
                ["default"] = new OpenApiResponse
                {
                    Description = "A refusal (RFC 9457): code never changes, detail says what is wrong and what to do.",
                    Content = Content(ProblemWriter.ContentType, ProblemExample, []),
                },
            },
        };
        if (operation.Request is not null)
        {
            described.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(JsonAnswer.ContentType, operation.Request, operation.Optional) };
        }

        if (!operation.IsOpenToAll)
        {
            described.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        }

        return described;
    }

    private const string ProblemExample = """
        {"type":"urn:kopek:problem:insufficient_funds","title":"Insufficient funds","status":422,"code":"insufficient_funds","detail":"The balance lacks 70.00 RUB. Top up at least that much and send it again with a new key.","missing":{"value":7000,"currency":"RUB"},"order":"5d41402abc4b2a76b9719d911017c592"}
        """;

    private static string OperationId(ApiOperation operation) =>
        operation.Method.ToLowerInvariant() + string.Concat(operation.Path.Split('/', '-').Where(part => part.Length > 0 && part[0] != '{').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
        + (operation.Path.EndsWith('}') ? "One" : "");

    private static IEnumerable<IOpenApiParameter> Parameters(ApiOperation operation)
    {
        foreach (var part in operation.Path.Split('/').Where(part => part.StartsWith('{')))
        {
            yield return new OpenApiParameter
            {
                Name = part.Trim('{', '}'),
                In = ParameterLocation.Path,
                Required = true,
                Description = part == "{msisdn}" ? "As people write it: +7…, 8…, 7… or the ten digits." : "Its id.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        foreach (var (name, meaning) in operation.Query)
        {
            yield return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        if (operation.IsChange)
        {
            yield return new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Required = true,
                Description = "Your own id of this change, 1 to 128 printable ASCII characters. The same key and content again: the same answer, nothing new; kept 30 days.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.Longest },
            };
        }
    }

    private static OpenApiResponse Answer(ApiOperation operation) => new()
    {
        Description = operation.Summary,
        Content = operation.Answer is null
            ? new Dictionary<string, OpenApiMediaType> { [operation.AnswerType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } }
            : Content(operation.AnswerType, operation.Answer, null),
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, string example, IReadOnlyList<string>? optional)
    {
        var json = JsonNode.Parse(example)!;
        return new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = ExampleSchema.Of(json, optional), Example = json } };
    }
}
