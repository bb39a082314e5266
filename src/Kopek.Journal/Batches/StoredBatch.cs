using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Batches;

/// <summary>One row of the journal as it is stored.</summary>
/// <param name="Sequence">Of its first entry.</param>
/// <param name="Earliest">Earliest moment of its entries.</param>
/// <param name="Latest">Latest moment of any entry of the shard up to its end: never falls from row to row, so that a moment is found by bisection.</param>
/// <param name="Hash">Its link in the chain.</param>
/// <param name="Blob">Header and entries, see <see cref="BatchSeal"/>.</param>
internal readonly record struct StoredBatch(int Shard, long Sequence, int Count, Moment Earliest, Moment Latest, byte[] Hash, ReadOnlyMemory<byte> Blob)
{
    public long LastSequence => Sequence + Count - 1;

    public ReadOnlyMemory<byte> Entries => Blob[BatchSeal.HeaderBytes..];

    /// <summary>What is wrong with it where it stands, or null.</summary>
    public string? FaultAfter(long previousSequence, ReadOnlySpan<byte> previousHash)
    {
        if (Sequence != previousSequence + 1)
        {
            return $"the entries {previousSequence + 1} to {Sequence - 1} before it are missing";
        }

        if (BatchSeal.FaultOf(Blob.Span, Count) is { } fault)
        {
            return fault;
        }

        Span<byte> hash = stackalloc byte[BatchSeal.HashBytes];
        BatchSeal.HashOf(previousHash, Shard, Sequence, Count, Blob.Span, hash);
        return hash.SequenceEqual(Hash) ? null : "its hash does not follow from its content and the batch before it: one of the two was altered";
    }

    /// <summary>All its entries. Bytes that the codec cannot read throw <see cref="JournalException"/> naming shard and sequence.</summary>
    public JournalEntry[] Decode(IEventCodec codec)
    {
        var entries = new JournalEntry[Count];
        var offset = 0;
        for (var i = 0; i < Count; i++)
        {
            entries[i] = Decode(codec, i, ref offset);
        }

        return entries;
    }

    /// <summary>One entry after the other. <paramref name="offset"/>: where it begins in <see cref="Entries"/>; moves to where the next one does.</summary>
    public JournalEntry Decode(IEventCodec codec, int place, ref int offset)
    {
        var entries = Entries.Span;
        var rest = entries[offset..];
        (LineId Line, Moment At, object Event) entry;
        try
        {
            entry = codec.Read(ref rest);
        }
        catch (JournalException unreadable)
        {
            throw Damaged(Shard, Sequence + place, unreadable.Message);
        }

        offset = entries.Length - rest.Length;
        return place < Count - 1 || rest.IsEmpty
            ? new JournalEntry(Shard, Sequence + place, entry.At, entry.Line, entry.Event)
            : throw Damaged(Shard, Sequence, $"it holds {rest.Length} bytes after its last entry");
    }

    /// <summary>The error that names the place and says what to do.</summary>
    public static JournalException Damaged(int shard, long sequence, string fault, Exception? inner = null) => new(
        $"The journal is damaged: shard {shard}, sequence {sequence}: {fault}. Stop the server, keep a copy of the data folder as it is, and restore a backup; "
        + "`kopek journal verify` shows how far the journal is whole.", outcomeUnknown: false, inner);
}
