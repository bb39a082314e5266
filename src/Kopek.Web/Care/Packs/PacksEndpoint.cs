using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Lines;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Roaming;
using Kopek.Web.Care.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Packs;

/// <summary>The packs that the holder's line can have, at home and abroad apart; with a country named, those for it and its day pack.</summary>
internal static class PacksEndpoint
{
    public const string Path = CareSite.Root + "/packs";

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, Show)).ExcludeFromDescription();

    private static async Task Show(OwnLine line)
    {
        var call = line.Call;
        if (line.Plan is not { } plan)
        {
            await call.Message(StatusCodes.Status404NotFound, "packs.none");
            return;
        }

        var words = new PackWords(line);
        var packs = PackOffers.Of(line.Version, plan).ToLookup(PackOffers.IsForHome, words.Entry);
        var typed = SearchField.Read(call.Http.Request, "country");
        var found = typed is { Length: > 0 } ? CountryList.Find(line.Version, typed) : [];
        var (wrong, there) = Answer(call, plan, line.Version, typed, found);
        var view = new PacksView(line.Words.Amount(line.Facts.Available), await Refused(line, plan), [.. packs[true]], [.. packs[false]], typed ?? "", wrong,
            found is [var one] ? line.Words.Name(one.Name) : null, [.. there.Select(words.Entry)],
            found.Count > 1 ? [.. found.Select(country => new NamedCode(country.Iso2, line.Words.Name(country.Name)))] : []);
        await call.Page<PacksPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static (string? Wrong, IEnumerable<DataPack> There) Answer(CareCall call, Plan plan, CatalogueVersion version, string? typed, IReadOnlyList<Country> found) => found switch
    {
        [] when typed is "" => (null, []),
        [] => (call.T(typed is null ? "roaming.too_long" : "roaming.unknown_country"), []),
        [var country] => RoamingAnswers.For(version, plan, country.Iso2, RoamingWish.Typical) is { Works: true } answer ? (null, answer.Packs) : (call.T("packs.not_there"), []),
        _ => (null, []),
    };

    /// <summary>What keeps any pack from the line, whatever it costs.</summary>
    private static async Task<string?> Refused(OwnLine line, Plan plan) =>
        PackOffers.Of(line.Version, plan).MinBy(pack => pack.Price) is { } cheapest
            && await line.Try(new LineCommand.BuyPack(cheapest.Code)) is { Outcome.Refused: not (RefusalCode.None or RefusalCode.InsufficientFunds) } trial
            ? PackReview.Reason(line, trial) : null;
}
