using System.Globalization;
using System.Security.Cryptography;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kopek.Web.Pages;

/// <summary>The fields of a posted form, bounded.</summary>
internal sealed class PostedForm(IFormCollection fields)
{
    public const int LongestField = 1000;
    public const string OrderField = "order";

    /// <summary>The largest form is a count of the drawer with a reason.</summary>
    private const int MostFields = 64;
    private const int MostBytes = 16 << 10;
    private const int OrderLength = 32;

    public static PostedForm Empty { get; } = new(FormCollection.Empty);

    /// <summary>Null where the body is no form, or larger than any of ours.</summary>
    public static async Task<PostedForm?> Read(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentLength is > MostBytes or null)
        {
            return null;
        }

        try
        {
            var options = new FormOptions { BufferBody = false, ValueCountLimit = MostFields, KeyLengthLimit = 64, ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes };
            return new PostedForm(await request.ReadFormAsync(options, request.HttpContext.RequestAborted));
        }
        catch (Exception bad) when (bad is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>A field's words without the spaces around them; empty where it is missing, given twice or too long.</summary>
    public string Text(string name) => fields[name] is [{ Length: <= LongestField } value] ? value.Trim() : "";

    /// <summary>A field that a script filled in, up to so many letters; empty as <see cref="Text"/> is.</summary>
    public string Long(string name, int most) => fields[name] is [{ } value] && value.Length <= most ? value : "";

    /// <summary>As it was typed, spaces included: a password.</summary>
    public string Exact(string name) => fields[name] is [{ Length: <= LongestField } value] ? value : "";

    /// <summary>What was typed into a large field, as long as it is: who asks says when it is too long, and shows it again. Empty where it is missing or given twice.</summary>
    public string Long(string name) => fields[name] is [{ } value] ? value : "";

    public bool IsTicked(string name) => fields[name].Count > 0;

    public int Number(string name, int most) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : 0;

    /// <summary>Kopeks in a field that we wrote ourselves; zero where it is none.</summary>
    public Money Kopeks(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var kopeks) && kopeks <= TypedAmount.Most.Kopeks ? new Money(kopeks) : Money.Zero;

    /// <summary>The id that the form was given, and with it the wish: the same form sent twice is one. Null where it has none of ours.</summary>
    /// <param name="caller">Who asks: ids of different callers never meet.</param>
    public OrderId? Order(string caller)
    {
        var text = Text(OrderField);
        return text.Length == OrderLength && text.All(char.IsAsciiHexDigitLower) ? OrderKey.Of(caller, text) : null;
    }

    public static string NewOrder() => RandomNumberGenerator.GetHexString(OrderLength, lowercase: true);
}
