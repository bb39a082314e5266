using System.Globalization;

namespace Kopek.Simulation;

/// <summary>Seeds whose worlds once found a bug, with a word why: known-seeds.txt beside this file.</summary>
internal static class KnownSeeds
{
    public static IReadOnlyList<ulong> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "known-seeds.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => ulong.Parse(line.Split(' ', 2)[0], CultureInfo.InvariantCulture)),
    ];
}
