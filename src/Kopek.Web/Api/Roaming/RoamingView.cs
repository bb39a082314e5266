using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Packs;

namespace Kopek.Web.Api.Roaming;

/// <summary>The answers for one plan.</summary>
internal sealed record RoamingView(string Plan, long MbPerDay, int Days, IReadOnlyList<RoamingCountryView> Countries);

/// <param name="Rule">home, works, plan_excludes_zone, no_partner_in_country, unknown_network, line_barred.</param>
/// <param name="OnReturn">cooling_period or none.</param>
internal sealed record RoamingCountryView(string Country, LocalizedText? Name, int? Zone, bool Works, string Rule, AmountView? PricePerMegabyte, AmountView? TypicalDay,
    IReadOnlyList<PackView> Packs, RoamingWayView? Cheapest, string OnReturn)
{
    public static RoamingCountryView Of(RoamingAnswer answer, string currency) => new(answer.Iso2, answer.Country?.Name, answer.Country?.Zone, answer.Works,
        SnakeCase.Of(answer.Rule), Amount(answer.PricePerMegabyte, currency), Amount(answer.TypicalDay, currency), [.. answer.Packs.Select(pack => PackView.Of(pack, currency))],
        answer.Cheapest is { } way ? new RoamingWayView(way.Pack?.Code, way.Count, way.OctetsByPrice, Amount(way.Total, currency)) : null, answer.OnReturn);

    private static AmountView? Amount(Money? amount, string currency) => amount is { } sum ? AmountView.Of(sum, currency) : null;
}

/// <param name="Pack">Null: without a pack.</param>
internal sealed record RoamingWayView(string? Pack, int Count, long OctetsByPrice, AmountView? Total);
