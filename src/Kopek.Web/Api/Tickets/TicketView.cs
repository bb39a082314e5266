using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Numbers;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Core.Notices;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Diagnosis;
using Kopek.Web.Tickets;

namespace Kopek.Web.Api.Tickets;

/// <summary>A page of tickets. Nothing that people wrote stands in a list, and no whole number.</summary>
internal sealed record TicketListView(IReadOnlyList<TicketHeadView> Tickets, string? Next);

/// <param name="Number">Masked: the last four digits.</param>
/// <param name="AnswerBy">When support answers at the latest, as promised; null where it has nothing to answer.</param>
/// <param name="Cause">What the diagnosis thought it most likely was; null where it knew nothing.</param>
internal sealed record TicketHeadView(string Ticket, string Operator, string Number, string State, string? Cause, string Language, string OpenedAt, string ChangedAt, string? AnswerBy)
{
    public static TicketHeadView Of(ApiParts parts, Ticket ticket) => new(ticket.Number.ToString(), ticket.Operator, MaskedDigits.Of(parts.Directory.NumbersOf(ticket.Line)?.Msisdn),
        SnakeCase.Of(ticket.State), ticket.Diagnosis.First is { } first ? SnakeCase.Of(first.Cause) : null, NoticeTexts.Tag(ticket.Language), ticket.OpenedAt.ToString(),
        ticket.ChangedAt.ToString(), ticket.AnswerBy?.ToString());
}

/// <summary>A ticket with what was written and the diagnosis of its opening, in words of the language that was asked for.</summary>
/// <param name="Msisdn">The line's number now; null where it has none any more.</param>
/// <param name="Language">In which the holder wrote.</param>
/// <param name="Contact">Where else he is reached; null where he said nothing or it was erased.</param>
internal sealed record TicketView(string Ticket, string Operator, string? Msisdn, string State, string Language, string OpenedAt, string ChangedAt, string? AnswerBy, string? Contact,
    IReadOnlyList<TicketEntryView> Entries, TicketDiagnosisView Diagnosis)
{
    public static TicketView Of(ApiParts parts, TicketDesk desk, Ticket ticket, NoticeLanguage language) => new(ticket.Number.ToString(), ticket.Operator,
        parts.Directory.NumbersOf(ticket.Line)?.Msisdn, SnakeCase.Of(ticket.State), NoticeTexts.Tag(ticket.Language), ticket.OpenedAt.ToString(), ticket.ChangedAt.ToString(),
        ticket.AnswerBy?.ToString(), ticket.Contact, [.. ticket.Entries.Select(TicketEntryView.Of)],
        TicketDiagnosisView.Of(ticket.Diagnosis, desk.Texts(ticket, language), desk.Operator(ticket.Operator)?.CurrencyCode ?? ""));
}

/// <param name="Kind">opened, added, answered, closed, reopened.</param>
/// <param name="By">holder, or a name of staff.</param>
/// <param name="Text">Empty where nothing was written, or it was erased.</param>
internal sealed record TicketEntryView(string Kind, string At, string By, string Text)
{
    public static TicketEntryView Of(TicketEntry entry) => new(SnakeCase.Of(entry.Kind), entry.At.ToString(), entry.IsByHolder ? "holder" : entry.By, entry.Text);
}

/// <summary>What the diagnosis knew when the ticket was opened; it never changes.</summary>
/// <param name="Region">As the holder said it; null where he did not.</param>
internal sealed record TicketDiagnosisView(string At, string Plan, bool DataWorks, bool TopUpHelps, AmountView Needed, string Summary, string Language, string? Region, string? Apn,
    IReadOnlyList<FindingView> Causes)
{
    public static TicketDiagnosisView Of(DiagnosisSnapshot kept, DiagnosisTexts texts, string currency) => new(kept.At.ToString(), kept.Plan, kept.DataWorks, kept.TopUpHelps,
        AmountView.Of(kept.Needed, currency), texts.Summary(kept.First, kept.TopUpHelps, kept.Needed), NoticeTexts.Tag(texts.Language), kept.Region, kept.AccessPoint,
        [.. kept.Findings.Select(finding => FindingView.Of(finding, texts, currency))]);
}
