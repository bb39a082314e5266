using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;
using Kopek.Journal.Tests.Codec;

namespace Kopek.Journal.Tests;

/// <summary>Batches that tests put into journals: entry N of a shard belongs to line 100 + N and says so.</summary>
internal static class Journals
{
    public static readonly EventCodec Codec = new();
    public static readonly Moment Start = StoredExamples.At;

    public static PendingBatch Batch(int shard, long first, int count, params DirectoryRow[] rows)
    {
        var batch = new PendingBatch(shard);
        batch.Begin(first);
        for (var sequence = first; sequence < first + count; sequence++)
        {
            Codec.Write(batch.Writer, new LineId(100 + sequence), At(sequence), Happened(sequence));
            batch.CountEntry(At(sequence));
        }

        batch.Directory.AddRange(rows);
        return batch;
    }

    public static Moment At(long sequence) => Start + TimeSpan.FromMilliseconds(sequence);

    public static LineEvent Happened(long sequence) => new LineEvent.InactivityChecked(new Moment(sequence * 1_000));

    /// <summary>A batch of events of lines and orders, at the given minutes after the start.</summary>
    public static PendingBatch Batch(int shard, long first, params (int Minute, LineId Line, object Event)[] entries)
    {
        var batch = new PendingBatch(shard);
        batch.Begin(first);
        foreach (var (minute, line, happened) in entries)
        {
            var at = Start + TimeSpan.FromMinutes(minute);
            if (happened is LineEvent ofLine)
            {
                Codec.Write(batch.Writer, line, at, ofLine);
            }
            else if (happened is AccountEntry account)
            {
                Codec.Write(batch.Writer, account.Key, at, account.Event);
            }
            else
            {
                Codec.Write(batch.Writer, at, (Kopek.Core.Orders.OrderEvent)happened);
            }

            batch.CountEntry(at);
        }

        return batch;
    }
}
