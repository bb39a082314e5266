using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Simulation.Accounts;

/// <summary>The auditor's own count of what roaming took in a month of the line, and of what it may: never a kopek past the cap, whatever networks reported.</summary>
internal sealed class RoamingAccount
{
    /// <summary>From the first cap to the end of a month in which there is none any more.</summary>
    public bool IsCounted { get; private set; }
    public long? Cap { get; private set; }
    public long Taken { get; private set; }

    /// <summary>The cap, or what was taken already when it was lowered.</summary>
    private long most = long.MaxValue;

    private long ends = long.MaxValue;

    public bool IsLimited => IsCounted && Cap is not null;

    public void Take(LineId line, string timeZone, long at, LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.RoamingCapSet e:
                Claim.That(e.Cap is not { IsNegative: true } && e.MonthEnds.UnixMilliseconds > at, () => $"Line {line} at {at}: {e}");
                (IsCounted, Cap, most, ends) = (true, e.Cap?.Kopeks, Math.Max(Taken, e.Cap?.Kopeks ?? long.MaxValue), e.MonthEnds.UnixMilliseconds);
                break;
            case LineEvent.RoamingMonthBegun e:
                Claim.That(IsCounted && (e.Ends.IsNever ? Cap is null : PriceBook.IsFirstOfMonth(timeZone, e.Ends.UnixMilliseconds)), () => $"Line {line} in {timeZone} at {at}: {e}");
                (IsCounted, Taken, most, ends) = (!e.Ends.IsNever, 0, Cap ?? long.MaxValue, e.Ends.UnixMilliseconds);
                break;
            case LineEvent.UsageCharged e when IsCounted && e.Interval.Country != 0: Add(line, at, e.Charged); break;
            case LineEvent.DirectDebited e when IsCounted && e.Country != 0: Add(line, at, e.Amount); break;
        }

        Claim.That(!IsCounted || Taken <= most, () => $"Line {line} after {happened}: roaming took {Taken} kopeks, and the most is {most}.");
    }

    private void Add(LineId line, long at, Money amount)
    {
        Claim.That(at < ends, () => $"Line {line} at {at}: roaming took {amount} in a month that was over at {ends}.");
        Taken += amount.Kopeks;
    }

    /// <summary>What roaming may still take or hold.</summary>
    public long Left(long held) => IsLimited ? Cap!.Value - Taken - held : long.MaxValue;

    public void CheckAgainst(Line line, long held)
    {
        Claim.Same(IsCounted ? Cap : null, line.Roaming?.Cap?.Kopeks, () => $"Line {line.Id}: cap on roaming");
        Claim.Same(IsCounted ? (Taken, held) : (0, 0), (line.Roaming?.Charged.Kopeks ?? 0, line.Roaming?.Reserved.Kopeks ?? 0), () => $"Line {line.Id}: what roaming took, and what it holds");
    }
}
