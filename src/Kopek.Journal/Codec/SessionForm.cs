using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of an open session in a line's state, with the answers it may have to repeat: those are written in the order in which they were
/// given, oldest first.
/// </summary>
internal static class SessionForm
{
    /// <summary>Two keys and the seen numbers are longer than this; bounds what a forged count may allocate.</summary>
    private const int LeastBytes = 32;

    /// <summary>No answer is shorter.</summary>
    private const int LeastBytesOfAnswer = 32;

    public static void WriteAll(ref StoredWriter to, Moment at, Session[] sessions)
    {
        to.Unsigned((ulong)sessions.Length + 1);
        foreach (var session in sessions)
        {
            Write(ref to, at, session);
        }
    }

    public static Session[] ReadAll(ref StoredReader from, Moment at, int version)
    {
        var count = from.Count(LeastBytes);
        if (count <= 0)
        {
            return [];
        }

        var sessions = new Session[count];
        for (var i = 0; i < count; i++)
        {
            sessions[i] = Read(ref from, at, version);
        }

        return sessions;
    }

    private static void Write(ref StoredWriter to, Moment at, Session session)
    {
        to.Key(session.Key);
        to.Fixed(session.OriginRealm);
        to.Moment(session.OpenedAt, at);
        to.Unsigned(session.Country);
        to.Moment(session.SupervisedUntil, at);
        to.Unsigned(session.LastNumber);
        to.Fixed(session.SeenNumbers);
        to.Signed(session.ReportedOctets);
        to.Signed(session.AnswerCount);
        GrantForm.WriteAll(ref to, at, session.Grants);
        var kept = 0;
        while (kept < Math.Min(session.AnswerCount, Session.KeptAnswers) && session.Answers[PlaceOf(session.AnswerCount - 1 - kept)] is not null)
        {
            kept++;
        }

        to.Unsigned((ulong)kept + 1);
        for (var number = session.AnswerCount - kept; number < session.AnswerCount; number++)
        {
            AnswerForm.Write(ref to, at, session.Answers[PlaceOf(number)]!);
        }
    }

    private static Session Read(ref StoredReader from, Moment at, int version)
    {
        var session = new Session { Key = from.Key(), OriginRealm = from.Fixed(), OpenedAt = from.Moment(at) };
        session.Country = from.Country();
        session.SupervisedUntil = from.Moment(at);
        session.LastNumber = from.UInt();
        session.SeenNumbers = from.Fixed();
        session.ReportedOctets = from.Signed();
        session.AnswerCount = from.Int();
        session.Grants = GrantForm.ReadAll(ref from, at, version);
        var kept = from.Count(LeastBytesOfAnswer);
        if (kept > session.AnswerCount)
        {
            throw new JournalException($"A stored session keeps {kept} answers and gave {session.AnswerCount}.", outcomeUnknown: false);
        }

        for (var number = session.AnswerCount - kept; number < session.AnswerCount; number++)
        {
            session.Answers[PlaceOf(number)] = AnswerForm.Read(ref from, at, version);
        }

        return session;
    }

    private static int PlaceOf(int answer) => answer % Session.KeptAnswers;
}
