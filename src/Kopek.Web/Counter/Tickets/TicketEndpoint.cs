using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Engine.Orders;
using Kopek.Web.Pages;
using Kopek.Web.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tickets;

/// <summary>One ticket of the clerk's brand: what was written, the diagnosis in the clerk's language, and answering, closing, reopening. Each look and act is in the trail, no words of it.</summary>
internal static class TicketEndpoint
{
    private const string Root = TicketsEndpoint.Path + "/";
    private const string Pattern = Root + "{ticket}";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts, TicketDesk desk)
    {
        to.MapGet(Pattern, CounterEndpoint.For(parts, async call =>
        {
            if (await Find(call, desk, AuditAct.TicketView) is { } ticket)
            {
                Note(call, AuditAct.TicketView, ticket, AuditEntry.Done);
                await Show(call, desk, ticket, null);
            }
        }));
        to.MapPost(Pattern + "/answer", CounterEndpoint.For(parts, call => Change(call, desk, TicketEntryKind.Answered, AuditAct.TicketAnswer)));
        to.MapPost(Pattern + "/close", CounterEndpoint.For(parts, call => Change(call, desk, TicketEntryKind.Closed, AuditAct.TicketClose)));
        to.MapPost(Pattern + "/reopen", CounterEndpoint.For(parts, call => Change(call, desk, TicketEntryKind.Reopened, AuditAct.TicketReopen)));
    }

    public static string PathOf(string number) => Root + number;

    /// <summary>Null when the page has been answered: there is none, or it is another brand's, which is the same to this clerk.</summary>
    private static async Task<Ticket?> Find(CounterCall call, TicketDesk desk, AuditAct act)
    {
        if (TicketNumber.TryRead(call.Http.Request.RouteValues["ticket"] as string, out var number) && desk.Store.Find(new TicketScope(number, Operator: call.Staff.Operator)) is { } ticket)
        {
            return ticket;
        }

        call.Note(act, "unknown_ticket");
        await call.Message(StatusCodes.Status404NotFound, "error.no_ticket");
        return null;
    }

    private static async Task Change(CounterCall call, TicketDesk desk, TicketEntryKind kind, AuditAct act)
    {
        if (await Find(call, desk, act) is not { } ticket)
        {
            return;
        }

        var text = kind == TicketEntryKind.Answered ? TicketWords.Clean(call.Form.Long("text")) : "";
        if ((kind == TicketEntryKind.Answered && text.Length is 0 or > TicketWords.LongestText) || call.Form.Order(call.Staff.Id) is not { } wish)
        {
            await Show(call, desk, ticket, "ticket.bad_text");
            return;
        }

        var digest = OrderKey.Digest($"1\ncounter-ticket\n{ticket.Number}\n{kind}\n{text}");
        var change = desk.Add(new TicketScope(ticket.Number, Operator: call.Staff.Operator), kind, call.Staff.Name, text, new TicketKey(wish, digest));
        switch (change)
        {
            case TicketChange.Done or TicketChange.Repeated:
                Note(call, act, ticket, change is TicketChange.Done ? AuditEntry.Done : "repeated");
                await call.Redirect(PathOf(ticket.Number.ToString()));
                break;
            case TicketChange.Refused refused:
                Note(call, act, ticket, SnakeCase.Of(refused.Why));
                await Show(call, desk, ticket, $"ticket.refused.{SnakeCase.Of(refused.Why)}");
                break;
            default:
                Note(call, act, ticket, "conflict");
                await call.Message(StatusCodes.Status409Conflict, "error.conflict");
                break;
        }
    }

    private static void Note(CounterCall call, AuditAct act, Ticket ticket, string outcome) =>
        call.Note(act, outcome, line: TicketsEndpoint.LineOf(call, ticket), order: ticket.Number.ToString());

    private static Task Show(CounterCall call, TicketDesk desk, Ticket ticket, string? wrong)
    {
        var (kept, texts) = (ticket.Diagnosis, desk.Texts(ticket, call.Language));
        var plan = call.Parts.Catalogue.FindPlan(kept.Plan) is { } known ? call.Words.Name(known.Name) : kept.Plan;
        // Shown again with the same wish: an answer that was too long is the same answer, made shorter.
        var order = wrong is not null && call.Form.Text(PostedForm.OrderField) is { Length: > 0 } given ? given : null;
        var view = new TicketView(ticket, TicketsEndpoint.LineOf(call, ticket), TicketsEndpoint.IsLate(call, ticket), plan, texts.Summary(kept.First, kept.TopUpHelps, kept.Needed),
            AttachedFacts.Of(kept, texts), order, TicketWords.Clean(call.Form.Long("text")), wrong is null ? null : call.T(wrong));
        return call.Page<TicketPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
