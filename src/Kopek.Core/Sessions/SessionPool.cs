namespace Kopek.Core.Sessions;

/// <summary>
/// Sessions that are over, to be used again: a line's memory then holds nothing that is younger than itself, and collections of garbage have nothing to look
/// at there. What a session held can still be read until it is used again. One thread, as its shard.
/// </summary>
public sealed class SessionPool
{
    /// <summary>About 1.5 KB each; more than these are left to the collector.</summary>
    private const int MostKept = 4096;

    private readonly Stack<Session> free = new();

    /// <summary>
    /// Makes sessions ahead, before anything is in a hurry. While a server opens its first thousands of sessions, each would be new memory that outlives its
    /// request: two collections of 30 ms each for eight thousand (docs/performance.md).
    /// </summary>
    public void Prepare(int count)
    {
        while (free.Count < Math.Min(count, MostKept))
        {
            free.Push(new Session(default, 0, Moment.Never) { OwnIntervals = new RatedInterval[1] });
        }
    }

    internal Session Begin(SessionKey key, ulong originRealm, Moment openedAt)
    {
        if (!free.TryPop(out var session))
        {
            return new Session(key, originRealm, openedAt);
        }

        session.Begin(key, originRealm, openedAt);
        return session;
    }

    /// <summary>Nobody may hold it any more.</summary>
    internal void End(Session session)
    {
        if (free.Count < MostKept)
        {
            free.Push(session);
        }
    }
}
