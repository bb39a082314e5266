using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// The journal of one server in one folder: journal.db in WAL mode, synchronous=FULL, so that what <see cref="Commit"/> has returned from survives
/// kill -9 and power loss. One connection writes; each reading has one for itself while it reads. A second server on the same folder is refused (kopek.lock).
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly string folder;
    private readonly int? wantedShards;
    private readonly TimeProvider clock;
    private readonly DataFolderLock held;
    private readonly Lock gate = new();
    private readonly JournalReadings readings;
    private JournalWriter writer;

    private SqliteJournal(string folder, int? wantedShards, IEventCodec codec, TimeProvider clock, DataFolderLock held)
    {
        this.folder = folder;
        this.wantedShards = wantedShards;
        this.clock = clock;
        this.held = held;
        writer = new JournalWriter(folder, wantedShards, clock);
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
    public static SqliteJournal Open(string folder, IEventCodec codec, int? shardCount = null, TimeProvider? clock = null)
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
            return new SqliteJournal(full, shardCount, codec, clock ?? TimeProvider.System, held);
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
            writer = new JournalWriter(folder, wantedShards, clock);
        }
    }

    public long LastSequence(int shard) => writer.Heads.Sequence(shard);

    public IEnumerable<JournalEntry> Read(int shard, long afterSequence) => readings.Entries(shard, afterSequence);

    public long FirstSequenceSince(int shard, Moment moment) => readings.FirstSequenceSince(shard, moment);

    public IEnumerable<Checkpoint> ReadCheckpoints(int shard) => CheckpointRows.Read(folder, shard);

    public void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough)
    {
        ArgumentNullException.ThrowIfNull(changed);
        writer.WriteCheckpoints(shard, changed, coveredThrough);
    }

    public long CoveredThrough(int shard) => CheckpointRows.CoveredThrough(folder, shard);

    public IEnumerable<DirectoryRow> ReadDirectory() => DirectoryRows.Read(folder);

    /// <summary>Deletes a shard's batches through one that is archived, and leaves the anchor in their place, in one transaction.</summary>
    internal void Forget(in StoredBatch through, byte[] totals) => writer.Forget(through, totals);

    public void Dispose()
    {
        readings.Dispose();
        writer.Dispose();
        held.Dispose();
    }
}
