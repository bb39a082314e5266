using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Simulation.Catalogues;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Worlds;

/// <summary>How large a world is, how long it lasts, and how its server is set up. Times in milliseconds.</summary>
internal sealed record WorldPlan(int Lines, long Milliseconds, int Shards, int Writers, int CheckpointEvents, long BetweenSweeps, long BetweenSessions,
    long BetweenWishes, int AuditsOneIn, QuotaPolicy Quota)
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    /// <summary>Sessions of a world, about: keeps one world below a second.</summary>
    private const int Sessions = 300;

    /// <summary>Chosen so that the seeds which were known then fall to worlds whose steps wait for each other.</summary>
    private const ulong JoiningSalt = 325223;

    /// <summary>Whether steps between shards of one writer go into one commit: half of all worlds, so that both ways are lived.</summary>
    public static bool JoinsSteps(ulong seed) => (Dice.Mix(seed ^ JoiningSalt) & 1) == 0;

    public static WorldPlan Of(Dice dice)
    {
        var lines = dice.Below(6) switch { 0 => 200, 1 => 60, 2 => 1 + dice.Below(4), _ => 12 + dice.Below(24) };
        var length = dice.Below(4) switch { 0 => dice.Between(30 * Minute, Day), 1 => dice.Between(1, 10) * Day, 2 => dice.Between(30, 60) * Day, _ => dice.Between(60, 240) * Day };
        var each = Math.Max(1, Sessions / lines);
        return new WorldPlan(
            lines,
            length,
            Shards: 1 << dice.Below(5),
            Writers: 1 + dice.Below(3),
            CheckpointEvents: 1 << (int)dice.Between(4, 14),
            BetweenSweeps: dice.OneIn(4) ? length : dice.Between(length / 2000 + 1, length / 20 + 1),
            BetweenSessions: length / each,
            BetweenWishes: length / Math.Max(4, each / 2),
            AuditsOneIn: 8,
            SomeQuota(dice));
    }

    /// <summary>Around the change of prices, so that most worlds see it.</summary>
    public long StartOf(Catalogue catalogue, Dice dice)
    {
        var change = WorldCatalogue.ChangeOf(catalogue).UnixMilliseconds;
        return change - dice.Between(0, dice.OneIn(4) ? Milliseconds * 2 : Milliseconds);
    }

    /// <summary>Also such that a bundle of tens of gigabytes is used up in a few reports.</summary>
    private static QuotaPolicy SomeQuota(Dice dice) => dice.Below(4) switch
    {
        0 or 1 => QuotaPolicy.Default,
        2 => new QuotaPolicy(4L << 30, 20L << 30, 1L << 20, 3600, 60),
        _ => new QuotaPolicy(dice.Between(1, 50L << 20), dice.Between(1, 200L << 20), dice.Between(1, 1L << 20), (int)dice.Between(10, 7200), (int)dice.Between(5, 120)),
    };
}
