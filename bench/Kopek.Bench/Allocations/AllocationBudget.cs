using System.Text.Json;
using Kopek.Bench.HotPaths;

namespace Kopek.Bench.Allocations;

/// <summary>bench/expected.json: how many bytes a run of each hot path may allocate at most.</summary>
public static class AllocationBudget
{
    /// <summary>The file as it was when this was built.</summary>
    public static IReadOnlyDictionary<string, long> Load() =>
        Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "expected.json")));

    public static IReadOnlyDictionary<string, long> Parse(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? throw new InvalidDataException("expected.json holds no object");

    /// <summary>A path over its budget, a path without one, and a budget without a path. Less than budgeted is fine: a compiler may learn.</summary>
    public static IEnumerable<string> Breaches(IReadOnlyDictionary<string, long> budget, IReadOnlyDictionary<string, long> measured)
    {
        foreach ((string name, long bytes) in measured)
        {
            if (!budget.TryGetValue(name, out long allowed))
            {
                yield return $"{name}: {bytes} bytes a run, and no budget in bench/expected.json";
            }
            else if (bytes > allowed)
            {
                yield return $"{name}: {bytes} bytes a run, {allowed} allowed";
            }
        }

        foreach (string name in budget.Keys.Where(name => !measured.ContainsKey(name)))
        {
            yield return $"{name}: a budget in bench/expected.json for no hot path";
        }
    }

    public static IReadOnlyDictionary<string, long> Measure(IEnumerable<HotPath> paths) =>
        paths.ToDictionary(path => path.Name, AllocationMeter.BytesPerRun);
}
