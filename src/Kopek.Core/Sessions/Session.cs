namespace Kopek.Core.Sessions;

/// <summary>One open Diameter credit-control session of a line: what is reserved for it, and the answers it may have to repeat.</summary>
public sealed class Session
{
    /// <summary>Answers kept for repeats. A core re-sends the request it has no answer to; with its retries in flight that is one or two; eight also repeats a whole short session.</summary>
    public const int KeptAnswers = 8;

    public required SessionKey Key { get; init; }

    /// <summary>Hash of the Origin-Realm that opened it: a stranger's request is refused.</summary>
    public required ulong OriginRealm { get; init; }
    public required Moment OpenedAt { get; init; }

    /// <summary>Where the device was at the last request: ISO letters, 0 at home.</summary>
    public ushort Country { get; set; }
    public Moment SupervisedUntil { get; set; } = Moment.Never;

    /// <summary>Highest CC-Request-Number seen, and which of the 64 up to it (bit 0 is the highest).</summary>
    public uint LastNumber { get; set; }
    public ulong SeenNumbers { get; set; }

    /// <summary>What is reserved now, one a unit key.</summary>
    public Grant[] Grants { get; set; } = [];

    /// <summary>The last answers, the newest at <see cref="AnswerCount"/> - 1 modulo the length.</summary>
    public Lines.LineEvent.CreditAnswered?[] Answers { get; } = new Lines.LineEvent.CreditAnswered?[KeptAnswers];
    public int AnswerCount { get; set; }

    public long ReportedOctets { get; set; }
}
