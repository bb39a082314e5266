using System.Diagnostics;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Fiscal;

/// <summary>
/// Follows the journal a minute behind, at most a tenth of the time, and makes the offsets of each month when it is over. Its faults stop nothing else: it
/// tries again.
/// </summary>
public sealed class OffsetMaker : IAsyncDisposable
{
    /// <summary>After the end of a month, so that the fees which were due in its last minutes are in it. What comes later still counts in the next.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Rests so many times as long as it worked.</summary>
    private const int RestsForWork = 9;

    private readonly AdvanceBooks advances;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private string? fault;

    public OffsetMaker(AdvanceBooks advances, TimeProvider time)
    {
        this.advances = advances;
        this.time = time;
    }

    /// <summary>Why no offsets are made at the moment; null where all is well.</summary>
    public string? Fault => Volatile.Read(ref fault);

    /// <summary>See <see cref="AdvanceBooks.Behind"/>.</summary>
    public long Behind => advances.Behind;

    public void Start() => running = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        stopping.Dispose();
    }

    /// <summary>One pass, and where that has caught up, the months that are over; false where nothing is left to do now.</summary>
    internal bool Step()
    {
        if (advances.Follow())
        {
            return true;
        }

        var now = new Moment(time.GetUtcNow().ToUnixTimeMilliseconds());
        var settled = false;
        foreach (var (operatorCode, month) in advances.Due(now + -Margin))
        {
            settled |= advances.Settle(operatorCode, month, now) is MonthSettled.Done;
        }

        return settled;
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var isMore = StepOrFault();
            try
            {
                await Task.Delay(isMore ? RestsForWork * Stopwatch.GetElapsedTime(began) : LookEvery, time, stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Stopping: the loop sees it.
            }
        }
    }

    private bool StepOrFault()
    {
        try
        {
            var isMore = Step();
            Volatile.Write(ref fault, null);
            return isMore;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // Also a bug of ours: what cannot be counted must not end the worker unseen. The figure kopek_fiscal_offsets_failing tells.
            Volatile.Write(ref fault, failed.Message);
            return false;
        }
    }
}
