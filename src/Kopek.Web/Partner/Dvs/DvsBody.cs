using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Api.Bodies;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Partner.Dvs;

/// <summary>Reads bodies of DVS. Members that we have no use for (sender, beneficiary) are not looked at and not kept.</summary>
internal static class DvsBody
{
    // E.164 as DVS writes it: a plus, no zero first, 7 to 15 digits.
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    private static readonly JsonDocumentOptions options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Null where it is no JSON object, too large, or has a member twice.</summary>
    public static async ValueTask<JsonDocument?> Read(HttpRequest request)
    {
        var (tooLarge, bytes) = await RequestBody.Whole(request);
        if (tooLarge is not null)
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(bytes, options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null where it is not there, no text, or no text that can be.</summary>
    public static string? Text(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is no text.
            return null;
        }
    }

    public static bool IsNumber(string? text) => text is { Length: > FewestDigits and <= MostDigits + 1 } && text[0] == '+' && text[1] != '0'
        && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>A number of JSON as money, exactly; false for a fraction of a kopek, an exponent, or what is no number.</summary>
    public static bool TryAmount(JsonElement value, out Money amount)
    {
        amount = Money.Zero;
        return value.ValueKind == JsonValueKind.Number && MoneyWords.TryRead(value.GetRawText(), out amount);
    }
}
