using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Engine.Sessions;

/// <summary>
/// Open sessions to lines, for requests without Subscription-Id. Rebuilt at recovery, never stored; a reload keeps what is here, because an entry
/// too many only leads to a line that knows no such session. Striped, because every session's begin and end
/// writes here; the dictionaries hold structs only.
/// </summary>
public sealed class SessionDirectory
{
    private const int Stripes = 64;

    private readonly Stripe[] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    public int Count => stripes.Sum(stripe => stripe.Lines.Count);

    public bool TryFind(SessionKey session, out LineId line)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            return stripe.Lines.TryGetValue(session, out line);
        }
    }

    internal void Add(SessionKey session, LineId line)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            stripe.Lines[session] = line;
        }
    }

    internal void Remove(SessionKey session)
    {
        var stripe = Of(session);
        lock (stripe.Gate)
        {
            stripe.Lines.Remove(session);
        }
    }

    private Stripe Of(SessionKey session) => stripes[(int)(session.Low % Stripes)];

    private sealed class Stripe
    {
        public readonly Lock Gate = new();
        public readonly Dictionary<SessionKey, LineId> Lines = new(SessionKeyComparer.Instance);
    }

    /// <summary>A session key is a hash already.</summary>
    private sealed class SessionKeyComparer : IEqualityComparer<SessionKey>
    {
        public static readonly SessionKeyComparer Instance = new();

        public bool Equals(SessionKey x, SessionKey y) => x.Low == y.Low && x.High == y.High;

        public int GetHashCode(SessionKey obj) => unchecked((int)(obj.High ^ obj.High >> 32));
    }
}
