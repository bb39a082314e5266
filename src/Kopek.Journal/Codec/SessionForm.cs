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
        GrantForm.WriteAll(ref to, at, [.. session.Grants]);
        LineEvent.CreditAnswered[] kept = [.. session.Answers];
        to.Unsigned((ulong)kept.Length + 1);
        foreach (var answer in kept)
        {
            AnswerForm.Write(ref to, at, answer);
        }
    }

    private static Session Read(ref StoredReader from, Moment at, int version)
    {
        var session = new Session(from.Key(), from.Fixed(), from.Moment(at));
        session.Country = from.Country();
        session.SupervisedUntil = from.Moment(at);
        session.LastNumber = from.UInt();
        session.SeenNumbers = from.Fixed();
        session.ReportedOctets = from.Signed();
        var given = from.Int();
        foreach (var grant in GrantForm.ReadAll(ref from, at, version))
        {
            session.Hold(grant);
        }

        var kept = from.Count(LeastBytesOfAnswer);
        if (given < 0 || kept > given)
        {
            throw new JournalException($"A stored session keeps {kept} answers and gave {given}.", outcomeUnknown: false);
        }

        session.SkipAnswers(given - Math.Max(0, kept));
        for (var answer = 0; answer < kept; answer++)
        {
            session.Keep(AnswerForm.Read(ref from, at, version));
        }

        return session;
    }
}
