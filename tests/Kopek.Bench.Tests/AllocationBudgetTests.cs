using System.Diagnostics;
using System.Reflection;
using Kopek.Bench.Allocations;
using Kopek.Bench.HotPaths;

namespace Kopek.Bench.Tests;

public sealed class AllocationBudgetTests
{
    // A debug build keeps what the compiler would do without (async state machines are classes in it).
    public static bool IsOptimized =>
        typeof(HotPathTable).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    [Fact(Skip = "budgets are for a Release build", SkipUnless = nameof(IsOptimized))]
    public void Every_hot_path_keeps_to_its_allocation_budget()
    {
        var breaches = AllocationBudget.Breaches(AllocationBudget.Load(), AllocationBudget.Measure(HotPathTable.All)).ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void What_is_allocated_is_counted()
    {
        object[] kept = [new()];
        Assert.Equal(0, AllocationMeter.BytesPerRun(new HotPath("nothing", () => GC.KeepAlive(kept))));
        Assert.InRange(AllocationMeter.BytesPerRun(new HotPath("an array", () => kept[0] = new byte[1000])), 1000, 1100);
        int runs = 0;
        Assert.InRange(AllocationMeter.BytesPerRun(new HotPath("now and then", () => kept[0] = runs++ % 100 == 0 ? new byte[10] : kept[0])), 1, 10);
    }

    [Fact]
    public void A_path_over_its_budget_or_without_one_and_a_budget_without_a_path_are_found()
    {
        var budget = AllocationBudget.Parse("""{ "a": 10, "b": 10, "gone": 0 }""");
        var measured = new Dictionary<string, long> { ["a"] = 10, ["b"] = 11, ["new"] = 0 };
        Assert.Equal(["b", "new", "gone"], AllocationBudget.Breaches(budget, measured).Select(breach => breach.Split(':')[0]));
    }
}
