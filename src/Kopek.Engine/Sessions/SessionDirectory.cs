using System.Runtime.InteropServices;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Engine.Sessions;

/// <summary>
/// Sessions to lines, for requests without Subscription-Id: those that are open, and those that are over for as long as their answers are repeated
/// (<see cref="EndedSessions"/>), because a repeat may come when the end is decided or durable. Rebuilt at recovery, never stored; a reload keeps what is
/// here, because an entry too many only leads to a line that knows no such session. Striped, because every session's begin and end writes here; the
/// dictionaries hold structs only.
/// </summary>
public sealed class SessionDirectory
{
    /// <summary>Sessions that are over, a stripe: 65,536 in all, as many as four shards of 32,768 answers can know with two answers each. About 80 bytes each.</summary>
    internal const int MostEnded = 1024;

    private const int Stripes = 64;

    private readonly Stripe[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    /// <summary>Open sessions.</summary>
    public int Count => stripes.Sum(stripe => stripe.CountOpen());

    public bool TryFind(SessionKey session, out LineId line)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            var isKnown = stripe.Places.TryGetValue(session, out var place);
            line = place.Line;
            return isKnown;
        }
    }

    internal void Add(SessionKey session, LineId line)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            stripe.Places[session] = new Place(line, End: 0);
        }
    }

    /// <summary>The session is over. A line may be ahead of the clock where that ran back: what is forgotten is told by the clock.</summary>
    internal void End(SessionKey session, LineId line, Moment at, Moment now)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            var end = ++stripe.Ends;
            CollectionsMarshal.GetValueRefOrAddDefault(stripe.Places, session, out _) = new Place(line, end);
            stripe.Ended.Enqueue(new EndedSession(session, end, at));
            while (stripe.Ended.Count > MostEnded || stripe.Ended.Peek().At + EndedSessions.Kept < now)
            {
                stripe.Forget(stripe.Ended.Dequeue());
            }
        }
    }

    private Stripe Of(SessionKey session) => stripes[(int)(session.Low % Stripes)];

    /// <param name="End">Which of its stripe's ends was its own; 0 while it is open.</param>
    private readonly record struct Place(LineId Line, long End);

    private readonly record struct EndedSession(SessionKey Session, long End, Moment At);

    private sealed class Stripe
    {
        public readonly Lock Gate = new();
        public readonly Dictionary<SessionKey, Place> Places = new(SessionKeyComparer.Instance);
        public readonly Queue<EndedSession> Ended = new();
        public long Ends;

        public int CountOpen()
        {
            lock (Gate)
            {
                return Places.Values.Count(place => place.End == 0);
            }
        }

        /// <summary>Unless it was opened again, or ended again, since.</summary>
        public void Forget(in EndedSession ended)
        {
            if (Places.TryGetValue(ended.Session, out var place) && place.End == ended.End)
            {
                Places.Remove(ended.Session);
            }
        }
    }

    /// <summary>A session key is a hash already.</summary>
    private sealed class SessionKeyComparer : IEqualityComparer<SessionKey>
    {
        public static readonly SessionKeyComparer Instance = new();

        public bool Equals(SessionKey x, SessionKey y) => x.Low == y.Low && x.High == y.High;

        public int GetHashCode(SessionKey obj) => unchecked((int)(obj.High ^ obj.High >> 32));
    }
}
