using System.Buffers;
using Kopek.Core.Lines;
using Kopek.Journal.Codec;

namespace Kopek.Bench.Journal;

/// <summary>Writes the stored form of the two events that nearly every answer makes.</summary>
public sealed class EventWriting(LineEvent happened)
{
    private const int BytesBeforeStartingAnew = 1 << 20;

    private readonly EventCodec codec = new();
    private readonly ArrayBufferWriter<byte> bytes = new(2 * BytesBeforeStartingAnew);

    public static EventWriting OfUsage() => new(SampleUpdate.Usage);

    public static EventWriting OfAnswer() => new(SampleUpdate.Answer);

    public void Run()
    {
        if (bytes.WrittenCount > BytesBeforeStartingAnew)
        {
            bytes.ResetWrittenCount();
        }

        codec.Write(bytes, SampleUpdate.Line, SampleUpdate.At, happened);
    }
}
