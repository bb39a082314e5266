namespace Kopek.Web.Care.Roaming;

/// <summary>What was asked, to be shown again.</summary>
/// <param name="Own">The number of who is signed in; null where nobody is.</param>
/// <param name="Country">As typed, or a code.</param>
/// <param name="Plan">Code; empty for all plans.</param>
public sealed record RoamingForm(string? Own, string Country, string Plan, string Days, IReadOnlyList<NamedCode> Plans);

public sealed record NamedCode(string Code, string Name);

/// <param name="Wrong">What is to be said of the values asked for; null where nothing.</param>
/// <param name="Countries">To choose from: several that fit, or those often asked for.</param>
/// <param name="Answer">Null while there is none.</param>
/// <param name="EveryPlan">Where no plan is named: each plan's answer in a line; empty else.</param>
public sealed record RoamingPageView(RoamingForm Form, string? Wrong, bool AreSeveral, IReadOnlyList<NamedCode> Countries, RoamingAnswerView? Answer, string? EveryPlanIn, IReadOnlyList<PlanThere> EveryPlan);

/// <summary>Whether one plan works in the country, in a few words.</summary>
public sealed record PlanThere(string Code, string Name, string Said);

/// <param name="Rule">works, home, plan_excludes_zone, no_partner_in_country, unknown_network.</param>
/// <param name="PricePerMegabyte">Null where nothing is priced.</param>
/// <param name="Packs">What each holds and costs.</param>
/// <param name="Cheapest">For the days; null where the SIM does not work there or is at home.</param>
/// <param name="Link">The address of this answer.</param>
public sealed record RoamingAnswerView(string Iso2, string Country, string PlanCode, string Plan, string Zone, string Rule, bool Works, string? PricePerMegabyte, string? TypicalDay,
    IReadOnlyList<string> Packs, string? Cheapest, bool IsCooledOnReturn, string Megabytes, string Days, string Link, string Hotline)
{
    /// <summary>What the line of who is signed in has there; null where the answer is not about it.</summary>
    public OwnThere? Own { get; init; }
}

/// <param name="Packs">That serve there and are not used up.</param>
/// <param name="Cap">Its cap on roaming, in words; null where it has none.</param>
public sealed record OwnThere(string Number, string Balance, IReadOnlyList<Home.BucketRow> Packs, string? Cap);

/// <param name="Parts">The initials of each page, the page's number from 1.</param>
public sealed record CountriesPageView(int Part, IReadOnlyList<string> Parts, IReadOnlyList<InitialView> Groups, string Query);

public sealed record InitialView(string Initial, IReadOnlyList<NamedCode> Countries);
