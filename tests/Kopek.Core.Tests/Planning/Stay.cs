using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Core.Tests.Planning;

/// <summary>What somebody would use on each day: weeks that are over, then the days of a stay. Made from a seed, by none of the planner's own rules.</summary>
internal sealed record Stay(string Kind, string Plan, int Days, long[] Octets, ushort[] Countries)
{
    /// <summary>Days before the stay whose use is known.</summary>
    public const int Before = 42;

    /// <summary>A Monday.</summary>
    public static readonly LocalDate Start = new(2026, 3, 2);

    private const long Megabyte = LineBench.Megabyte;
    private static readonly ushort China = CountryCode.Pack("CN");

    public static readonly string[] Kinds =
        ["weekday_worker", "weekend_bursts", "binge_days", "trip_that_ended", "growing_use", "shrinking_use", "moves_abroad", "student_exams", "heavy_tails", "nearly_idle"];

    public static Stay Make(string kind, string plan, int days, int dailyMegabytes, int seed)
    {
        var chance = new Random(seed);
        var octets = new long[Before + days];
        var countries = new ushort[Before + days];
        var level = 0.6 + chance.NextDouble() * 0.8;
        for (var day = 0; day < octets.Length; day++)
        {
            var factor = level * Factor(kind, day, days, chance, ref countries[day]);
            octets[day] = (long)(factor * dailyMegabytes * Megabyte);
        }

        return new Stay(kind, plan, days, octets, countries);
    }

    private static double Factor(string kind, int day, int days, Random chance, ref ushort country)
    {
        var isWeekend = day % 7 >= 5;
        var noise = 0.5 + chance.NextDouble();
        switch (kind)
        {
            case "weekday_worker": return isWeekend ? 0.25 * noise : 1.3 * noise;
            case "weekend_bursts": return isWeekend ? 2.6 * noise : 0.35 * noise;
            case "binge_days": return chance.Next(9) == 0 ? 5 * noise : 0.5 * noise;
            case "trip_that_ended": country = day is > 14 and < 28 ? China : (ushort)0; return country == 0 ? noise : 0.05 * noise;
            case "growing_use": return (0.5 + 1.2 * day / (Before + days)) * noise;
            case "shrinking_use": return (1.6 - 1.2 * day / (Before + days)) * noise;
            case "moves_abroad": country = day % 34 is > 26 ? China : (ushort)0; return country == 0 ? noise : 0.03 * noise;
            case "student_exams": return day % 45 is > 30 ? 0.3 * noise : 1.3 * noise;
            case "heavy_tails": return Math.Min(12, 0.35 / Math.Pow(1 - chance.NextDouble(), 0.7));
            case "nearly_idle": return chance.Next(6) == 0 ? 0.1 * noise : 0;
            default: throw new ArgumentException(kind, nameof(kind));
        }
    }
}
