namespace Kopek.Web.Menus;

/// <summary>The walks that are under way: bounded, each for a few minutes after its last request.</summary>
internal sealed class MenuSessions(TimeProvider time)
{
    /// <summary>Two in three of a hundred thousand lines never dial in the same minutes.</summary>
    public const int Most = 20_000;

    /// <summary>Networks end a USSD session after some minutes themselves.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, MenuSession> sessions = [];
    private long sweptAt = time.GetTimestamp();

    public long Now => time.GetTimestamp();

    public MenuSession? Find(string key)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(key, out var session))
            {
                return null;
            }

            if (IsOver(session))
            {
                sessions.Remove(key);
                return null;
            }

            session.UsedAt = Now;
            return session;
        }
    }

    /// <summary>The one of that key where two came at once; null where there is no room.</summary>
    public MenuSession? Add(MenuSession session)
    {
        lock (gate)
        {
            if (sessions.TryGetValue(session.Key, out var known) && !IsOver(known))
            {
                return known;
            }

            // Everything is looked at once in a while, or when it is full.
            if (sessions.Count >= Most || time.GetElapsedTime(sweptAt) > Patience)
            {
                sweptAt = Now;
                foreach (var over in sessions.Values.Where(IsOver).ToList())
                {
                    sessions.Remove(over.Key);
                }
            }

            if (sessions.Count >= Most)
            {
                return null;
            }

            sessions[session.Key] = session;
            return session;
        }
    }

    private bool IsOver(MenuSession session) => time.GetElapsedTime(session.UsedAt) > Patience;
}
