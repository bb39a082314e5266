using System.Diagnostics;

namespace Kopek.Books.Storage;

/// <summary>
/// Spreads the work of who follows the journal: after each short stretch it rests some times as long. A thread that has a core for long keeps it for the
/// system's slice of time, some 3 ms, though one that has answers to give is due; stretches are a tenth of that (docs/performance.md). One thread.
/// </summary>
/// <param name="isAwaited">Somebody waits for the work: then there are no rests.</param>
internal sealed class Pace(Func<bool> isAwaited, CancellationToken hurry)
{
    /// <summary>Steps between two looks at the clock: some microseconds each.</summary>
    private const int StepsALook = 16;

    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(0.35);

    /// <summary>No more counts as work of one stretch: what took longer was waiting, for the disk or a core.</summary>
    private static readonly TimeSpan LongestStretch = TimeSpan.FromMilliseconds(5);

    private long began;
    private int steps;
    private int restsForWork;

    /// <summary>Work begins. Once there is hurry, there are no more rests.</summary>
    public void Begin(int restsForWork)
    {
        this.restsForWork = restsForWork;
        began = Stopwatch.GetTimestamp();
    }

    /// <summary>A little was done; where a stretch is full, rests.</summary>
    public void Step()
    {
        if (++steps % StepsALook == 0 && Stopwatch.GetElapsedTime(began) is var worked && worked >= Stretch)
        {
            Rest(worked);
        }
    }

    /// <summary>The rest for what was done since the last one.</summary>
    public TimeSpan Owed => restsForWork * Stopwatch.GetElapsedTime(began);

    private void Rest(TimeSpan worked)
    {
        if (!isAwaited())
        {
            var counted = worked < LongestStretch ? worked : LongestStretch;
            hurry.WaitHandle.WaitOne(Math.Max(1, (int)Math.Round((restsForWork * counted).TotalMilliseconds)));
        }

        began = Stopwatch.GetTimestamp();
    }
}
