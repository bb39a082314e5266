using System.Buffers;
using System.Buffers.Binary;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;

namespace Kopek.Engine.Recovery;

/// <summary>
/// The stored form of a shard's orders. Page 0: promise counters and kept outcomes; page n + 1: page n of the order log, empty once all of it is
/// forgotten. Little endian; the first byte is the version.
/// <code>
/// page 0:  version 1 | shards 8 | per shard: last given 8, settled through 8, kept 8, per kept: number 8, outcome 41
/// page n:  version 1 | per order: id 16, digest 16, placed at 8, line 8, state 1, outcome 41
/// outcome: refusal 1 | limit 8 | amount 8 | debt repaid 8 | available after 8 | reserved after 8
/// </code>
/// </summary>
internal static class OrderCheckpoint
{
    private const byte Version = 1;
    private const int OutcomeSize = 41;
    private const int RecordSize = 16 + 16 + 8 + 8 + 1 + OutcomeSize;

    public static void WriteCounters(IBufferWriter<byte> to, OrderBook orders)
    {
        var writer = new Writer(to);
        writer.Byte(Version);
        writer.Long(orders.Given.Length);
        for (var shard = 0; shard < orders.Given.Length; shard++)
        {
            var kept = orders.Kept[shard];
            writer.Long(orders.Given[shard].Last);
            writer.Long(kept.SettledThrough);
            writer.Long(kept.Outcomes.Count);
            foreach (var (number, outcome) in kept.Outcomes)
            {
                writer.Long(number);
                writer.Outcome(outcome);
            }
        }
    }

    public static void WritePage(IBufferWriter<byte> to, ReadOnlySpan<OrderRecord> records)
    {
        if (records.IsEmpty)
        {
            return;
        }

        var writer = new Writer(to);
        writer.Byte(Version);
        foreach (ref readonly var record in records)
        {
            writer.Long(unchecked((long)record.Order.High));
            writer.Long(unchecked((long)record.Order.Low));
            writer.Long(unchecked((long)record.Digest.High));
            writer.Long(unchecked((long)record.Digest.Low));
            writer.Long(record.PlacedAt.UnixMilliseconds);
            writer.Long(record.Line.Value);
            writer.Byte((byte)record.State);
            writer.Outcome(record.Outcome);
        }
    }

    public static void Read(Checkpoint page, OrderBook orders)
    {
        var reader = new Reader(page.State.Span);
        if (page.State.IsEmpty)
        {
            return;
        }

        if (reader.Byte() != Version)
        {
            throw new JournalException("A checkpoint of orders has an unknown version.", outcomeUnknown: false);
        }

        if (page.Id == 0)
        {
            ReadCounters(ref reader, orders);
        }
        else
        {
            orders.Log.Restore(checked((int)page.Id) - 1, ReadRecords(ref reader, (page.State.Length - 1) / RecordSize));
        }
    }

    private static void ReadCounters(ref Reader reader, OrderBook orders)
    {
        var shards = reader.Long();
        for (var shard = 0; shard < shards; shard++)
        {
            orders.Given[shard].Restore(reader.Long(), []);
            orders.Kept[shard].Forget(reader.Long());
            for (var count = reader.Long(); count > 0; count--)
            {
                var number = reader.Long();
                orders.Kept[shard].Keep(number, reader.Outcome());
            }
        }
    }

    private static OrderRecord[] ReadRecords(ref Reader reader, int count)
    {
        var records = new OrderRecord[count];
        foreach (ref var record in records.AsSpan())
        {
            record.Order = new OrderId(unchecked((ulong)reader.Long()), unchecked((ulong)reader.Long()));
            record.Digest = new ContentDigest(unchecked((ulong)reader.Long()), unchecked((ulong)reader.Long()));
            record.PlacedAt = new Moment(reader.Long());
            record.Line = new LineId(reader.Long());
            var state = (OrderState)reader.Byte();
            record.Outcome = reader.Outcome();
            record.State = state;
        }

        return records;
    }

    private readonly ref struct Writer(IBufferWriter<byte> to)
    {
        public void Byte(byte value)
        {
            to.GetSpan(1)[0] = value;
            to.Advance(1);
        }

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(8), value);
            to.Advance(8);
        }

        public void Outcome(LineOutcome outcome)
        {
            Byte((byte)outcome.Refused);
            Long(outcome.Limit.Kopeks);
            Long(outcome.Amount.Kopeks);
            Long(outcome.DebtRepaid.Kopeks);
            Long(outcome.AvailableAfter.Kopeks);
            Long(outcome.ReservedAfter.Kopeks);
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> from)
    {
        private ReadOnlySpan<byte> rest = from;

        public byte Byte()
        {
            var value = rest[0];
            rest = rest[1..];
            return value;
        }

        public long Long()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[8..];
            return value;
        }

        public LineOutcome Outcome() =>
            new((RefusalCode)Byte(), new Money(Long()), new Money(Long()), new Money(Long()), new Money(Long()), new Money(Long()));
    }
}
