using System.Globalization;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Pages;

/// <summary>Where a page of a list begins, as next of the page before said it, and how many items it has at most.</summary>
internal static class PageQuery
{
    public const string From = "from";
    public const string Limit = "limit";

    /// <param name="usual">Items where the request names no limit.</param>
    /// <param name="most">Highest limit.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static Problem? Read(HttpRequest request, int usual, int most, out long? from, out int limit)
    {
        from = null;
        limit = usual;
        var fromText = request.Query[From].ToString();
        if (fromText.Length > 0)
        {
            if (!long.TryParse(fromText, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place == 0)
            {
                return new Problem(ProblemKinds.QueryInvalid, "Take it from next of the page before, unchanged.") { Member = From };
            }

            from = place;
        }

        var limitText = request.Query[Limit].ToString();
        return limitText.Length > 0 && !(int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most)
            ? new Problem(ProblemKinds.QueryInvalid, $"It is a whole number from 1 to {most}.") { Member = Limit }
            : null;
    }
}
