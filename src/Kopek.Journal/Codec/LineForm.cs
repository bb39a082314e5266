using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of a line's state (checkpoints): the fields of <see cref="Line"/> in its own order, then lots, buckets, intervals and sessions, each as
/// count + 1 and its items. Moments stand against the line's own time. An idle line takes about 100 bytes. Version 1 had no reserved packs, neither of the
/// line nor of a grant.
/// </summary>
internal static class LineForm
{
    /// <summary>States say since then what was passed on today.</summary>
    private const int VersionWithTransfers = 3;

    /// <summary>States say since then what the cap on roaming is and what counts for it.</summary>
    private const int VersionWithRoaming = 4;

    /// <summary>States say since then, in a bit that was free, whether the holder stopped auto-packs.</summary>
    private const int VersionWithAutoPackStop = 5;

    /// <summary>No lot, bucket or interval is shorter; bounds what a forged count may allocate.</summary>
    private const int LeastBytesOfItem = 8;

    public static void Write(ref StoredWriter to, Line line)
    {
        var at = line.At;
        to.Moment(at, new Moment(0));
        to.Text(line.Plan);
        to.Text(line.Operator);
        to.Text(line.TimeZone);
        to.Text(line.NextPlan);
        to.Byte((byte)line.Life);
        to.Byte((byte)line.Arrears);
        to.Byte((byte)line.Bar);
        to.Byte((byte)((line.ConnectionFeePaid ? 1 : 0) | (line.ThrottleNotEnforceable ? 2 : 0) | (line.HasAutoPackStop ? 4 : 0)));
        to.Moment(line.OpenedAt, at);
        to.Moment(line.PlanSince, at);
        to.Moment(line.LastActivity, at);
        to.Moment(line.FeePaidUntil, at);
        to.Moment(line.BundleUntil, at);
        to.Moment(line.PlanValidUntil, at);
        to.Moment(line.InactivityDue, at);
        to.Moment(line.GraceUntil, at);
        to.Money(line.ArrearsDue);
        to.Money(line.PromisedDebt);
        to.Money(line.PromisedFee);
        to.Moment(line.PromisedDueAt, at);
        to.Money(line.Balance);
        to.Money(line.Reserved);
        to.Signed(line.ReservedPacks);
        to.Signed(line.LastLot);
        to.Signed(line.LastBucket);
        to.Signed(line.AutoPacks);
        to.Signed(line.TotalOctets);
        to.Money(line.TotalCharged);
        to.Signed(line.UncoveredOctets);
        to.Money(line.UncoveredValue);
        to.Flag(line.Transfers is not null);
        if (line.Transfers is { } use)
        {
            to.Moment(use.Day, at);
            to.Money(use.Sum);
            to.Signed(use.Times);
        }

        RoamingForms.Write(ref to, at, line.Roaming);
        WriteLots(ref to, at, line.Lots);
        WriteBuckets(ref to, at, line.Buckets);
        WriteIntervals(ref to, at, line.Intervals);
        SessionForm.WriteAll(ref to, at, line.Sessions);
    }

    public static Line Read(ref StoredReader from, LineId id, int version)
    {
        var at = from.Moment(new Moment(0));
        var line = new Line(id)
        {
            At = at,
            Plan = from.Text(),
            Operator = from.Text(),
            TimeZone = from.Text(),
            NextPlan = from.TextOrNull(),
            Life = (LineLife)from.Byte(),
            Arrears = (Arrears)from.Byte(),
            Bar = (BarReason)from.Byte(),
        };
        var bits = from.Byte();
        line.ConnectionFeePaid = (bits & 1) != 0;
        line.ThrottleNotEnforceable = (bits & 2) != 0;
        line.HasAutoPackStop = version >= VersionWithAutoPackStop && (bits & 4) != 0;
        line.OpenedAt = from.Moment(at);
        line.PlanSince = from.Moment(at);
        line.LastActivity = from.Moment(at);
        line.FeePaidUntil = from.Moment(at);
        line.BundleUntil = from.Moment(at);
        line.PlanValidUntil = from.Moment(at);
        line.InactivityDue = from.Moment(at);
        line.GraceUntil = from.Moment(at);
        line.ArrearsDue = from.Money();
        line.PromisedDebt = from.Money();
        line.PromisedFee = from.Money();
        line.PromisedDueAt = from.Moment(at);
        line.Balance = from.Money();
        line.Reserved = from.Money();
        line.ReservedPacks = version == 1 ? 0 : from.Int();
        line.LastLot = from.Int();
        line.LastBucket = from.Int();
        line.AutoPacks = from.Int();
        line.TotalOctets = from.Signed();
        line.TotalCharged = from.Money();
        line.UncoveredOctets = from.Signed();
        line.UncoveredValue = from.Money();
        if (version >= VersionWithTransfers && from.Flag())
        {
            line.Transfers = new TransferUse(from.Moment(at), from.Money(), from.Int());
        }

        line.Roaming = version >= VersionWithRoaming ? RoamingForms.ReadSpending(ref from, at) : null;
        ReadHoldings(ref from, at, line, version);
        return line;
    }

