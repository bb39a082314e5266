using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Engine.Orders;
using Kopek.Web.Care.Held;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Support;

/// <summary>One ticket of the line: its number and the promise, what was written, what went with it; more words, and closing it. Another line's ticket is not found, like one that never was.</summary>
internal static class TicketPageEndpoint
{
    public static Task Show(OwnLine line) => ScopeOf(line) is { } scope && line.Call.Parts.Tickets!.Store.Find(scope) is { } ticket
        ? Show(line, ticket, null)
        : line.Call.Message(StatusCodes.Status404NotFound, "support.unknown");

    public static async Task Change(OwnLine line, TicketEntryKind kind)
    {
        var call = line.Call;
        var desk = call.Parts.Tickets!;
        if (line.WishOfForm is not { } wish)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        if (!line.IsFormOfThisLine)
        {
            await call.Message(StatusCodes.Status409Conflict, "held.other_line");
            return;
        }

        if (ScopeOf(line) is not { } scope || desk.Store.Find(scope) is not { } ticket)
        {
            await call.Message(StatusCodes.Status404NotFound, "support.unknown");
            return;
        }

        var text = kind == TicketEntryKind.Added ? TicketWords.Clean(call.Form.Long("text")) : "";
        if (kind == TicketEntryKind.Added && text.Length is 0 or > TicketWords.LongestText)
        {
            await Show(line, ticket, "support.bad_text");
            return;
        }

        var digest = OrderKey.Digest($"1\ncare-ticket\n{ticket.Number}\n{kind}\n{text}");
        await (desk.Add(scope, kind, TicketEntry.Holder, text, new TicketKey(wish, digest)) switch
        {
            TicketChange.Done or TicketChange.Repeated => call.Redirect(SupportSite.PathOf(ticket.Number)),
            // Another window closed it: what was wanted is so.
            TicketChange.Refused { Why: TicketRefusal.IsClosed } when kind == TicketEntryKind.Closed => call.Redirect(SupportSite.PathOf(ticket.Number)),
            TicketChange.Refused refused => Show(line, ticket, $"support.refused.{SnakeCase.Of(refused.Why)}"),
            TicketChange.Unknown => call.Message(StatusCodes.Status404NotFound, "support.unknown"),
            _ => call.Message(StatusCodes.Status409Conflict, "error.conflict"),
        });
    }

    /// <summary>How far it is, in a sentence.</summary>
    public static string StateOf(OwnLine line, Ticket ticket) => line.Call.T($"support.state.{SnakeCase.Of(ticket.State)}", ("until", ticket.AnswerBy is { } by ? line.Words.Time(by) : ""));

    private static TicketScope? ScopeOf(OwnLine line) =>
        TicketNumber.TryRead(line.Call.Http.Request.RouteValues["ticket"] as string, out var number) ? new TicketScope(number, line.Id) : null;

    private static Task Show(OwnLine line, Ticket ticket, string? wrong)
    {
        var call = line.Call;
        var view = new TicketPageView(line.Msisdn, ticket.Number.ToString(), SupportSite.PathOf(ticket.Number), StateOf(line, ticket), ticket.Contact,
            [.. ticket.Entries.Select(entry => Written(line, entry))],
            AttachedView.Of(line, ticket.Diagnosis, call.Parts.Tickets!.Texts(ticket, call.Language)), SupportSite.Promise(line),
            ticket.State == TicketState.Closed, TicketRules.Refuse(ticket, TicketEntryKind.Added) == TicketRefusal.None, PostedForm.NewOrder(), PostedForm.NewOrder(),
            TicketWords.Clean(call.Form.Long("text")), wrong is null ? null : call.T(wrong));
        return call.Page<TicketPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static WrittenView Written(OwnLine line, TicketEntry entry)
    {
        var who = line.Call.T(entry.IsByHolder ? "support.you" : "support.support");
        var did = line.Call.T($"support.did.{SnakeCase.Of(entry.Kind)}");
        return new WrittenView($"{who} · {did} · {line.Words.Time(entry.At)}", entry.Text.Length == 0 ? [] : entry.Text.Split('\n'));
    }
}
