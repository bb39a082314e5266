using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tickets;

/// <summary>What holders of the clerk's brand wrote to support.</summary>
internal static class TicketsEndpoint
{
    public const string Path = CounterSite.Root + "/tickets";
    private const int Shown = 50;

    /// <summary>Maps nothing where the host has no tickets.</summary>
    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        if (parts.Options.Tickets is not { } desk)
        {
            return;
        }

        to.MapGet(Path, CounterEndpoint.For(parts, call =>
        {
            var state = Enum.GetValues<TicketState>().FirstOrDefault(one => SnakeCase.Of(one) == call.Query("state"), TicketState.Open);
            long? from = long.TryParse(call.Query("from"), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
            var page = desk.Store.Page(call.Staff.Operator, state, from, Shown, oldestFirst: state == TicketState.Open);
            return call.Page<TicketsPage>(new TicketsView(state, [.. page.Tickets.Select(ticket => Row(call, ticket))], page.Next));
        }));
        TicketEndpoint.Map(to, parts, desk);
        OpenTicketEndpoint.Map(to, parts, desk);
    }

    public static string LineOf(CounterCall call, Ticket ticket) => MaskedDigits.Of(call.Parts.Directory.NumbersOf(ticket.Line)?.Msisdn);

    public static bool IsLate(CounterCall call, Ticket ticket) => ticket.AnswerBy is { } by && by < call.Parts.Now;

    private static TicketRowView Row(CounterCall call, Ticket ticket)
    {
        var texts = call.Parts.Options.Tickets!.Texts(ticket, call.Language);
        return new TicketRowView(ticket.Number.ToString(), LineOf(call, ticket), ticket.Diagnosis.First is { } first ? texts.Title(first.Cause) : call.T("ticket.no_cause"),
            call.Time(ticket.OpenedAt), ticket.AnswerBy is { } by ? call.Time(by) : "", IsLate(call, ticket));
    }
}
