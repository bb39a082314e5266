using System.Diagnostics;

namespace Kopek.Host.Tests.Processes;

/// <summary>
/// How often the bounded proofs repeat; KOPEK_LONG=1 (./test --long) takes many more, KOPEK_KILLS says how many. KOPEK_SEED makes the choices of a run that
/// failed again.
/// </summary>
internal static class Tries
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("KOPEK_LONG") == "1";

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("KOPEK_SEED"), out var seed) ? seed : Environment.ProcessId;

    public static int Kills(int few, int many) =>
        int.TryParse(Environment.GetEnvironmentVariable("KOPEK_KILLS"), out var kills) ? kills : IsLong ? many : few;

    /// <summary>Asks again and again until it is so; each question is a request that takes its time, so nothing sleeps.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < KopekProcess.Patience, $"Not within {KopekProcess.Patience.TotalSeconds} s: {what}");
            await Task.Yield();
        }
    }
}
