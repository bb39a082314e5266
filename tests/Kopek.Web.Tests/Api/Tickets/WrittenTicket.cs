using Kopek.Books.Tickets;
using Kopek.Core.Notices;
using Kopek.Engine.Orders;
using Kopek.Web.Diagnosis;
using Kopek.Web.Tests.Receipts;

namespace Kopek.Web.Tests.Api.Tickets;

/// <summary>A ticket as the holder's page makes it, of the line as it stands.</summary>
internal static class WrittenTicket
{
    public static async Task<TicketNumber> Of(LiveApi api, string msisdn)
    {
        var line = ReceiptScene.LineOf(api, $"/{msisdn}");
        var desk = new DiagnosisDesk(api.Engine.Shards, () => api.Engine.Catalogue, () => Core.Diagnosis.NetworkConditions.None);
        var kept = DiagnosisSnapshot.Of((await desk.Of(line, new DiagnosisQuestion()))!, null, "RU-MOW", "internet");
        var opening = new TicketOpening("KDR", line, NoticeLanguage.English, "li.na@example.com", kept, "Nothing opens.", TimeSpan.FromHours(24));
        var change = api.Tickets.Open(opening, new TicketKey(OrderKey.Of("test", "ticket"), OrderKey.Digest("ticket")), kept.At);
        return Assert.IsType<TicketChange.Done>(change).Ticket.Number;
    }
}
