using System.Runtime.InteropServices;

namespace Kopek.Engine;

/// <summary>
/// Threads whose work may be a little late: the journal's mover, the books, the notices. Where all cores are taken, who reads and answers requests goes first.
/// </summary>
public static partial class BackgroundThread
{
    /// <summary>A tenth of the weight of an ordinary thread: late, and never starved.</summary>
    private const int Nice = 10;

    private const int WhichProcess = 0;
    private const int Caller = 0;

    /// <summary>For the calling thread, for good. Where the system does not let us, nothing changes.</summary>
    public static void StepBack()
    {
        if (OperatingSystem.IsLinux())
        {
            // Linux counts each thread as a process here; .NET's own priorities do nothing on it.
            _ = SetPriority(WhichProcess, Caller, Nice);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
