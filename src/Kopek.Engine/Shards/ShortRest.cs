using System.Runtime.InteropServices;

namespace Kopek.Engine.Shards;

/// <summary>A sleep shorter than the millisecond that .NET knows. The system adds what it likes, on Linux some 60 us.</summary>
internal static partial class ShortRest
{
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Returns after about so long, or earlier. Without <see cref="IsKnown"/> at once.</summary>
    /// <param name="microseconds">Below one million.</param>
    public static void Sleep(uint microseconds)
    {
        if (IsKnown)
        {
            // Earlier where a signal came, which is as good.
            _ = USleep(microseconds);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int USleep(uint microseconds);
}
