using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;

namespace Kopek.Books.Diagnosis;

/// <summary>
/// Keeps what the files say while a server runs: a shutdown is written down when it begins, not at the next restart. Files that are wrong are refused whole,
/// what was known stays, and their faults are told once.
/// </summary>
/// <param name="refused">Told of files that were not taken; on the thread of whoever asked.</param>
public sealed class ConditionsWatch(string folder, Func<Catalogue> catalogue, NetworkConditions first, TimeProvider time, Action<ConditionsLoadResult.Refused> refused)
{
    /// <summary>The disk is looked at no more often.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private NetworkConditions current = first;
    private DateTime[] written = Written(folder);
    private long lookedAt = time.GetTimestamp();

    /// <summary>For any thread.</summary>
    public NetworkConditions Current
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(lookedAt) >= Patience)
                {
                    lookedAt = time.GetTimestamp();
                    Look();
                }

                return current;
            }
        }
    }

    private void Look()
    {
        var now = Written(folder);
        if (now.AsSpan().SequenceEqual(written))
        {
            return;
        }

        written = now;
        switch (ConditionsLoader.Load(folder, catalogue()))
        {
            case ConditionsLoadResult.Loaded loaded:
                current = loaded.Conditions;
                break;
            case ConditionsLoadResult.Refused faults:
                refused(faults);
                break;
            default:
                throw new System.Diagnostics.UnreachableException("Conditions are loaded or refused.");
        }
    }

    /// <summary>When each was written, since one may be put back from a backup; a file that is not there has a time too, of the year 1601.</summary>
    private static DateTime[] Written(string folder) => [.. ConditionFields.FileNames.Select(name => File.GetLastWriteTimeUtc(Path.Combine(folder, name)))];
}
