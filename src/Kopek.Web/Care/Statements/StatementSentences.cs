using Kopek.Books.Statements;
using Kopek.Core.Sessions;
using Kopek.Web.Care.Held;

namespace Kopek.Web.Care.Statements;

/// <summary>Each item of a statement in a sentence or two.</summary>
internal static class StatementSentences
{
    public static string Of(OwnLine line, StatementItem item) => item switch
    {
        StatementItem.Session session => Of(line, session),
        StatementItem.Entry entry => Of(line, entry),
        _ => throw new System.Diagnostics.UnreachableException($"{item.GetType().Name} has no sentence."),
    };

    private static string Of(OwnLine line, StatementItem.Entry entry) => line.Call.T($"statement.entry.{SnakeCase.Of(entry.Kind)}",
        ("volume", line.Words.Volume(entry.Octets)), ("what", entry.Reference is { Length: > 0 } what ? line.NameOf(what) : "–"));

    private static string Of(OwnLine line, StatementItem.Session session)
    {
        var (call, words) = (line.Call, line.Words);
        var isOpen = session.End == SessionEnd.StillOpen;
        var sentences = new List<string>
        {
            call.T(isOpen ? "statement.session.open" : "statement.session.used", ("volume", words.Volume(session.Used)),
                ("until", session.ClosedAt is { } closed ? words.Time(closed) : "")),
        };
        if (session.Country != 0)
        {
            sentences.Add(call.T("statement.session.country", ("country", line.CountryOf(session.Country))));
        }

        sentences.AddRange(session.FromBuckets.Select(use => call.T("statement.session.bucket", ("name", line.NameOf(use.Name)), ("volume", words.Volume(use.Octets)))));
        if (session.Paid > 0 || !session.Charged.IsZero)
        {
            sentences.Add(call.T("statement.session.paid", ("volume", words.Volume(session.Paid)), ("amount", words.Amount(session.Charged))));
        }

        if (session.Free > 0)
        {
            sentences.Add(call.T("statement.session.free", ("volume", words.Volume(session.Free))));
        }

        if (session.Uncovered > 0)
        {
            sentences.Add(call.T("statement.session.uncovered", ("volume", words.Volume(session.Uncovered))));
        }

        return LineWords.Joined(line, sentences);
    }
}
