using System.Buffers;
using Kopek.Journal.Codec;

namespace Kopek.Bench.Journal;

/// <summary>Reads both events of an update back, as whoever follows the journal does: what is allocated is the events themselves.</summary>
public sealed class EventReading
{
    private readonly EventCodec codec = new();
    private readonly byte[] stored;

    public EventReading()
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.Write(bytes, SampleUpdate.Line, SampleUpdate.At, SampleUpdate.Usage);
        codec.Write(bytes, SampleUpdate.Line, SampleUpdate.At, SampleUpdate.Answer);
        stored = bytes.WrittenSpan.ToArray();
    }

    /// <summary>Kept, so that no compiler can leave the work out.</summary>
    public object? Read { get; private set; }

    public void Run()
    {
        ReadOnlySpan<byte> rest = stored;
        Read = codec.Read(ref rest).Event;
        Read = codec.Read(ref rest).Event;
    }
}
