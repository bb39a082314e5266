using System.Buffers.Binary;

namespace Kopek.Engine.Accounts;

/// <summary>Where some octets are.</summary>
internal readonly record struct OctetPlace(int Chunk, int Offset);

/// <summary>
/// The stored forms of one shard's accounts at rest, one after the other in chunks of a megabyte: the garbage collector sees a few large arrays without a
/// reference in them, however many accounts there are. What was written is never written over, so a slice may be read on any thread and as long as one likes.
/// What is dropped counts as waste; a chunk that is mostly waste is emptied into the open one. Otherwise one thread.
/// <code>
/// in a chunk, each: number i32 (-1: dropped) | length i32 | octets
/// </code>
/// </summary>
/// <param name="placed">Told where the octets of a number are from now on: when they are added, and whenever they move.</param>
internal sealed class OctetStore(Action<int, OctetPlace> placed)
{
    /// <summary>Chunks begin small, because a shard may have a few accounts only.</summary>
    public const int SmallestChunk = 1 << 14;
    public const int LargestChunk = 1 << 20;

    private const int HeadSize = 8;
    private const int Dropped = -1;

    private readonly List<Chunk> chunks = [];
    private readonly Stack<int> free = [];
    private int open = -1;

    /// <summary>Octets that the chunks take, with what is dropped and not used yet.</summary>
    public long Size { get; private set; }

    /// <summary>May move others.</summary>
    public void Add(int number, ReadOnlySpan<byte> octets)
    {
        var before = open;
        if (before < 0 || chunks[before].Rest < HeadSize + octets.Length)
        {
            Open(HeadSize + octets.Length);
        }

        var chunk = chunks[open];
        var place = new OctetPlace(open, chunk.Used);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.Octets.AsSpan(chunk.Used), number);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.Octets.AsSpan(chunk.Used + 4), octets.Length);
        octets.CopyTo(chunk.Octets.AsSpan(chunk.Used + HeadSize));
        chunk.Used += HeadSize + octets.Length;
        chunk.Kept += HeadSize + octets.Length;
        placed(number, place);
        if (before >= 0 && before != place.Chunk)
        {
            // Much may have been dropped while it was open; nothing need be dropped in it any more.
            EmptyWaste(before);
        }
    }

    public ReadOnlyMemory<byte> At(OctetPlace place)
    {
        var octets = chunks[place.Chunk].Octets;
        return octets.AsMemory(place.Offset + HeadSize, LengthAt(octets, place.Offset));
    }

    /// <summary>Whoever has a slice of it may go on reading. May move others.</summary>
    public void Drop(OctetPlace place)
    {
        var chunk = chunks[place.Chunk];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.Octets.AsSpan(place.Offset), Dropped);
        chunk.Kept -= HeadSize + LengthAt(chunk.Octets, place.Offset);
        if (place.Chunk != open)
        {
            EmptyWaste(place.Chunk);
        }
    }

    private void EmptyWaste(int number)
    {
        var chunk = chunks[number];
        if (chunk.Kept >= chunk.Octets.Length / 2)
        {
            return;
        }

        for (var offset = 0; offset < chunk.Used; offset += HeadSize + LengthAt(chunk.Octets, offset))
        {
            var account = BinaryPrimitives.ReadInt32LittleEndian(chunk.Octets.AsSpan(offset));
            if (account != Dropped)
            {
                Add(account, chunk.Octets.AsSpan(offset + HeadSize, LengthAt(chunk.Octets, offset)));
            }
        }

        Size -= chunk.Octets.Length;
        chunks[number] = Chunk.None;
        free.Push(number);
    }

    private void Open(int least)
    {
        var size = Math.Max(least, (int)Math.Clamp(Size, SmallestChunk, LargestChunk));
        if (!free.TryPop(out open))
        {
            open = chunks.Count;
            chunks.Add(Chunk.None);
        }

        chunks[open] = new Chunk(GC.AllocateUninitializedArray<byte>(size));
        Size += size;
    }

    private static int LengthAt(byte[] octets, int offset) => BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(offset + 4));

    private sealed class Chunk(byte[] octets)
    {
        public static readonly Chunk None = new([]);

        public byte[] Octets { get; } = octets;
        public int Used { get; set; }

        /// <summary>Of what is used, what was not dropped.</summary>
        public int Kept { get; set; }
        public int Rest => Octets.Length - Used;
    }
}
