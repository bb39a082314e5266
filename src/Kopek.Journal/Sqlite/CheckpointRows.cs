using Kopek.Engine.Journalling;
using Microsoft.Data.Sqlite;

namespace Kopek.Journal.Sqlite;

/// <summary>The newest state of each account, and how far a shard is covered by them.</summary>
internal static class CheckpointRows
{
    public const string Write = "INSERT OR REPLACE INTO checkpoint (shard, kind, id, sequence, state) VALUES (?1, ?2, ?3, ?4, ?5)";
    public const string WriteCovered = "INSERT OR REPLACE INTO covered (shard, through) VALUES (?1, ?2)";

    /// <summary>States are handed out as slices of blocks of this size: a million small arrays would cost more than their content.</summary>
    private const int BlockBytes = 256 << 10;

    public static IEnumerable<Checkpoint> Read(string folder, int shard)
    {
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        using var select = database.Prepare("SELECT kind, id, sequence, state FROM checkpoint WHERE shard = ?1 ORDER BY kind, id");
        select.Bind(1, shard);
        Memory<byte> block = default;
        while (select.Step())
        {
            yield return new Checkpoint((CheckpointKind)select.Int(0), select.Long(1), select.Long(2), Copy(select.Blob(3), ref block));
        }
    }

    public static long CoveredThrough(string folder, int shard)
    {
        using var database = new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
        using var select = database.Prepare("SELECT through FROM covered WHERE shard = ?1");
        return select.Bind(1, shard).Step() ? select.Long(0) : 0;
    }

    private static Memory<byte> Copy(ReadOnlySpan<byte> state, ref Memory<byte> block)
    {
        if (block.Length < state.Length)
        {
            block = new byte[Math.Max(BlockBytes, state.Length)];
        }

        var copy = block[..state.Length];
        state.CopyTo(copy.Span);
        block = block[state.Length..];
        return copy;
    }
}
