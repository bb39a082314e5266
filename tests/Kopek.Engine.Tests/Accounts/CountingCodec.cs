using System.Buffers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Engine.Tests.Accounts;

/// <summary>The codec, and how many accounts were made from their octets.</summary>
internal sealed class CountingCodec : IEventCodec
{
    private readonly EventCodec codec = new();
    private int accountsRead;

    public int AccountsRead => Volatile.Read(ref accountsRead);

    public void Write(IBufferWriter<byte> to, LineId line, Moment at, LineEvent happened) => codec.Write(to, line, at, happened);

    public void Write(IBufferWriter<byte> to, Moment at, OrderEvent happened) => codec.Write(to, at, happened);

    public void Write(IBufferWriter<byte> to, AccountKey account, Moment at, AccountEvent happened) => codec.Write(to, account, at, happened);

    public void WriteState(IBufferWriter<byte> to, Account account) => codec.WriteState(to, account);

    public void WriteState(IBufferWriter<byte> to, Line line) => codec.WriteState(to, line);

    public (LineId Line, Moment At, object Event) Read(ref ReadOnlySpan<byte> from) => codec.Read(ref from);

    public Line ReadState(LineId id, ReadOnlySpan<byte> from) => codec.ReadState(id, from);

    public Account ReadAccount(ReadOnlySpan<byte> from)
    {
        Interlocked.Increment(ref accountsRead);
        return codec.ReadAccount(from);
    }

    public (AccountKey Key, Moment RestsFrom) ReadAccountHead(ReadOnlySpan<byte> from) => codec.ReadAccountHead(from);

    public string? ReadVoucherBatch(ReadOnlySpan<byte> from) => codec.ReadVoucherBatch(from);
}
