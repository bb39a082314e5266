using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core.Lines;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Partner.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Dvs;

/// <summary>
/// Which operator a number belongs to. Says nothing else of a line, and of a number that we do not have it names the operators without one of them being
/// identified; how many numbers a partner may try is limited besides.
/// </summary>
internal static class DvsLookup
{
    private const string Path = DvsApi.Root + "/lookup/mobile-number";

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        to.MapGet(Path + "/{number}", DvsEndpoint.For(parts, static (http, call) =>
        {
            var wrong = DvsPage.Read(http.Request, out var page);
            return wrong is not null ? Task.FromResult<DvsError?>(wrong) : Look(http, call, http.Request.RouteValues["number"] as string, page);
        })).ExcludeFromDescription();
        to.MapPost(Path, DvsEndpoint.For(parts, FromBody)).ExcludeFromDescription();
    }

    private static async Task<DvsError?> FromBody(HttpContext http, PartnerCall call)
    {
        if (await DvsBody.Read(http.Request) is not { } body)
        {
            return DvsError.BadRequest.Because("the body is no JSON object");
        }

        using (body)
        {
            var page = new DvsPage(Whole(body.RootElement, "page", 1, int.MaxValue / DvsPage.MostPerPage), Whole(body.RootElement, "per_page", DvsPage.UsualPerPage, DvsPage.MostPerPage));
            return page is { Number: > 0, PerPage: > 0 }
                ? await Look(http, call, DvsBody.Text(body.RootElement, "mobile_number"), page)
                : DvsError.BadRequest.Because("page and per_page are whole numbers from 1");
        }
    }

    private static async Task<DvsError?> Look(HttpContext http, PartnerCall call, string? number, DvsPage page)
    {
        if (!DvsBody.IsNumber(number))
        {
            return DvsError.NumberInvalid;
        }

        if (!call.Parts.Limits.TakeLookup(call.Profile))
        {
            return DvsError.TooMany.Because("look-ups of numbers are limited by the minute");
        }

        var code = PartnerSale.TryFindLine(call.Parts, number, out _, out var line) ? await OperatorOf(call, line) : null;
        var operators = DvsDiscovery.OperatorsOf(call);
        var identified = operators.FirstOrDefault(known => known.Terms.Code == code);
        IReadOnlyList<PartnerOperator> found = identified is null ? operators : [identified];
        await page.Write(http, found, (json, known) => DvsJson.Operator(json, known, isIdentified: identified is not null));
        return null;
    }

    /// <summary>Null for a closed line too: its number is nobody's.</summary>
    private static async Task<string?> OperatorOf(PartnerCall call, LineId line) =>
        (await call.Parts.Api.Shards.Ask(line, static (found, _) => found.Life == LineLife.Closed ? null : found.Operator)).Value;

    private static int Whole(JsonElement body, string name, int unset, int most) => !body.TryGetProperty(name, out var value) ? unset
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 1 && number <= most ? number
        : 0;
}
