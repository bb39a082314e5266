using System.Buffers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Engine.Journalling;

/// <summary>The stored form of events and states: explicit, versioned, pinned by snapshots. Called on the shard's thread; allocates nothing on writing.</summary>
public interface IEventCodec
{
    void Write(IBufferWriter<byte> to, LineId line, Moment at, LineEvent happened);

    void Write(IBufferWriter<byte> to, Moment at, OrderEvent happened);

    void Write(IBufferWriter<byte> to, AccountKey account, Moment at, AccountEvent happened);

    /// <summary>Reads one entry and moves past it. Unknown kinds and versions throw <see cref="JournalException"/>.</summary>
    (LineId Line, Moment At, object Event) Read(ref ReadOnlySpan<byte> from);

    void WriteState(IBufferWriter<byte> to, Line line);

    Line ReadState(LineId id, ReadOnlySpan<byte> from);

    void WriteState(IBufferWriter<byte> to, Account account);

    Account ReadAccount(ReadOnlySpan<byte> from);

    /// <summary>Whose state it is, and from when on it is at rest (<see cref="AccountRest"/>): without making the state, where the form says so.</summary>
    (AccountKey Key, Moment RestsFrom) ReadAccountHead(ReadOnlySpan<byte> from);

    /// <summary>The batch of a stored voucher, without making the voucher; null where the form does not say it, which <see cref="ReadAccount"/> then refuses.</summary>
    string? ReadVoucherBatch(ReadOnlySpan<byte> from);
}
