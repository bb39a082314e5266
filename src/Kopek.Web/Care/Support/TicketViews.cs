using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Tickets;
using Kopek.Web.Care.Diagnoses;
using Kopek.Web.Care.Held;
using Kopek.Web.Tickets;

namespace Kopek.Web.Care.Support;

/// <summary>The form to support.</summary>
/// <param name="Causes">Certain or likely, with what helps: those that the operator knows of first, then the surest.</param>
/// <param name="IsKnownTrouble">The operator knows of one already.</param>
/// <param name="Order">The id of the wish: of a form that is shown again the same.</param>
/// <param name="Promise">How soon support answers, and its telephone.</param>
/// <param name="Wrong">What is to be said of the form sent before; null at first.</param>
public sealed record NewTicketView(string Number, string Summary, IReadOnlyList<CauseView> Causes, bool TopUpHelps, bool IsKnownTrouble, AttachedView Attached, string Region, string AccessPoint, string Order,
    string Text, string Contact, string Promise, string? Wrong);

/// <summary>All that goes with a ticket.</summary>
/// <param name="Head">Whose, of when, and what the holder said of place and device.</param>
public sealed record AttachedView(string Head, IReadOnlyList<AttachedFacts> Facts)
{
    internal static AttachedView Of(OwnLine line, DiagnosisSnapshot kept, DiagnosisTexts texts)
    {
        var call = line.Call;
        var head = LineWords.Joined(line, call.T("support.attached_line", ("plan", line.NameOf(kept.Plan)), ("at", line.Words.Time(kept.At))),
            kept.Region is { } region ? call.T("support.attached_region", ("region", region)) : "", kept.AccessPoint is { } point ? call.T("support.attached_apn", ("apn", point)) : "");
        return new AttachedView(head, AttachedFacts.Of(kept, texts));
    }
}

/// <summary>A holder's tickets, the newest first.</summary>
public sealed record TicketListPageView(IReadOnlyList<TicketRow> Tickets, string Promise);

/// <param name="State">In a sentence, with when an answer comes.</param>
public sealed record TicketRow(string Ticket, string Address, string State, string Opened);

/// <summary>One ticket.</summary>
/// <param name="Contact">Where else he is reached; null where he said nothing.</param>
/// <param name="MayAdd">More can be written to it.</param>
/// <param name="Wrong">What is to be said of the form sent before; null at first.</param>
public sealed record TicketPageView(string Number, string Ticket, string Address, string State, string? Contact, IReadOnlyList<WrittenView> Written, AttachedView Attached, string Promise,
    bool IsClosed, bool MayAdd, string AddOrder, string CloseOrder, string Text, string? Wrong);

/// <param name="Head">Who and when, in a few words.</param>
/// <param name="Lines">Empty where nothing was written, or it was erased.</param>
public sealed record WrittenView(string Head, IReadOnlyList<string> Lines);
