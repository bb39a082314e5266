using System.Buffers;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Journal.Codec;

namespace Kopek.Bench.Journal;

/// <summary>Writes the stored form of the two events that nearly every answer makes: what was used, and what was answered.</summary>
public sealed class EventWriting(LineEvent happened)
{
    private const int BytesBeforeStartingAnew = 1 << 20;

    private static readonly Moment at = new(1_795_424_400_000);
    private static readonly SessionKey session = new(0x2122232425262728, 0x3132333435363738);
    private static readonly UnitKey unit = new(10, 0, HasRatingGroup: true, HasServiceIdentifier: false);

    private readonly EventCodec codec = new();
    private readonly ArrayBufferWriter<byte> bytes = new(2 * BytesBeforeStartingAnew);

    public static EventWriting OfUsage() => new(new LineEvent.UsageCharged(session, unit, 1_000_000, new IntervalKey(at, 0, 0), at + TimeSpan.FromHours(1),
        1_048_576, [], 0, 1_048_576, new Money(250), 0, Money.Zero));

    public static EventWriting OfAnswer() => new(new LineEvent.CreditAnswered(session, 0x4142434445464748, 0x5152535455565758, CcRequestType.Update, 3,
        ResultCode.Success, 0, at + TimeSpan.FromHours(2),
        [new Grant(unit, ResultCode.Success, 10 << 20, new Money(2_500), null, 3600, Final: false, 0, Moment.Never)]));

    public void Run()
    {
        if (bytes.WrittenCount > BytesBeforeStartingAnew)
        {
            bytes.ResetWrittenCount();
        }

        codec.Write(bytes, new LineId(123_456), at, happened);
    }
}