    private static void ReadHoldings(ref StoredReader from, Moment at, Line line, int version)
    {
        line.Lots = NewArray<Lot>(from.Count(LeastBytesOfItem));
        for (var i = 0; i < line.Lots.Length; i++)
        {
            line.Lots[i] = new Lot(from.Int(), (LotKind)from.Byte(), from.Money(), from.Moment(at), from.Order());
        }

        line.Buckets = NewArray<Bucket>(from.Count(LeastBytesOfItem));
        for (var i = 0; i < line.Buckets.Length; i++)
        {
            line.Buckets[i] = new Bucket(from.Int(), (BucketKind)from.Byte(), from.Text(), from.Signed(), from.Signed(), from.Signed(), from.Moment(at),
                new RoamingZoneSet(from.UInt()), from.Country());
        }

        line.Intervals = NewArray<RatedInterval>(from.Count(LeastBytesOfItem));
        for (var i = 0; i < line.Intervals.Length; i++)
        {
            line.Intervals[i] = new RatedInterval(new IntervalKey(from.Moment(at), from.Fixed(), from.Country()), from.Moment(at), from.Signed(), from.Signed(),
                from.Signed(), from.Signed(), from.Money());
        }

        line.Sessions = SessionForm.ReadAll(ref from, at, version);
    }

    private static T[] NewArray<T>(int count) => count <= 0 ? [] : new T[count];

    private static void WriteLots(ref StoredWriter to, Moment at, Lot[] lots)
    {
        to.Unsigned((ulong)lots.Length + 1);
        foreach (ref readonly var lot in lots.AsSpan())
        {
            to.Signed(lot.Number);
            to.Byte((byte)lot.Kind);
            to.Money(lot.Amount);
            to.Moment(lot.FreeFrom, at);
            to.Order(lot.Order);
        }
    }

    private static void WriteBuckets(ref StoredWriter to, Moment at, Bucket[] buckets)
    {
        to.Unsigned((ulong)buckets.Length + 1);
        foreach (ref readonly var bucket in buckets.AsSpan())
        {
            to.Signed(bucket.Number);
            to.Byte((byte)bucket.Kind);
            to.Text(bucket.Name);
            to.Signed(bucket.Granted);
            to.Signed(bucket.Rest);
            to.Signed(bucket.Reserved);
            to.Moment(bucket.ExpiresAt, at);
            to.Unsigned(bucket.Zones.Bits);
            to.Unsigned(bucket.Country);
        }
    }

    private static void WriteIntervals(ref StoredWriter to, Moment at, RatedInterval[] intervals)
    {
        to.Unsigned((ulong)intervals.Length + 1);
        foreach (ref readonly var interval in intervals.AsSpan())
        {
            to.Moment(interval.Key.Start, at);
            to.Fixed(interval.Key.Session);
            to.Unsigned(interval.Key.Country);
            to.Moment(interval.End, at);
            to.Signed(interval.Used);
            to.Signed(interval.Covered);
            to.Signed(interval.Uncovered);
            to.Signed(interval.Paid);
            to.Money(interval.Charged);
        }
    }
}
