using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of an open session in a line's state, with the answers it may have to repeat: those are written in the order in which they were
/// given, and put back into the places they had.
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

    public static Session[] ReadAll(ref StoredReader from, Moment at)
    {
        var count = from.Count(LeastBytes);
        if (count <= 0)
        {
            return [];
        }

        var sessions = new Session[count];
        for (var i = 0; i < count; i++)
        {
            sessions[i] = Read(ref from, at);
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
        foreach (var answer in session.Answers)
        {
            kept += answer is null ? 0 : 1;
        }

        to.Unsigned((ulong)kept + 1);
        for (var place = 0; place < session.Answers.Length; place++)
        {
            if (session.Answers[place] is { } answer)
            {
                to.Byte((byte)place);
                AnswerForm.Write(ref to, at, answer);
            }
        }
    }

    private static Session Read(ref StoredReader from, Moment at)
    {
        var session = new Session { Key = from.Key(), OriginRealm = from.Fixed(), OpenedAt = from.Moment(at) };
        session.Country = from.Country();
        session.SupervisedUntil = from.Moment(at);
        session.LastNumber = from.UInt();
        session.SeenNumbers = from.Fixed();
        session.ReportedOctets = from.Signed();
        session.AnswerCount = from.Int();
        session.Grants = GrantForm.ReadAll(ref from, at);
        for (var left = from.Count(LeastBytesOfAnswer); left > 0; left--)
        {
            session.Answers[from.Byte() % Session.KeptAnswers] = AnswerForm.ReadVersion1(ref from, at);
        }

        return session;
    }
}
