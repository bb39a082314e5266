using System.Collections.Concurrent;

namespace Kopek.Books.Vouchers;

/// <summary>
/// Who tries PINs: after some wrong ones there is a pause, for that payer and line; and for everybody together, so that many payers are no way around it.
/// In memory: a restart forgives, and 10^16 PINs do not fall to that.
/// </summary>
public sealed class GuessLimit(TimeProvider time)
{
    public const int MostWrong = 5;

    /// <summary>Wrong ones of all together in one pause: far more than holders mistype.</summary>
    public const int MostWrongOfAll = 1_000;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>Names remembered; beyond it the oldest windows are dropped.</summary>
    private const int MostNames = 100_000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Wrong)> guesses = [];
    private readonly Lock gate = new();
    private (DateTimeOffset Since, int Wrong) all;

    /// <summary>Seconds to wait before the next try; 0 where there is nothing to wait for.</summary>
    public int WaitSeconds(string name)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (all.Wrong >= MostWrongOfAll && all.Since + Pause > now)
            {
                return Seconds(all.Since + Pause - now);
            }
        }

        return guesses.TryGetValue(name, out var own) && own.Wrong >= MostWrong && own.Since + Pause > now ? Seconds(own.Since + Pause - now) : 0;
    }

    public void Wrong(string name)
    {
        var now = time.GetUtcNow();
        if (guesses.Count >= MostNames)
        {
            foreach (var old in guesses.Where(guess => guess.Value.Since + Pause <= now).Select(guess => guess.Key))
            {
                guesses.TryRemove(old, out _);
            }
        }

        guesses.AddOrUpdate(name, (now, 1), (_, own) => own.Since + Pause <= now ? (now, 1) : (own.Wrong + 1 == MostWrong ? now : own.Since, own.Wrong + 1));
        lock (gate)
        {
            all = all.Since + Pause <= now ? (now, 1) : (all.Since, all.Wrong + 1);
        }
    }

    public void Right(string name) => guesses.TryRemove(name, out _);

    private static int Seconds(TimeSpan left) => Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
}
