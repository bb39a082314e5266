using System.Text.RegularExpressions;
using Kopek.Core;

namespace Kopek.Books.People;

/// <summary>What somebody did or tried. Stored by name; a name is never given another meaning.</summary>
public enum AuditAct
{
    SignIn,
    SignOut,
    StaffAdded,
    StaffDisabled,
    StaffPassword,
    TillOpen,
    TillMove,
    TillClose,
    LineView,
    Payment,
    HolderRecord,
    BarSet,
    BarLift,
    LineClose,
    Refund,
    PageRefused,
    TicketView,
    TicketAnswer,
    TicketClose,
    TicketReopen,
    TicketOpen,
}

/// <summary>One entry of the trail: who did what, when, on which line, and what came of it. No document number and no whole phone number stands here.</summary>
/// <param name="Id">From 1 without a gap; given when it is appended.</param>
/// <param name="Staff">Opaque id; empty where nobody signed in.</param>
/// <param name="Name">As it was then.</param>
/// <param name="Place">Till or shop.</param>
/// <param name="Line">The masked number; empty where no line is meant.</param>
/// <param name="Order">The order's id, or the ticket's number; empty where there is none.</param>
/// <param name="Outcome">"done", or the stable code of the refusal.</param>
/// <param name="Amount">Zero where no money is meant.</param>
/// <param name="Detail">A few words: a reason, a receipt's number.</param>
public sealed partial record AuditEntry(long Id, Moment At, string Staff, string Name, string Operator, AuditAct Act, string Place, string Line, string Order, string Outcome,
    Money Amount, string Detail)
{
    public const string Done = "done";

    /// <summary>Longest words of a person that are kept.</summary>
    public const int MostDetail = 300;

    public bool IsDone => Outcome == Done;

    /// <summary>Words that somebody typed, fit to be kept: no long text, and no run of digits that could be a document or a phone number.</summary>
    public static string Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = LongNumbers().Replace(text.Trim(), "•••");
        return words.Length > MostDetail ? words[..MostDetail] : words;
    }

    [GeneratedRegex(@"\d(?:[ \-]{0,3}\d){5,}")]
    private static partial Regex LongNumbers();
}

/// <summary>What a walk through the whole trail found.</summary>
/// <param name="Head">Hash of the last entry in hexadecimal: noted elsewhere, it proves later that nothing was cut off.</param>
/// <param name="Wrong">Number of the first entry that does not fit; null where all do.</param>
public sealed record AuditReport(long Entries, string Head, long? Wrong)
{
    public bool IsInOrder => Wrong is null;
}
