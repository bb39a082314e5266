using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;
using Kopek.Web.Care.Plans;

namespace Kopek.Web.Care.Roaming;

/// <summary>The answers of the roaming rules in the visitor's language.</summary>
internal sealed class RoamingAnswerWords(CareCall call, CatalogueVersion version, PlanWords words)
{
    public string NameOf(Country country) => words.Name(country.Name);

    /// <summary>Where no plan is named: which of all would work, and at what price.</summary>
    public IReadOnlyList<PlanThere> EveryPlan(Country country, RoamingWish wish) => [.. version.Plans.Select(plan =>
    {
        var answer = RoamingAnswers.For(version, plan, country.Iso2, wish);
        var money = words.Of(plan.Operator);
        var said = (answer.Works, answer.Cheapest?.Total) switch
        {
            (false, _) => call.T("roaming.there.no"),
            (true, { } total) => call.T("roaming.there.from", ("amount", money.Amount(total)), ("days", NoticeWords.Number(wish.Days))),
            _ => call.T("roaming.there.yes"),
        };
        return new PlanThere(plan.Code, $"{words.Operator(plan)} · {words.Name(plan.Name)}", said);
    })];

    /// <summary>About the line of who is signed in: barred as it is, with its packs there, its balance and its cap.</summary>
    public RoamingAnswerView Of(OwnLine own, Plan plan, Country country, RoamingWish wish) =>
        View(plan, country, wish, RoamingAnswers.For(version, plan, RoamingAnswers.IsBarred(own.Facts.Line), country.Iso2, wish)) with
        {
            Own = new OwnThere(own.Msisdn, own.Words.Amount(own.Facts.Available),
                [.. own.Facts.Buckets.Where(bucket => bucket.Rest > 0 && PackOffers.Serves(bucket, country)).Select(bucket => HomeEndpoint.Row(own, bucket))],
                HomeEndpoint.Cap(own)),
        };

    public RoamingAnswerView Of(Plan plan, Country country, RoamingWish wish) => View(plan, country, wish, RoamingAnswers.For(version, plan, country.Iso2, wish));

    private RoamingAnswerView View(Plan plan, Country country, RoamingWish wish, RoamingAnswer answer)
    {
        var money = words.Of(plan.Operator);
        var zone = version.Zones.FirstOrDefault(one => one.Number == country.Zone);
        return new RoamingAnswerView(country.Iso2, NameOf(country), plan.Code, words.Name(plan.Name), zone is null ? "" : words.Name(zone.Name), SnakeCase.Of(answer.Rule), answer.Works,
            answer.PricePerMegabyte is { } price ? money.Amount(price) : null, answer.TypicalDay is { } day ? money.Amount(day) : null,
            [.. answer.Packs.Select(pack => $"{words.Name(pack.Name)}: {words.Pack(pack)}, {money.Amount(pack.Price)}")], Cheapest(answer.Cheapest, money),
            answer.OnReturn == RoamingAnswers.CoolingPeriod, NoticeWords.Number(wish.MegabytesADay), NoticeWords.Number(wish.Days),
            $"{RoamingEndpoint.Path}?country={country.Iso2}&plan={plan.Code}", version.FindOperator(plan.Operator)?.Hotline ?? "");
    }

    private string? Cheapest(RoamingWay? way, NoticeWords money) => way switch
    {
        null or { Total: null } => null,
        { Pack: null, Total: { } total } => call.T("roaming.cheapest.by_megabyte", ("amount", money.Amount(total))),
        { Pack: { } pack, Total: { } total, OctetsByPrice: 0 } => call.T("roaming.cheapest.packs", ("pack", words.Name(pack.Name)), ("count", NoticeWords.Number(way.Count)), ("amount", money.Amount(total))),
        { Pack: { } pack, Total: { } total } => call.T("roaming.cheapest.both", ("pack", words.Name(pack.Name)), ("count", NoticeWords.Number(way.Count)),
            ("volume", money.Volume(way.OctetsByPrice)), ("amount", money.Amount(total))),
    };
}
