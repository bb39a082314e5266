using System.Runtime.InteropServices;
using Kopek.Core.Lines;

namespace Kopek.Core.Sessions;

/// <summary>
/// One open Diameter credit-control session of a line: what is reserved for it, and the answers it may have to repeat. All that it keeps lies in memory of
/// its own, which it keeps when it is used again (<see cref="SessionPool"/>): what is decided for a request is then held by nobody a moment later.
/// </summary>
public sealed class Session
{
    /// <summary>Answers kept for repeats. A core re-sends the request it has no answer to; with its retries in flight that is one or two; eight also repeats a whole short session.</summary>
    public const int KeptAnswers = 8;

    /// <summary>A short session has as many, and pays for no more.</summary>
    private const int UsualAnswers = 4;

    private readonly List<Grant> grants = new(1);

    /// <summary>The newest at <see cref="AnswerCount"/> - 1 modulo <see cref="KeptAnswers"/>.</summary>
    private KeptAnswer[] answers = new KeptAnswer[UsualAnswers];

    public Session(SessionKey key, ulong originRealm, Moment openedAt)
    {
        Alone = [this];
        Begin(key, originRealm, openedAt);
    }

    public SessionKey Key { get; private set; }

    /// <summary>Hash of the Origin-Realm that opened it: a stranger's request is refused.</summary>
    public ulong OriginRealm { get; private set; }
    public Moment OpenedAt { get; private set; }

    /// <summary>Where the device was at the last request: ISO letters, 0 at home.</summary>
    public ushort Country { get; set; }
    public Moment SupervisedUntil { get; set; }

    /// <summary>Highest CC-Request-Number seen, and which of the 64 up to it (bit 0 is the highest).</summary>
    public uint LastNumber { get; set; }
    public ulong SeenNumbers { get; set; }
    public int AnswerCount { get; private set; }
    public long ReportedOctets { get; set; }

    /// <summary>What is reserved now, one a unit key.</summary>
    public IReadOnlyList<Grant> Grants => grants;

    /// <summary>The last answers, as far as they are kept, oldest first.</summary>
    public IEnumerable<LineEvent.CreditAnswered> Answers
    {
        get
        {
            for (var number = OldestKept; number < AnswerCount; number++)
            {
                yield return Answer(number).ToAnswer(Key);
            }
        }
    }

    /// <summary>The sessions of a line that has this one only.</summary>
    internal Session[] Alone { get; }

    /// <summary>The intervals of a line that has one only, of this session; null where the line keeps that memory for itself.</summary>
    internal RatedInterval[]? OwnIntervals { get; set; }

    /// <summary>As <see cref="Grants"/>, in place; not to be kept over a change of them.</summary>
    internal Span<Grant> Held => CollectionsMarshal.AsSpan(grants);

    /// <summary>The number of the oldest answer that is kept, counted from 0.</summary>
    internal int OldestKept
    {
        get
        {
            var oldest = AnswerCount;
            while (oldest > 0 && AnswerCount - oldest < KeptAnswers && !Answer(oldest - 1).IsNone)
            {
                oldest--;
            }

            return oldest;
        }
    }

    /// <summary>Everything of the session before is forgotten.</summary>
    internal void Begin(SessionKey key, ulong originRealm, Moment openedAt)
    {
        (Key, OriginRealm, OpenedAt, Country, SupervisedUntil) = (key, originRealm, openedAt, 0, Moment.Never);
        (LastNumber, SeenNumbers, AnswerCount, ReportedOctets) = (0, 0, 0, 0);
        grants.Clear();
        Array.Clear(answers);
    }

    public void Hold(in Grant grant) => grants.Add(grant);

    internal void LetGo(int place) => grants.RemoveAt(place);

    /// <summary>The number counts from 0; none that is older than <see cref="KeptAnswers"/>.</summary>
    internal ref readonly KeptAnswer Answer(int number)
    {
        var place = number % KeptAnswers;
        return ref place < answers.Length ? ref answers[place] : ref Nothing;
    }

    /// <summary>The answer to a request that is still kept; none where it is not.</summary>
    internal ref readonly KeptAnswer AnswerTo(uint requestNumber)
    {
        foreach (ref readonly var kept in answers.AsSpan())
        {
            if (kept.Number == requestNumber && !kept.IsNone)
            {
                return ref kept;
            }
        }

        return ref Nothing;
    }

    public void Keep(LineEvent.CreditAnswered answer)
    {
        var place = AnswerCount % KeptAnswers;
        if (place >= answers.Length)
        {
            Array.Resize(ref answers, KeptAnswers);
        }

        answers[place] = new KeptAnswer(answer);
        AnswerCount++;
    }

    /// <summary>From a checkpoint: as many were given before those that are kept next.</summary>
    public void SkipAnswers(int count) => AnswerCount += count;

    private static readonly KeptAnswer None;
    private static ref readonly KeptAnswer Nothing => ref None;
}
