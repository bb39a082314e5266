using System.Diagnostics;

namespace Kopek.Books.Storage;

/// <summary>
/// Spreads the work of who follows the journal: after each short stretch it rests some times as long. A thread that has a core for long keeps it for the
/// system's slice of time, some 3 ms, though one that has answers to give is due; stretches are a tenth of that (docs/performance.md). One thread.
/// </summary>
internal sealed class Pace(CancellationToken hurry)
{
    /// <summary>Steps between two looks at the clock: some microseconds each.</summary>
    private const int StepsALook = 16;

    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(0.35);

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
        if (!hurry.IsCancellationRequested)
        {
            Thread.Sleep(Math.Max(1, (int)Math.Round((restsForWork * worked).TotalMilliseconds)));
        }

        began = Stopwatch.GetTimestamp();
    }
}
