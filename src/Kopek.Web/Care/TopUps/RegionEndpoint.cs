using Kopek.Core.Roaming;
using Kopek.Web.Care.Regions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="Typed">What was looked for; empty at first.</param>
/// <param name="Found">Regions to choose from: those that the words fit, or at first those where mobile data is cut now.</param>
/// <param name="Wrong">The key of what is to be said; null where nothing is wrong.</param>
public sealed record RegionView(Recipient Recipient, string Typed, IReadOnlyList<RegionWords> Found, string? Wrong);

/// <summary>
/// Where the SIM is, said by the payer: what is published of the region is then said before the money. A page of its own, because the list of all regions would
/// weigh more than the pages of the top-up.
/// </summary>
internal static class RegionEndpoint
{
    public const string Path = LineEndpoint.Path + "/region";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Ask)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Ask(CareCall call)
    {
        var (wrong, line) = await PaidLine.Read(call, TopUpAmounts.Probe);
        var version = call.Parts.Version;
        var typed = call.Form.Text("where");
        var found = typed.Length == 0 ? Cut(call, version) : RegionNames.Find(version, typed);
        await (line is null ? StartEndpoint.Show(call, wrong)
            : typed.Length > 0 && found is [var one] ? LineEndpoint.Show(call, line.In(one, call), null)
            : Show(call, line, typed, found, typed.Length > 0 && found.Count == 0 ? "diagnosis.unknown_region" : null));
    }

    private static Task Show(CareCall call, PaidLine line, string typed, IReadOnlyList<Region> found, string? wrong)
    {
        var words = call.Words(line.Terms);
        return call.Page<RegionPage>(new RegionView(line.Recipient, typed, [.. found.Select(region => new RegionWords(region.Iso, words.Name(region.Name), []))], wrong),
            wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IReadOnlyList<Region> Cut(CareCall call, CatalogueVersion version)
    {
        var now = call.Parts.Now;
        return [.. call.Parts.Conditions.Shutdowns.Where(row => row.From <= now && now < row.Until && row.Region is not null)
            .Select(row => version.FindRegion(row.Region!)).OfType<Region>().Distinct().Take(RegionNames.MostFound)];
    }
}
