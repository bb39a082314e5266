using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Holders;

/// <summary>
/// Holders who travel and set a cap on roaming, change it and take it away. Only in some worlds, and with dice of their own: the others stay as they were
/// when they found what they found.
/// </summary>
internal sealed class RoamingWishes(Counter counter, Dice dice, LineId line)
{
    private const ulong Stream = 67UL << 40;

    public static bool AreIn(ulong seed) => Dice.Mix(seed ^ Stream) % 3 == 0;

    public static Dice DiceOf(ulong seed) => new(Dice.Mix(seed ^ Stream));

    public void Wish() => counter.Place(line, new LineCommand.SetRoamingCap(dice.Below(8) switch
    {
        0 => null,
        1 => Money.Zero,
        2 => new Money(-1),
        3 => new Money(long.MaxValue),
        4 => new Money(dice.Between(1, 200)),
        _ => new Money(dice.Between(100, 60_000)),
    }));
}
