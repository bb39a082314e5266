using Kopek.Engine.Journalling;

namespace Kopek.Journal.Commits;

/// <summary>What a failing commit log means for the person who runs Kopek: which folder, and what to do.</summary>
internal static class CommitLogFault
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>.NET keeps the number that the system gave in the exception.</summary>
    public static JournalException Of(string path, Exception failed, bool outcomeUnknown)
    {
        var folder = Path.GetDirectoryName(path);
        var advice = failed switch
        {
            IOException { HResult: NoSpace or QuotaExceeded } => $"the disk of {folder} is full. Make room there; commits go on as soon as there is some",
            UnauthorizedAccessException => $"{Path.GetFileName(path)} in {folder} cannot be written by this user",
            _ => $"writing {path} failed. Check the disk, its mount and the limits of this process",
        };
        return new JournalException($"The journal stopped: {advice} ({failed.Message})", outcomeUnknown, failed);
    }
}
