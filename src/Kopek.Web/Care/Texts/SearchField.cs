using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Texts;

/// <summary>What somebody typed into a field of a GET form.</summary>
internal static class SearchField
{
    /// <summary>Longer than the name of any country, and than a question that one types.</summary>
    public const int Longest = 80;

    /// <summary>Without the spaces around it; empty where it is missing; null where it is too long or given twice.</summary>
    public static string? Read(HttpRequest request, string name, int most = Longest) => request.Query[name] switch
    {
        [] => "",
        [{ } typed] when typed.Length <= most => typed.Trim(),
        _ => null,
    };
}
