using Kopek.Core.Lines;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Holders;

/// <summary>Holders who stop packs that are bought by themselves and allow them again. Only in some worlds, with dice of their own, as for <see cref="RoamingWishes"/>.</summary>
internal sealed class AutoPackWishes(Counter counter, Dice dice, LineId line)
{
    private const ulong Stream = 71UL << 40;

    public static bool AreIn(ulong seed) => Dice.Mix(seed ^ Stream) % 3 == 0;

    public static Dice DiceOf(ulong seed) => new(Dice.Mix(seed ^ Stream));

    public void Wish() => counter.Place(line, new LineCommand.SetAutoPackStop(dice.OneIn(2)));
}
