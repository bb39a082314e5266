using NodaTime;

namespace Kopek.Core.Planning;

/// <summary>How use may go on: some paths, each as likely as the others.</summary>
/// <param name="DaysKnown">Days that it rests on.</param>
/// <param name="DailyOctets">What is used on a day in the middle of the paths; zero where nothing is known.</param>
public sealed record UseOutlook(UseBasis Basis, int DaysKnown, long DailyOctets, IReadOnlyList<UsePath> Paths)
{
    /// <summary>Days that are looked at: what is older says little of now.</summary>
    public const int MostDays = UseHistory.Weeks * DaysOfWeek;

    /// <summary>Below two weeks no weekday was seen twice.</summary>
    public const int FewestDays = 14;

    /// <summary>Below it a line was hardly used. Abroad one day is enough: that of its home says less.</summary>
    public const int FewestShortDays = 3;

    /// <summary>Newer weeks say more: the weight of a week is halved in three.</summary>
    private static readonly long[] Weights = [100, 79, 63, 50, 40, 31, 25, 20];

    /// <summary>How far the level of the next weeks may be off where only days are known, in permille: from well below to well above, evenly in ratio.</summary>
    private static readonly long[] WideLevels = [500, 595, 707, 841, 1000, 1189, 1414, 1682, 2000];

    private const long Even = 1000;
    private const int LevelDimension = 1000;
    private const int DaysOfWeek = 7;

    /// <summary>
    /// The paths of a line from its own days, or of what its holder says. Whole past weeks are drawn anew, week after week, so that weekdays and runs of busy
    /// days stay together; and each path keeps a level of its own, because weeks that are busier tend to be followed by such.
    /// </summary>
    /// <param name="history">In the order of time, with days on which nothing was used.</param>
    /// <param name="statedOctetsPerDay">Goes before history; null where nothing was said.</param>
    /// <param name="days">How far ahead the paths go.</param>
    public static UseOutlook Of(IReadOnlyList<DayUse> history, long? statedOctetsPerDay, LocalDate today, int days)
    {
        ArgumentNullException.ThrowIfNull(history);
        var known = new UseHistory(history, today);
        if (statedOctetsPerDay is { } stated)
        {
            return new UseOutlook(UseBasis.Stated, known.Days, stated, [Constant(stated, days, known.Country)]);
        }

        if (known.Days < (known.Country == 0 ? FewestShortDays : 1))
        {
            return new UseOutlook(UseBasis.None, known.Days, 0, [Constant(0, days, known.Country)]);
        }

        var isShort = known.Days < FewestDays;
        var octets = isShort ? OfDays(known, days) : OfWeeks(known, days);
        var paths = octets.Select(path => new UsePath(path, known.Country)).ToList();
        var daily = paths.Select(path => path.OctetsByDay.Sum() / Math.Max(1, days)).Order().ToList();
        return new UseOutlook(isShort ? UseBasis.ShortHistory : UseBasis.History, known.Days, daily[Spread.Place(500, daily.Count)], paths);
    }

    private static UsePath Constant(long octets, int days, ushort country) => new([.. Enumerable.Repeat(octets, days)], country);

    private static long[][] OfWeeks(UseHistory known, int days)
    {
        var levels = Levels(known);
        var paths = NewPaths(days);
        var weights = Weights.Select((weight, week) => known.Total(week) is null ? 0 : weight).ToArray();
        var ofLevel = Spread.Strata(LevelDimension);
        for (var from = 0; from < days; from += DaysOfWeek)
        {
            var strata = Spread.Strata(from / DaysOfWeek);
            for (var path = 0; path < Spread.Paths; path++)
            {
                var week = Spread.Choose(strata[path], weights);
                var level = levels[Spread.Choose(ofLevel[path], weights)];
                for (var day = from; day < Math.Min(days, from + DaysOfWeek); day++)
                {
                    paths[path][day] = known.On(week, day) / Even * level + known.On(week, day) % Even * level / Even;
                }
            }
        }

        return paths;
    }

    /// <summary>Of each week, half of how far it was off the mean, in permille: the other half is taken for chance.</summary>
    private static long[] Levels(UseHistory known)
    {
        var (sum, weight) = (Int128.Zero, 0L);
        for (var week = 0; week < UseHistory.Weeks; week++)
        {
            sum += known.Total(week) is { } total ? (Int128)total * Weights[week] : 0;
            weight += known.Total(week) is null ? 0 : Weights[week];
        }

        var mean = weight == 0 ? 0 : (long)(sum / weight);
        return [.. Enumerable.Range(0, UseHistory.Weeks).Select(week =>
            mean == 0 || known.Total(week) is not { } total ? Even : (Even + Math.Clamp((long)((Int128)total * Even / mean), 0, 3 * Even)) / 2)];
    }

    private static long[][] OfDays(UseHistory known, int days)
    {
        var all = known.All();
        var alike = all.Select(_ => 1L).ToArray();
        var ofLevel = Spread.Strata(LevelDimension);
        var same = WideLevels.Select(_ => 1L).ToArray();
        var paths = NewPaths(days);
        for (var day = 0; day < days; day++)
        {
            var strata = Spread.Strata(day);
            for (var path = 0; path < Spread.Paths; path++)
            {
                var use = all[Spread.Choose(strata[path], alike)];
                paths[path][day] = use / Even * WideLevels[Spread.Choose(ofLevel[path], same)];
            }
        }

        return paths;
    }

    private static long[][] NewPaths(int days) => [.. Enumerable.Range(0, Spread.Paths).Select(_ => new long[days])];
}
