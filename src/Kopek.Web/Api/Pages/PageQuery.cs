using System.Globalization;
using Kopek.Core.Orders;
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
        var fromText = request.Query[From].ToString();
        if (fromText.Length > 0)
        {
            if (!long.TryParse(fromText, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place == 0)
            {
                limit = usual;
                return UnknownFrom();
            }

            from = place;
        }

        return ReadLimit(request, usual, most, out limit);
    }

    /// <summary>Where the items of a list are orders: a page begins after one of them.</summary>
    /// <param name="isListed">Whether it is in the list at all.</param>
    public static Problem? ReadOrder(HttpRequest request, Func<OrderId, bool> isListed, out OrderId? from)
    {
        from = null;
        var text = request.Query[From].ToString();
        if (text.Length > 0)
        {
            if (!OrderId.TryParse(text, out var order) || !isListed(order))
            {
                return UnknownFrom();
            }

            from = order;
        }

        return null;
    }

    public static Problem? ReadLimit(HttpRequest request, int usual, int most, out int limit)
    {
        limit = usual;
        var limitText = request.Query[Limit].ToString();
        return limitText.Length > 0 && !(int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most)
            ? new Problem(ProblemKinds.QueryInvalid, $"It is a whole number from 1 to {most}.") { Member = Limit }
            : null;
    }

    private static Problem UnknownFrom() => new(ProblemKinds.QueryInvalid, "Take it from next of the page before, unchanged.") { Member = From };
}
