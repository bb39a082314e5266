using System.Globalization;
using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Notices.Texts;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Core.Lines;
using Kopek.Engine.Orders;
using Kopek.Web.Counter.Lines;
using Kopek.Web.Diagnosis;
using Kopek.Web.Pages;
using Kopek.Web.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tickets;

/// <summary>
/// A ticket for a holder who came or called and cannot write himself, by a clerk of the line's brand. What goes with it is shown, and taken anew when it is sent. The
/// same form is sent once, and the same words of an hour are one ticket. Each is in the trail, no words of it.
/// </summary>
internal static class OpenTicketEndpoint
{
    private const string Below = "/ticket";

    /// <summary>Maps nothing where the host has no diagnosis to go with it.</summary>
    public static void Map(IEndpointRouteBuilder to, CounterParts parts, TicketDesk desk)
    {
        if (parts.Options.Diagnosis is not { } diagnosis)
        {
            return;
        }

        to.MapGet(LineEndpoint.Pattern + Below, CounterEndpoint.For(parts, async call =>
        {
            if (await LineEndpoint.Line(call, AuditAct.LineView) is { } line)
            {
                call.Note(AuditAct.LineView, AuditEntry.Done, line: line.Number);
                await Show(call, desk, diagnosis, line, null);
            }
        }));
        to.MapPost(LineEndpoint.Pattern + Below, CounterEndpoint.For(parts, async call =>
        {
            if (await LineEndpoint.Line(call, AuditAct.TicketOpen) is { } line)
            {
                await Open(call, desk, diagnosis, line);
            }
        }));
    }

    public static string PathOf(LineId line) => LineEndpoint.PathOf(line) + Below;

    private static async Task Open(CounterCall call, TicketDesk desk, DiagnosisDesk diagnosis, CounterLine line)
    {
        var (text, contact) = (TicketWords.Clean(call.Form.Long("text")), TicketWords.Clean(call.Form.Long("contact")));
        var reached = contact.Length == 0 ? null : TicketWords.ReadContact(contact);
        if (call.Form.Order(call.Staff.Id) is not { } wish || NoticeTexts.Language(call.Form.Text("language")) is not { } language)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        var wrong = text.Length is 0 or > TicketWords.LongestText ? "bad_text" : contact.Length > 0 && reached is null ? "bad_contact" : null;
        if (wrong is not null || await diagnosis.Keep(line.Id, new DiagnosisQuestion()) is not { } kept)
        {
            // Nothing was opened, but the holder's diagnosis is shown: nobody sees it without a trace.
            call.Note(AuditAct.TicketOpen, wrong ?? "unknown_line", line: line.Number);
            await Show(call, desk, diagnosis, line, wrong is null ? null : $"ticket.{wrong}");
            return;
        }

        var opening = new TicketOpening(line.Operator, line.Id, language, reached, kept, text, desk.Terms(line.Operator).AnswerWithin) { By = call.Staff.Name };
        var digest = OrderKey.Digest($"1\ncounter-ticket\n{line.Id}\nopen {language}\n{reached}\n{text}");
        switch (desk.Store.Open(opening, new TicketKey(wish, digest), desk.Now))
        {
            case TicketChange.Done done: await Opened(call, line, done.Ticket, AuditEntry.Done); break;
            case TicketChange.Repeated repeated: await Opened(call, line, repeated.Ticket, "repeated"); break;
            case TicketChange.Same same: await Opened(call, line, same.Ticket, "same_words"); break;
            case TicketChange.Refused refused:
                call.Note(AuditAct.TicketOpen, SnakeCase.Of(refused.Why), line: line.Number);
                await Show(call, desk, diagnosis, line, $"ticket.refused.{SnakeCase.Of(refused.Why)}");
                break;
            default:
                call.Note(AuditAct.TicketOpen, "conflict", line: line.Number);
                await call.Message(StatusCodes.Status409Conflict, "error.conflict");
                break;
        }
    }

    private static Task Opened(CounterCall call, CounterLine line, Ticket ticket, string outcome)
    {
        call.Note(AuditAct.TicketOpen, outcome, line: line.Number, order: ticket.Number.ToString());
        return call.Redirect(TicketEndpoint.PathOf(ticket.Number.ToString()));
    }

    private static async Task Show(CounterCall call, TicketDesk desk, DiagnosisDesk diagnosis, CounterLine line, string? wrong)
    {
        if (await diagnosis.Keep(line.Id, new DiagnosisQuestion()) is not { } kept)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_line");
            return;
        }

        var terms = desk.Operator(line.Operator);
        var texts = new DiagnosisTexts(call.Language, terms?.Hotline ?? "", terms?.CurrencyCode ?? "", kept.Zone, kept.HoldHours);
        // Shown again with the same wish: words that were too long are the same words, made shorter.
        var order = wrong is not null && call.Form.Text(PostedForm.OrderField) is { Length: > 0 } given ? given : null;
        var hours = ((int)desk.Terms(line.Operator).AnswerWithin.TotalHours).ToString(CultureInfo.InvariantCulture);
        var view = new OpenTicketView(line, texts.Summary(kept.First, kept.TopUpHelps, kept.Needed), AttachedFacts.Of(kept, texts), NoticeTexts.Language(call.Form.Text("language")) ?? call.Language,
            call.T("ticket.open_promise", ("hours", hours)), order, TicketWords.Clean(call.Form.Long("text")), TicketWords.Clean(call.Form.Long("contact")), wrong is null ? null : call.T(wrong));
        await call.Page<OpenTicketPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
