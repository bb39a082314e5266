namespace Kopek.Core.Planning;

/// <summary>
/// A fixed way to spread paths over strata (a Latin hypercube): in each dimension every path has a stratum of its own, and the orders of two dimensions have
/// nothing to do with each other. The same line gets the same forecast, and with 32 paths each quantile of a week is met once, which chance would do badly.
/// </summary>
internal static class Spread
{
    public const int Paths = 32;

    /// <summary>The stratum of each path in a dimension: the numbers 0 to 31 in an order that is fixed for ever.</summary>
    public static int[] Strata(int dimension)
    {
        var strata = new int[Paths];
        var mixed = unchecked((ulong)dimension * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL);
        for (var path = 0; path < Paths; path++)
        {
            mixed = Mix(mixed);
            var place = (int)(mixed % (ulong)(path + 1));
            strata[path] = strata[place];
            strata[place] = path;
        }

        return strata;
    }

    /// <summary>What a stratum stands for among weighted choices: the one at the middle of the stratum.</summary>
    public static int Choose(int stratum, ReadOnlySpan<long> weights)
    {
        var total = 0L;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var middle = (2 * stratum + 1) * total;
        var reached = 0L;
        for (var choice = 0; choice < weights.Length; choice++)
        {
            reached += weights[choice];
            if (reached * 2 * Paths > middle)
            {
                return choice;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>The place of a quantile, in permille, among sorted paths.</summary>
    public static int Place(int permille, int paths) => Math.Clamp((permille * paths + 999) / 1000 - 1, 0, paths - 1);

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of the answer depends on each bit of the question.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
            return value ^ value >> 31;
        }
    }
}
