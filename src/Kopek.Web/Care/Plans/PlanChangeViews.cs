using Kopek.Web.Care.Home;

namespace Kopek.Web.Care.Plans;

/// <summary>The plans that the holder's line can change to.</summary>
/// <param name="Own">Its plan as people know it.</param>
/// <param name="Next">A change that waits for the end of the period; null where none does.</param>
/// <param name="OwnCode">For taking it back.</param>
/// <param name="Refused">Why it can change to none, in words; null where it can.</param>
public sealed record PlanChangesView(string Own, string OwnCode, string? Next, string? Refused, IReadOnlyList<PlanEntry> Plans);

/// <summary>A change of plan before it is made.</summary>
/// <param name="Refused">Why it is not offered, in words; null where it is.</param>
/// <param name="Notes">What ends with it: the old bundle, a period that was paid, packs that the new plan does not carry.</param>
/// <param name="Wrong">What is to be said of the form sent before; null at first.</param>
public sealed record PlanChangeView(string Number, PlanEntry Plan, string Own, string UsedUp, string? Refused, IReadOnlyList<string> Notes, ChangeOption? Now, ChangeOption? Later, string? Wrong);

/// <param name="Lacks">What the balance lacks for it, in words; null where it covers it.</param>
/// <param name="CanDo">False where the money lacks.</param>
public sealed record ChangeOption(IReadOnlyList<NamedValue> Rows, string? Lacks, bool CanDo, string Order);
