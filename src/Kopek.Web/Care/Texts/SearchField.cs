using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Texts;

/// <summary>What somebody typed into a field of a GET form.</summary>
internal static class SearchField
{
    /// <summary>Longer than the name of any country, and than a question that one types.</summary>
    public const int Longest = 80;

    /// <summary>Without the spaces around it; empty where it is missing or given twice; null where it is too long.</summary>
    public static string? Read(HttpRequest request, string name) => request.Query[name] switch
    {
        [{ Length: > Longest }] => null,
        [{ } typed] => typed.Trim(),
        _ => "",
    };
}
