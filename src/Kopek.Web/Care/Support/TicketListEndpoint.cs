using Kopek.Web.Care.Held;

namespace Kopek.Web.Care.Support;

/// <summary>What the holder of a line wrote to support, and how far it is.</summary>
internal static class TicketListEndpoint
{
    public static Task Show(OwnLine line)
    {
        var rows = line.Call.Parts.Tickets!.Store.OfLine(line.Id).Select(ticket => new TicketRow(ticket.Number.ToString(), line.Call.To(SupportSite.PathOf(ticket.Number)),
            TicketPageEndpoint.StateOf(line, ticket), line.Words.Time(ticket.OpenedAt)));
        return line.Call.Page<TicketListPage>(new TicketListPageView([.. rows], SupportSite.Promise(line)));
    }
}
