using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Offline;

/// <param name="Hotlines">Each brand's name and number.</param>
public sealed record OfflineView(IReadOnlyList<(string Operator, string Hotline)> Hotlines);

/// <summary>What one needs when nothing answers: how to pay all the same, and whom to call. Browsers keep it with the first page.</summary>
internal static class OfflineEndpoint
{
    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet($"{CareSite.Root}/offline", CareEndpoint.Open(parts, Show)).ExcludeFromDescription();

    private static Task Show(CareCall call) => call.Page<OfflinePage>(new OfflineView([.. call.Parts.Version.Operators.Select(terms => (call.Words(terms).Name(terms.Name), terms.Hotline))]));
}
