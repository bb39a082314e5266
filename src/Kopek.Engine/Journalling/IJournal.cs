using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;

namespace Kopek.Engine.Journalling;

/// <summary>
/// Where events are kept for ever: one row per shard and batch, chained by hash. Implementations: memory (tests, simulation), SQLite; PostgreSQL later.
/// One conformance kit runs on all. One thread commits; readers may be others.
/// </summary>
public interface IJournal : IDisposable
{
    int ShardCount { get; }

    /// <summary>
    /// Writes all batches and their directory changes in one durable transaction, in the given order.
    /// Throws <see cref="JournalException"/>: not committed, or unknown whether committed. After either the journal is <see cref="Reopen"/>ed, and the
    /// shards reload what it holds.
    /// </summary>
    void Commit(IReadOnlyList<PendingBatch> batches);

    /// <summary>Closes and opens again, so that the next read tells what was committed.</summary>
    void Reopen();

    /// <summary>The last committed sequence of a shard; 0 where it has none.</summary>
    long LastSequence(int shard);

    /// <summary>Entries after a sequence, oldest first, each batch's chain checked as it is read. Sequences count entries and have no gap.</summary>
    IEnumerable<JournalEntry> Read(int shard, long afterSequence);

    /// <summary>The first sequence of a shard whose batch holds entries at or after a moment (for the memory of ended sessions); the last + 1 if none.</summary>
    long FirstSequenceSince(int shard, Moment moment);

    /// <summary>The newest complete checkpoint of a shard: every account it holds, each as of its own sequence.</summary>
    IEnumerable<Checkpoint> ReadCheckpoints(int shard);

    /// <summary>Writes checkpoints of some accounts, and how far all of the shard is covered: recovery replays from there. Not on the commit's path.</summary>
    void WriteCheckpoints(int shard, IReadOnlyList<Checkpoint> changed, long coveredThrough);

    long CoveredThrough(int shard);

    /// <summary>Every directory row ever written that was not erased.</summary>
    IEnumerable<DirectoryRow> ReadDirectory();
}

/// <summary>One event as it is stored.</summary>
/// <param name="Account">LineId for a line's event; 0 for every other.</param>
/// <param name="Event">A <see cref="LineEvent"/>, an <see cref="Kopek.Core.Orders.OrderEvent"/> or an <see cref="AccountEntry"/>.</param>
public readonly record struct JournalEntry(int Shard, long Sequence, Moment At, LineId Account, object Event);

/// <summary>What happened to a small account.</summary>
public sealed record AccountEntry(AccountKey Key, AccountEvent Event);

/// <summary>The state of one account (a line, or the shard's own orders and promises) at a sequence, in the codec's bytes.</summary>
public readonly record struct Checkpoint(CheckpointKind Kind, long Id, long Sequence, ReadOnlyMemory<byte> State);

public enum CheckpointKind : byte
{
    Line = 1,

    /// <summary>A page of the shard's orders, promise counters and open promises.</summary>
    Shard = 2,

    /// <summary>A small account, by its number in the shard.</summary>
    Account = 3,
}

public enum DirectoryKind : byte
{
    Msisdn = 1,
    Imsi = 2,
    Iccid = 3,
}

/// <summary>A number or SIM leads to a line from a moment until another. Erasable; never in the hash chain.</summary>
/// <param name="Key">Digits only (an ICCID may be longer than a long holds).</param>
public sealed record DirectoryRow(DirectoryKind Kind, string Key, LineId Line, Moment From, Moment Until);

public sealed class JournalException(string message, bool outcomeUnknown, Exception? inner = null) : Exception(message, inner)
{
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
