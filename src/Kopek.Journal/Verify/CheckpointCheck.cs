using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>Compares a line's checkpoint with what its events add up to.</summary>
internal static class CheckpointCheck
{
    /// <summary>What differs, or null.</summary>
    public static string? FaultOf(IEventCodec codec, in Checkpoint checkpoint, LineAccount account)
    {
        Line line;
        try
        {
            line = codec.ReadState(new LineId(checkpoint.Id), checkpoint.State.Span);
        }
        catch (JournalException unreadable)
        {
            return $"its checkpoint cannot be read: {unreadable.Message}";
        }

        return Differs("balance", line.Balance, account.Balance)
            ?? Differs("sum of lots", new Money(line.Lots.Sum(lot => lot.Amount.Kopeks)), account.Balance)
            ?? Differs("reserved money", line.Reserved, account.Reserved)
            ?? Differs("promised debt", line.PromisedDebt, account.PromisedDebt)
            ?? Differs("octets in all", line.TotalOctets, account.TotalOctets)
            ?? Differs("uncovered octets", line.UncoveredOctets, account.UncoveredOctets)
            ?? Differs("open sessions", line.Sessions.Length, account.OpenSessions)
            ?? Differs("taken by roaming", line.Roaming?.Charged ?? Money.Zero, account.Roaming is { IsCounted: true } roaming ? roaming.Charged : Money.Zero)
            ?? Differs("stop of auto-packs", line.HasAutoPackStop, account.AutoPackStop.IsOn)
            ?? Differs("number of buckets", line.Buckets.Length, account.BucketRests.Count)
            ?? BucketFault(line, account);
    }

    private static string? BucketFault(Line line, LineAccount account)
    {
        foreach (var bucket in line.Buckets)
        {
            if (!account.BucketRests.TryGetValue(bucket.Number, out var rest))
            {
                return $"its checkpoint has bucket {bucket.Number}, which its events do not";
            }

            var fault = Differs($"rest of bucket {bucket.Number}", bucket.Rest, rest)
                ?? Differs($"reserved in bucket {bucket.Number}", bucket.Reserved, account.ReservedIn(bucket.Number));
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Differs<T>(string what, T stored, T recomputed)
        where T : IEquatable<T> =>
        stored.Equals(recomputed) ? null : $"its checkpoint says {what} {stored}, its events add up to {recomputed}";
}
