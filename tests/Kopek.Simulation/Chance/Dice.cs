using System.Numerics;

namespace Kopek.Simulation.Chance;

/// <summary>
/// All the chance of a world, from one seed: xoshiro256** filled by SplitMix64. The same seed throws the same dice on every machine and in every
/// version of .NET, so a failing world can be had again.
/// </summary>
internal sealed class Dice
{
    private readonly ulong[] state = new ulong[4];

    public Dice(ulong seed)
    {
        for (var i = 0; i < state.Length; i++)
        {
            seed = unchecked(seed + 0x9E3779B97F4A7C15UL);
            state[i] = Mix(seed);
        }
    }

    /// <summary>SplitMix64's finisher: a good hash of one word.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
            return value ^ value >> 31;
        }
    }

    public ulong Next()
    {
        var result = unchecked(BitOperations.RotateLeft(state[1] * 5, 7) * 9);
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    public int Below(int limit) => (int)(Next() % (uint)limit);

    public bool OneIn(int times) => Below(times) == 0;

    public bool Percent(int chance) => Below(100) < chance;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
