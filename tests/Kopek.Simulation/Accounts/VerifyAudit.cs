using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Simulation.Accounts;

/// <summary>What `kopek journal verify` says of a world that is over: nothing. Its code is neither the rules' nor the auditor's, and must find no fault where there is none.</summary>
internal static class VerifyAudit
{
    private const int EntriesABatch = 20_000;

    public static void Check(MemoryJournal kept)
    {
        var folder = Directory.CreateTempSubdirectory("kopek-world-").FullName;
        try
        {
            Copy(kept, folder);
            var report = JournalVerify.Run(folder);
            Claim.That(report.IsWhole && report.IsInOrder, () => $"journal verify finds: {string.Join("; ", report.Findings.Take(3))}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(MemoryJournal kept, string folder)
    {
        var codec = new EventCodec();
        using var journal = SqliteJournal.Open(folder, codec, kept.ShardCount);
        for (var shard = 0; shard < kept.ShardCount; shard++)
        {
            foreach (var some in kept.Read(shard, 0).Chunk(EntriesABatch))
            {
                journal.Commit([BatchOf(codec, shard, some)]);
            }

            journal.WriteCheckpoints(shard, [.. kept.ReadCheckpoints(shard)], kept.CoveredThrough(shard));
        }
    }

    private static PendingBatch BatchOf(EventCodec codec, int shard, JournalEntry[] entries)
    {
        var batch = new PendingBatch(shard);
        batch.Begin(entries[0].Sequence);
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case LineEvent e: codec.Write(batch.Writer, entry.Account, entry.At, e); break;
                case OrderEvent e: codec.Write(batch.Writer, entry.At, e); break;
                case AccountEntry e: codec.Write(batch.Writer, e.Key, entry.At, e.Event); break;
            }

            batch.CountEntry(entry.At);
        }

        return batch;
    }
}
