using System.Security.Cryptography;
using Kopek.Books.Storage;
using Microsoft.AspNetCore.Components;

namespace Kopek.Web.Care.Style;

/// <summary>The style sheet, inside of every page: one request is all that a page costs, and on a slow connection requests are what costs.</summary>
internal static class CareStyle
{
    private static readonly string sheet = BuiltInFile.Text(typeof(CareStyle).Assembly, "Kopek.Web.Care.care.css").Trim();

    public static MarkupString Element { get; } = new($"<style>{sheet}</style>");

    /// <summary>For the content security policy: this sheet and no other.</summary>
    public static string Hash { get; } = Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sheet)));
}
