using System.Runtime.InteropServices;

namespace Kopek.Books.Statements;

/// <summary>
/// Lets a thread stand back where a processor is wanted for charging: what it does may be late, an answer may not. Linux gives each thread a priority
/// of its own, which .NET's Thread.Priority does not set there; elsewhere nothing happens.
/// </summary>
internal static partial class BackgroundPriority
{
    private const int OneThread = 0; // PRIO_PROCESS with id 0: the calling thread.
    private const int Nice = 15;

    public static void TakeForThisThread()
    {
        if (OperatingSystem.IsLinux())
        {
            // A refusal changes nothing but the order of things.
            _ = SetPriority(OneThread, 0, Nice);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
