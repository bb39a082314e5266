using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Kopek.Web.Api.Contract;

/// <summary>The schema that an example shows: its members and their types. A test compares the examples with what is really answered.</summary>
internal static class ExampleSchema
{
    /// <param name="optional">Members that may be left out, all others being required; null where nothing is said about that.</param>
    public static OpenApiSchema Of(JsonNode example, IReadOnlyList<string>? optional) => example switch
    {
        JsonObject members => OfObject(members, optional),
        JsonArray items => new OpenApiSchema { Type = JsonSchemaType.Array, Items = items.Count == 0 ? null : Merged(items) },
        _ => OfValue(example),
    };

    private static OpenApiSchema OfObject(JsonObject members, IReadOnlyList<string>? optional)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>() };
        foreach (var (name, value) in members)
        {
            schema.Properties.Add(name, Of(value!, optional is null ? null : []));
        }

        if (optional is not null)
        {
            schema.AdditionalPropertiesAllowed = false;
            schema.Required = members.Select(member => member.Key).Except(optional).ToHashSet();
        }

        return schema;
    }

    /// <summary>Items of different kinds in one array are described together: the members of all of them.</summary>
    private static OpenApiSchema Merged(JsonArray items)
    {
        var schema = Of(items[0]!, null);
        foreach (var other in items.Skip(1).Select(item => Of(item!, null)))
        {
            foreach (var (name, property) in other.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                schema.Properties!.TryAdd(name, property);
            }
        }

        return schema;
    }

    private static OpenApiSchema OfValue(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        JsonValueKind.True or JsonValueKind.False => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
