using Kopek.Bench.HotPaths;

namespace Kopek.Bench.Allocations;

/// <summary>Managed bytes that one run of a hot path allocates on its own thread.</summary>
public static class AllocationMeter
{
    // Enough for lazy initialisers, pools and growing buffers to have come to rest.
    private const int WarmUpRuns = 2_000;
    private const int MeasuredRuns = 10_000;

    // A pool that another thread emptied makes one round dear; the cheapest of a few is the path's own cost.
    private const int Rounds = 3;

    public static long BytesPerRun(HotPath path)
    {
        Repeat(path, WarmUpRuns);
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(path, MeasuredRuns);
            // Rounded up: one allocation in a hundred runs is not nothing.
            return (GC.GetAllocatedBytesForCurrentThread() - before + MeasuredRuns - 1) / MeasuredRuns;
        });
    }

    private static void Repeat(HotPath path, int runs)
    {
        for (int run = 0; run < runs; run++)
        {
            path.Run();
        }
    }
}
