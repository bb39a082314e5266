using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Verify;

/// <summary>
/// Checks a data folder from its oldest batch at hand: checksums, chain, sequences, and then the sums: every line's money, allowances and reservations,
/// orders and promises, the ledger, and the checkpoints, all added up again by code that shares nothing with the rules. A server may be running on the
/// folder; what is committed after the begin is left out.
/// </summary>
public static class JournalVerify
{
    /// <summary>
    /// Entries read so far go to <paramref name="progress"/> now and then. What is wrong is in the report; only a folder that is no journal, or a file that
    /// cannot be opened at all, throws <see cref="JournalException"/>.
    /// </summary>
    public static JournalReport Run(string folder, IProgress<long>? progress = null, CancellationToken ended = default)
    {
        var full = Path.GetFullPath(folder);
        if (!File.Exists(SqliteDatabase.PathOf(full)))
        {
            throw new JournalException($"There is no journal in {full} (journal.db).", outcomeUnknown: false);
        }

        using var database = new SqliteDatabase(full, SqliteOpenMode.ReadOnly);
        var chain = new StoredChain(database);
        var tally = new JournalTally(chain.Meta.ShardCount, progress, ended);

        // Before the ends: a server that writes beside us covers what it committed first.
        var covered = Enumerable.Range(0, chain.Meta.ShardCount).Select(shard => CheckpointRows.CoveredThrough(full, shard)).ToList();
        var last = chain.LastSequences();
        for (var shard = 0; shard < chain.Meta.ShardCount; shard++)
        {
            new ShardCheck(chain, full, shard, last[shard], covered[shard], new EventCodec(), tally).Run();
        }

        tally.End();
        return tally.Report();
    }
}
