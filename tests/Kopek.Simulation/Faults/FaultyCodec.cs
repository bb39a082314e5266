using System.Buffers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Faults;

/// <summary>A codec that stores or reads something else than it was given.</summary>
internal sealed class FaultyCodec(IEventCodec codec) : IEventCodec
{
    public Func<LineEvent.UsageCharged, LineEvent.UsageCharged> UsageWritten { get; init; } = e => e;
    public Func<AccountEvent, AccountEvent> AccountWritten { get; init; } = e => e;
    public Func<Account, Account> AccountRead { get; init; } = state => state;
    public Action<Line> LineRead { get; init; } = _ => { };

    public void Write(IBufferWriter<byte> to, LineId line, Moment at, LineEvent happened) =>
        codec.Write(to, line, at, happened is LineEvent.UsageCharged used ? UsageWritten(used) : happened);

    public void Write(IBufferWriter<byte> to, Moment at, OrderEvent happened) => codec.Write(to, at, happened);

    public void Write(IBufferWriter<byte> to, AccountKey account, Moment at, AccountEvent happened) => codec.Write(to, account, at, AccountWritten(happened));

    public void WriteState(IBufferWriter<byte> to, Account account) => codec.WriteState(to, account);

    public Account ReadAccount(ReadOnlySpan<byte> from) => AccountRead(codec.ReadAccount(from));

    public (AccountKey Key, Moment RestsFrom) ReadAccountHead(ReadOnlySpan<byte> from) => codec.ReadAccountHead(from);

    public string? ReadVoucherBatch(ReadOnlySpan<byte> from) => codec.ReadVoucherBatch(from);

    public (LineId Line, Moment At, object Event) Read(ref ReadOnlySpan<byte> from) => codec.Read(ref from);

    public void WriteState(IBufferWriter<byte> to, Line line) => codec.WriteState(to, line);

    public Line ReadState(LineId id, ReadOnlySpan<byte> from)
    {
        var line = codec.ReadState(id, from);
        LineRead(line);
        return line;
    }
}
