using Kopek.Books.Tickets;
using Kopek.Web.Care.Held;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Support;

/// <summary>Where nothing helps: writing to the operator's support with the diagnosis attached, and what came of it. For who is signed in, about the line of his session.</summary>
internal static class SupportSite
{
    public const string Path = CareSite.Root + "/support";
    public const string New = Path + "/new";
    private const string One = Path + "/{ticket}";

    /// <summary>Maps nothing where the host has no support to write to.</summary>
    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        if (parts.Tickets is null)
        {
            return;
        }

        to.MapGet(Path, OwnLine.Open(parts, TicketListEndpoint.Show)).ExcludeFromDescription();
        to.MapGet(New, OwnLine.Open(parts, NewTicketEndpoint.Show)).ExcludeFromDescription();
        to.MapPost(New, OwnLine.Open(parts, NewTicketEndpoint.Send)).ExcludeFromDescription();
        to.MapGet(One, OwnLine.Open(parts, TicketPageEndpoint.Show)).ExcludeFromDescription();
        to.MapPost(One + "/words", OwnLine.Open(parts, line => TicketPageEndpoint.Change(line, TicketEntryKind.Added))).ExcludeFromDescription();
        to.MapPost(One + "/closing", OwnLine.Open(parts, line => TicketPageEndpoint.Change(line, TicketEntryKind.Closed))).ExcludeFromDescription();
    }

    public static string PathOf(TicketNumber number) => $"{Path}/{number}";

    /// <summary>With what the holder said of place and device, so that he need not say it again.</summary>
    public static string NewOf(CareCall call, string region, string accessPoint) =>
        call.To(New) + (region.Length > 0 ? $"&region={Uri.EscapeDataString(region)}" : "") + (accessPoint.Length > 0 ? $"&apn={Uri.EscapeDataString(accessPoint)}" : "");

    /// <summary>How soon support answers, when people are there, and its telephone.</summary>
    public static string Promise(OwnLine line)
    {
        var terms = line.Call.Parts.Tickets!.Terms(line.Facts.Line.Operator);
        var hours = ((int)terms.AnswerWithin.TotalHours).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return LineWords.Joined(line, line.Call.T("support.promise", ("hours", hours)),
            terms.Hours.Length == 0 ? "" : line.Call.T("support.hours", ("hours", terms.Hours), ("zone", line.Terms?.DefaultTimeZone ?? "")),
            line.Call.T("support.hotline", ("hotline", line.Hotline)));
    }
}
