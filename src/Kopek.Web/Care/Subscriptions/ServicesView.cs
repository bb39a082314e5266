namespace Kopek.Web.Care.Subscriptions;

/// <summary>Every paid service of a line, with its price and its stop.</summary>
/// <param name="Services">Plan, packs, packs that are bought by themselves, promised payment.</param>
/// <param name="Renewal">Null where nothing was ever set.</param>
/// <param name="Wrong">What is to be said of the form sent before; null at first.</param>
public sealed record ServicesView(string Number, IReadOnlyList<ServiceRow> Services, RenewalView? Renewal, RoamingView Roaming, string? Wrong);

/// <param name="Stop">How it is stopped, or that it ends by itself.</param>
/// <param name="Form">Null where there is nothing to press.</param>
public sealed record ServiceRow(string Name, string Price, string Stop, AutoPackButton? Form = null);

/// <summary>Stops packs that are bought by themselves, or allows them again.</summary>
public sealed record AutoPackButton(bool IsStopped, string Order);

/// <param name="Rules">What tops up by itself, a sentence each.</param>
/// <param name="Pause">It runs: it can be paused; else it can go on. Null where it is stopped.</param>
public sealed record RenewalView(string Status, IReadOnlyList<string> Rules, string Limit, string? Method, bool? Pause, string Order);

/// <param name="Cap">With what is used of it; null where none is set.</param>
/// <param name="Typed">The sum in the field.</param>
public sealed record RoamingView(string? Cap, string Typed, string SetOrder, string RemoveOrder);
