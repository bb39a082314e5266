using Kopek.Core.Plans;

namespace Kopek.Core.Roaming;

/// <summary>The rule that decides whether a SIM has data in a country. The stable code that people's programs see is the name in snake case.</summary>
public enum RoamingRule : byte
{
    Works = 1,

    /// <summary>The country is home: the plan's own prices hold.</summary>
    Home = 2,

    /// <summary>No listed country: what is not known is in no zone, and no plan works there.</summary>
    UnknownNetwork = 3,
    NoPartnerInCountry = 4,
    PlanExcludesZone = 5,

    /// <summary>The plan goes there, but the line itself is barred or closed.</summary>
    LineBarred = 6,
}

/// <summary>What is bought there: <paramref name="Count"/> packs (null with zero) and the rest of the days' data by the megabyte.</summary>
/// <param name="Total">Of packs and megabytes for all the days; null where it cannot be bought.</param>
public sealed record RoamingWay(DataPack? Pack, int Count, long OctetsByPrice, Money? Total);

/// <summary>"Does my SIM work there, and what will it cost?" for one plan and one country.</summary>
/// <param name="Country">Null where the catalogue does not list it.</param>
/// <param name="PricePerMegabyte">For 1,048,576 octets without a pack; null where nothing is priced.</param>
/// <param name="TypicalDay">The price of one day's data by the megabyte, rounded up to the plan's unit once; null where nothing is priced.</param>
/// <param name="Packs">Those that work there, the cheapest first.</param>
/// <param name="Cheapest">For all the days; null where the SIM does not work there or is at home.</param>
/// <param name="OnReturn">Stable code of what happens on coming back: "cooling_period" after roaming, else "none".</param>
public sealed record RoamingAnswer(string Plan, string Iso2, Country? Country, RoamingRule Rule, Money? PricePerMegabyte, Money? TypicalDay,
    IReadOnlyList<DataPack> Packs, RoamingWay? Cheapest, string OnReturn)
{
    public bool Works => Rule is RoamingRule.Works or RoamingRule.Home;
}

/// <summary>What one wants there. Bounds: 1 to 10,240 megabytes a day, 1 to 90 days.</summary>
public sealed record RoamingWish(long MegabytesADay, int Days)
{
    public const long MostMegabytesADay = 10_240;
    public const int MostDays = 90;

    /// <summary>A day of maps, messages and some pictures: our own assumption, to be replaced by what the holder says.</summary>
    public static RoamingWish Typical { get; } = new(300, 7);

    public bool IsInBounds => MegabytesADay is >= 1 and <= MostMegabytesADay && Days is >= 1 and <= MostDays;

    public long OctetsADay => MegabytesADay * DataVolume.OctetsPerMegabyte;
}
