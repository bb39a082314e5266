using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Planning.Trips;

/// <summary>What to buy, pay and do for a trip. An offer of figures, which binds nobody.</summary>
/// <param name="Choices">The best first: covered everywhere, to the last day, at full speed, then by what it costs. Plans that cannot carry the trip are not in it.</param>
/// <param name="Tasks">In the order of their days, for the first choice.</param>
public sealed record TripPlan(Trip Trip, IReadOnlyList<TripChoice> Choices, IReadOnlyList<TripTask> Tasks);

/// <summary>One plan on this trip.</summary>
/// <param name="Costs">Everything that the likely use takes, connection fee included.</param>
/// <param name="LowCost">The same with the low use; likewise <paramref name="HighCost"/>.</param>
/// <param name="HighCost">Null where the plan could not carry that much.</param>
/// <param name="LeftOver">What the payments leave at the end of the last day.</param>
/// <param name="SlowFrom">The day on which all data of a period is first used up, where the plan then goes on slowly; else null.</param>
/// <param name="EndsOn">The day on which data is first used up and no money brings more before the next period; else null.</param>
/// <param name="NotCovered">Stops where the operator has no 3G or 4G.</param>
public sealed record TripChoice(Plan Plan, Money Cost, Money LowCost, Money? HighCost, TripCosts Costs, IReadOnlyList<TripPayment> Payments, Money LeftOver,
    LocalDate? SlowFrom, LocalDate? EndsOn, IReadOnlyList<TripStop> NotCovered, IReadOnlyList<RoamingAnswer> Abroad);

/// <summary>What the cost is made of; the sum of it is the cost.</summary>
public sealed record TripCosts(Money Connection, Money Fees, Money Packs, Money Use, Money Other);

/// <summary>To be paid on that day at the latest.</summary>
public sealed record TripPayment(LocalDate Day, Money Amount);

/// <summary>Something to do on a day. Its words, with the reason, are in the texts of the pages.</summary>
public sealed record TripTask(TripTaskKind Kind, LocalDate Day);

/// <summary>Kinds of tasks, in the order in which those of one day are told. The API shows the name in snake case.</summary>
public enum TripTaskKind
{
    Identity,
    Imei,
    OfflineMaps,
    Buy,
    AccessPoint,
    KeepOn,
    Cooling,
    Shutdown,
    LastDay,
}
