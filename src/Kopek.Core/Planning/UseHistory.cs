using NodaTime;

namespace Kopek.Core.Planning;

/// <summary>The days of a line that say something about the days to come, as weeks back from yesterday.</summary>
internal sealed class UseHistory
{
    public const int Weeks = 8;
    private const int DaysOfWeek = 7;

    /// <summary>Fewer days at home than this, and days abroad serve as well. The other way round they never do: nobody uses abroad what he uses at home.</summary>
    private const int FewestAtHome = 3;

    private readonly long?[,] octets = new long?[Weeks, DaysOfWeek];

    /// <param name="days">In the order of time, with those on which nothing was used.</param>
    /// <param name="today">Not over yet: it and later days are not looked at.</param>
    public UseHistory(IReadOnlyList<DayUse> days, LocalDate today)
    {
        var known = new List<(DayUse Use, bool Abroad)>();
        var abroad = false;
        foreach (var day in days)
        {
            if (day.Day >= today || day.WasCutOff || Age(day.Day, today) > Weeks * DaysOfWeek)
            {
                continue;
            }

            if (day.Octets > 0)
            {
                abroad = day.AbroadOctets > day.HomeOctets;
                Country = abroad ? day.Country : (ushort)0;
            }

            known.Add((day, abroad));
        }

        var inPlace = known.FindAll(day => day.Abroad == abroad);
        foreach (var (use, _) in abroad || inPlace.Count >= FewestAtHome ? inPlace : known)
        {
            var age = Age(use.Day, today) - 1;
            octets[age / DaysOfWeek, age % DaysOfWeek] = use.Octets;
            Days++;
        }
    }

    public int Days { get; }

    /// <summary>Where the line is: where it was last used.</summary>
    public ushort Country { get; }

    /// <summary>Every known day, the newest first.</summary>
    public List<long> All()
    {
        var all = new List<long>();
        for (var week = 0; week < Weeks; week++)
        {
            for (var day = 0; day < DaysOfWeek; day++)
            {
                if (octets[week, day] is { } use)
                {
                    all.Add(use);
                }
            }
        }

        return all;
    }

    /// <summary>Octets of a week's known days, made up to seven; null where fewer than four are known.</summary>
    public long? Total(int week)
    {
        var (sum, known) = (0L, 0);
        for (var day = 0; day < DaysOfWeek; day++)
        {
            sum += octets[week, day] ?? 0;
            known += octets[week, day] is null ? 0 : 1;
        }

        return known < 4 ? null : sum * DaysOfWeek / known;
    }

    /// <summary>The same weekday of that week as so many days from today on, or of the nearest newer, then older week that has it.</summary>
    public long On(int week, int daysAhead)
    {
        // Yesterday is day 0: today's weekday is that of day 6, tomorrow's of day 5.
        var day = DaysOfWeek - 1 - daysAhead % DaysOfWeek;
        for (var other = week; other >= 0; other--)
        {
            if (octets[other, day] is { } use)
            {
                return use;
            }
        }

        for (var other = week + 1; other < Weeks; other++)
        {
            if (octets[other, day] is { } use)
            {
                return use;
            }
        }

        return 0;
    }

    private static int Age(LocalDate day, LocalDate today) => Period.Between(day, today, PeriodUnits.Days).Days;
}
