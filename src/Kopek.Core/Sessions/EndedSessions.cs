using Kopek.Core.Lines;

namespace Kopek.Core.Sessions;

/// <summary>
/// A shard's bounded memory of answers to sessions that are over and to one-time events: a repeat that comes late is answered alike and charges
/// nothing. A ring of structs with an index, because it turns over tens of thousands of times a second and must not burden the collector. The answers of
/// a session that ends go in together and have one place in the index: each place is a wait for memory, when it is made and when it is given up.
/// </summary>
/// <param name="capacity">Most answers kept; grows up to it by doubling.</param>
public sealed class EndedSessions(int capacity)
{
    /// <summary>How long an answer is kept: far longer than any core repeats a request.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const int Smallest = 256;

    /// <summary>Stands for a session whose oldest answers are gone: no request has this type.</summary>
    private const CcRequestType WholeSession = 0;

    private Entry[] ring = new Entry[Math.Min(capacity, Smallest)];
    private int[] index = new int[2 * Math.Min(capacity, Smallest)];
    private long added;

    /// <summary>Keeps the answers of a session that is over, and the last of all, if its end had one.</summary>
    internal void Remember(Session session, LineEvent.CreditAnswered? last, Moment at)
    {
        var oldest = session.OldestKept;
        var count = session.AnswerCount - oldest + (oldest > 0 ? 1 : 0) + (last is null ? 0 : 1);
        if (oldest > 0)
        {
            // Its I is not among them: if that comes once more, it must not open the session anew.
            var whole = new LineEvent.CreditAnswered(session.Key, session.OriginRealm, 0, WholeSession, 0, ResultCode.UnableToComply, 0, Moment.Never, []);
            Put(session.Key, new KeptAnswer(whole), at, ref count);
        }

        for (var number = oldest; number < session.AnswerCount; number++)
        {
            Put(session.Key, session.Answer(number), at, ref count);
        }

        if (last is not null)
        {
            Put(session.Key, new KeptAnswer(last), at, ref count);
        }
    }

    /// <summary>The session is over, and some of its answers are not known any more.</summary>
    internal bool HasForgottenAnswersOf(SessionKey session, Moment now) => Find(session, 0, WholeSession, now) is not null;

    internal void Remember(LineEvent.CreditAnswered answer, Moment at)
    {
        var alone = 1;
        Put(answer.Session, new KeptAnswer(answer), at, ref alone);
    }

    /// <param name="together">Answers of the same session from this one on, if it is their first; 0 after it.</param>
    private void Put(SessionKey session, in KeptAnswer answer, Moment at, ref int together)
    {
        if (added == ring.Length && ring.Length < capacity)
        {
            Grow();
        }

        var slot = (int)(added % ring.Length);
        if (added >= ring.Length && ring[slot].Together > 0)
        {
            // With the first of some the others are not found any more either: they are as old.
            Forget(slot);
        }

        ring[slot] = new Entry(session, answer, at) { Together = together };
        if (together > 0)
        {
            Link(slot);
        }

        together = 0;
        added++;
    }

    /// <summary>Rebuilds the memory from the journal: every answer of the last ten minutes, in order.</summary>
    public void Replay(Moment at, LineEvent.CreditAnswered answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Remember(answer, at);
    }

    /// <summary>The answer given to this request before, or null.</summary>
    internal LineEvent.CreditAnswered? Find(SessionKey session, uint number, CcRequestType type, Moment now)
    {
        var slot = Find(BucketOfSession(session), session, number, type);
        slot = slot >= 0 ? slot : Find(BucketOfRequest(session, number), session, number, type);
        return slot < 0 || ring[slot].At + Kept < now ? null : ring[slot].Answer.ToAnswer(session);
    }

    private int Find(int bucket, SessionKey session, uint number, CcRequestType type)
    {
        for (var first = index[bucket] - 1; first >= 0; first = ring[first].Next - 1)
        {
            if (ring[first].Session != session)
            {
                continue;
            }

            for (var place = first; place < first + ring[first].Together; place++)
            {
                var slot = place % ring.Length;
                if (ring[slot].Answer.Number == number && ring[slot].Answer.Type == type)
                {
                    return slot;
                }
            }
        }

        return -1;
    }

    /// <summary>Several answers are found by their session. One alone is found by its number too: nobody can make one bucket long by numbering.</summary>
    private int BucketOf(int slot) =>
        ring[slot].Together > 1 ? BucketOfSession(ring[slot].Session) : BucketOfRequest(ring[slot].Session, ring[slot].Answer.Number);

    private int BucketOfSession(SessionKey session) => (int)(session.High % (uint)index.Length);

    private int BucketOfRequest(SessionKey session, uint number) => (int)(unchecked(session.Low + number * 0x9E3779B97F4A7C15UL) % (uint)index.Length);

    private void Link(int slot)
    {
        ref var head = ref index[BucketOf(slot)];
        ring[slot].Next = head;
        head = slot + 1;
    }

    private void Forget(int slot)
    {
        ref var link = ref index[BucketOf(slot)];
        while (link != slot + 1)
        {
            link = ref ring[link - 1].Next;
        }

        link = ring[slot].Next;
    }

    private void Grow()
    {
        Array.Resize(ref ring, Math.Min(capacity, ring.Length * 2));
        index = new int[2 * ring.Length];
        for (var slot = 0; slot < added; slot++)
        {
            if (ring[slot].Together > 0)
            {
                Link(slot);
            }
        }
    }

    private struct Entry(SessionKey session, KeptAnswer answer, Moment at)
    {
        public readonly SessionKey Session = session;
        public readonly KeptAnswer Answer = answer.Over;
        public readonly Moment At = at;
        public int Next;

        /// <summary>How many answers of one session begin here; 0 where another begins them.</summary>
        public int Together;
    }
}
