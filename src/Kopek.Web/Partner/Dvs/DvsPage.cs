using System.Globalization;
using System.Text.Json;
using Kopek.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Partner.Dvs;

/// <summary>Pages of lists as DVS has them: page and per_page in, x-page headers out.</summary>
internal readonly record struct DvsPage(int Number, int PerPage)
{
    public const int UsualPerPage = 50;
    public const int MostPerPage = 100;

    /// <summary>Pages beyond are empty anyway; bounds what is multiplied.</summary>
    private const int LastPage = 10_000_000;

    public int Skip => (Number - 1) * PerPage;

    public static DvsError? Read(HttpRequest request, out DvsPage page)
    {
        page = new DvsPage(1, UsualPerPage);
        return Whole(request, "page", LastPage, 1) is not { } number ? DvsError.BadRequest.Because($"page is a whole number from 1 to {LastPage}")
            : Whole(request, "per_page", MostPerPage, UsualPerPage) is not { } perPage ? DvsError.BadRequest.Because($"per_page is a whole number from 1 to {MostPerPage}")
            : Set(out page, number, perPage);
    }

    /// <summary>Writes a page of rows that are all known, each by itself.</summary>
    public Task Write<T>(HttpContext http, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var from = Math.Min(Skip, all.Count);
        return Write(http, [.. all.Skip(from).Take(PerPage)], all.Count, write);
    }

    /// <summary>Writes the rows of this page.</summary>
    public Task Write<T>(HttpContext http, IReadOnlyList<T> rows, long total, Action<Utf8JsonWriter, T> write)
    {
        var pages = (total + PerPage - 1) / PerPage;
        Header(http, "X-Total", total);
        Header(http, "X-Total-Pages", pages);
        Header(http, "X-Per-Page", PerPage);
        Header(http, "X-Page", Number);
        http.Response.Headers["X-Next-Page"] = Number < pages ? (Number + 1).ToString(CultureInfo.InvariantCulture) : "";
        http.Response.Headers["X-Prev-Page"] = Number > 1 ? (Number - 1).ToString(CultureInfo.InvariantCulture) : "";
        return JsonAnswer.Write(http, StatusCodes.Status200OK, (rows, write), static (json, state) =>
        {
            json.WriteStartArray();
            foreach (var row in state.rows)
            {
                state.write(json, row);
            }

            json.WriteEndArray();
        });
    }

    private static DvsError? Set(out DvsPage page, int number, int perPage)
    {
        page = new DvsPage(number, perPage);
        return null;
    }

    private static int? Whole(HttpRequest request, string name, int most, int unset)
    {
        var text = request.Query[name].ToString();
        return text.Length == 0 ? unset
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
            : null;
    }

    private static void Header(HttpContext http, string name, long value) => http.Response.Headers[name] = value.ToString(CultureInfo.InvariantCulture);
}
