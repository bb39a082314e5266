namespace Kopek.Web.Care.Home;

/// <summary>All money and data of a line, in the holder's words.</summary>
/// <param name="Number">As the form for a payment sends it.</param>
/// <param name="Money">What there is besides: reserved, bonus, promised, owed.</param>
/// <param name="Cure">What brings data back; null where nothing is to be done.</param>
/// <param name="Dates">Fees and ends, the next first.</param>
/// <param name="Forecast">When it runs out if nobody pays; null for a line that is over.</param>
/// <param name="Chart">Null where nothing was used.</param>
/// <param name="TopUp">Null where a payment would be refused.</param>
public sealed record HomeView(string Number, string Available, IReadOnlyList<NamedValue> Money, bool Works, string State, string? Cure, string Plan, string PlanText,
    IReadOnlyList<NamedValue> Dates, IReadOnlyList<BucketRow> HomeData, IReadOnlyList<BucketRow> RoamingData, string? RoamingCap, ForecastWords? Forecast, UseChart? Chart,
    HomeTopUp? TopUp);

public sealed record NamedValue(string Name, string Value);

/// <param name="Percent">Of what was granted, 0 to 100.</param>
public sealed record BucketRow(string Name, string Left, string Until, int Percent);

/// <param name="Why">What ends it; null where nothing does.</param>
/// <param name="Basis">What the estimate rests on.</param>
public sealed record ForecastWords(string Ends, string? Why, string Basis);
