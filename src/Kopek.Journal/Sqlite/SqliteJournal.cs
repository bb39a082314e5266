using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// The journal of one server in one folder: what <see cref="Commit"/> has returned from is on the disk in the commit log (journal.db-commits-*), survives kill
/// -9 and power loss, and is moved into journal.db behind it (ADR 0035). One connection writes; each reading has one for itself while it reads, and holds all
/// that was committed before it began. A second server on the same folder is refused (kopek.lock).
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly string folder;
    private readonly int? wantedShards;
    private readonly TimeProvider clock;
    private readonly TimeSpan rest;
    private readonly DataFolderLock held;
    private readonly Lock gate = new();
    private readonly JournalReadings readings;
    private JournalWriter writer;

    private SqliteJournal(string folder, int? wantedShards, IEventCodec codec, TimeProvider clock, TimeSpan rest, DataFolderLock held)
    {
        this.folder = folder;
        this.wantedShards = wantedShards;
        this.clock = clock;
        this.rest = rest;
        this.held = held;
        writer = new JournalWriter(folder, wantedShards, clock, rest);
        readings = new JournalReadings(folder, codec);
    }

    public int ShardCount => writer.Meta.ShardCount;

    /// <summary>Names this journal for ever; chains of other journals do not fit it.</summary>
    public Guid Deployment => writer.Meta.Deployment;

    public string Folder => folder;

    /// <summary>
    /// Opens the journal of a data folder, or makes it with <paramref name="shardCount"/> shards (null: what it has, 4 for a new one). Throws
    /// <see cref="JournalException"/>: another server runs on the folder, another shard count, another format, or its end is damaged.
    /// </summary>
    public static SqliteJournal Open(string folder, IEventCodec codec, int? shardCount = null, TimeProvider? clock = null) =>
        Open(folder, codec, shardCount, clock ?? TimeProvider.System, JournalMover.LongestRest);

    /// <param name="rest">How long commits may stay in the commit log alone, where nobody reads; <see cref="Timeout.InfiniteTimeSpan"/>: until there are many.</param>
    internal static SqliteJournal Open(string folder, IEventCodec codec, int? shardCount, TimeProvider clock, TimeSpan rest)
    {
        var full = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The data folder {full} cannot be made: {denied.Message}", outcomeUnknown: false, denied);
        }

        var held = DataFolderLock.Take(full);
        try
        {
            return new SqliteJournal(full, shardCount, codec, clock, rest, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Commit(IReadOnlyList<PendingBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        writer.Commit(batches);
    }

    public void Reopen()
    {
        lock (gate)
        {
            readings.Forget();
            writer.Dispose();
            writer = new JournalWriter(folder, wantedShards, clock, rest);
        }
    }

    public long LastSequence(int shard) => writer.Heads.Sequence(shard);

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence)
    {
        writer.CatchUp();
        return readings.Entries(shard, afterSequence);
    }

    public long FirstSequenceSince(int shard, Moment moment)
    {
        writer.CatchUp();
        return readings.FirstSequenceSince(shard, moment);
    }

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard)
    {
        writer.CatchUp();
        return CheckpointRows.Read(folder, shard);
    }

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        ArgumentNullException.ThrowIfNull(changed);
        writer.WriteCheckpoints(shard, changed, coveredThrough);
    }

    public long CoveredThrough(int shard)
    {
        writer.CatchUp();
        return CheckpointRows.CoveredThrough(folder, shard);
    }

    public IEnumerable<DirectoryRow> ReadDirectory()
    {
        writer.CatchUp();
        return DirectoryRows.Read(folder);
    }

    /// <summary>Deletes a shard's batches through one that is archived, and leaves the anchor in their place, in one transaction.</summary>
    internal void Forget(in StoredBatch through, byte[] totals) => writer.Forget(through, totals);

    public void Dispose()
    {
        readings.Dispose();
        try
        {
            writer.Dispose();
        }
        finally
        {
            held.Dispose();
        }
    }
}
