using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Tickets;
using Kopek.Core.Diagnosis;
using Kopek.Engine.Orders;
using Kopek.Web.Care.Diagnoses;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Texts;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Support;

/// <summary>
/// The form to support. First what the holder can do himself, or what is known to be broken; he may write all the same. What goes with it is shown, and taken anew
/// when he sends it. The same form is sent once, and the same words of an hour are one ticket.
/// </summary>
internal static class NewTicketEndpoint
{
    public static Task Show(OwnLine line) => Show(line,
        SearchField.Read(line.Call.Http.Request, "region", DiagnosisPageEndpoint.MostRegion) ?? "", SearchField.Read(line.Call.Http.Request, "apn", DiagnosisPageEndpoint.MostAccessPoint) ?? "",
        PostedForm.NewOrder(), null);

    public static async Task Send(OwnLine line)
    {
        var (call, form) = (line.Call, line.Call.Form);
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

        var (region, accessPoint) = (form.Text("region"), form.Text("apn"));
        var (text, contact) = (TicketWords.Clean(form.Long("text")), TicketWords.Clean(form.Long("contact")));
        var reached = contact.Length == 0 ? null : TicketWords.ReadContact(contact);
        var wrong = text.Length is 0 or > TicketWords.LongestText ? "support.bad_text" : contact.Length > 0 && reached is null ? "support.bad_contact" : null;
        if (wrong is not null)
        {
            await Show(line, region, accessPoint, form.Text(PostedForm.OrderField), wrong);
            return;
        }

        if (!call.Parts.TicketGate.LetsThrough(call.Http))
        {
            call.Http.Response.Headers.RetryAfter = "3600";
            await Show(line, region, accessPoint, form.Text(PostedForm.OrderField), "support.too_many_sent", StatusCodes.Status429TooManyRequests);
            return;
        }

        if (await Attached(line, region, accessPoint) is not { } kept)
        {
            await call.Message(StatusCodes.Status404NotFound, "held.no_line");
            return;
        }

        var desk = call.Parts.Tickets!;
        var opening = new TicketOpening(line.Facts.Line.Operator, line.Id, call.Language, reached, kept, text, desk.Terms(line.Facts.Line.Operator).AnswerWithin);
        var digest = OrderKey.Digest($"1\ncare-ticket\n{line.Id}\n{reached}\n{text}");
        await (desk.Store.Open(opening, new TicketKey(wish, digest), desk.Now) switch
        {
            TicketChange.Done done => call.Redirect(SupportSite.PathOf(done.Ticket.Number)),
            TicketChange.Repeated repeated => call.Redirect(SupportSite.PathOf(repeated.Ticket.Number)),
            TicketChange.Same same => call.Redirect(SupportSite.PathOf(same.Ticket.Number)),
            TicketChange.Refused => Show(line, region, accessPoint, form.Text(PostedForm.OrderField), "support.too_many_open", StatusCodes.Status409Conflict),
            _ => call.Message(StatusCodes.Status409Conflict, "error.conflict"),
        });
    }

    /// <summary>What is known now; null where the line is gone.</summary>
    private static async Task<DiagnosisSnapshot?> Attached(OwnLine line, string region, string accessPoint)
    {
        var (_, question) = DiagnosisPageEndpoint.Question(line, region, accessPoint);
        return await line.Api.Diagnosis.Of(line.Id, question) is { } diagnosis
            ? DiagnosisSnapshot.Of(diagnosis, line.Call.Parts.Conditions.Cooling?.HoldHours, question.Region, question.AccessPoint)
            : null;
    }

    private static async Task Show(OwnLine line, string region, string accessPoint, string order, string? wrong, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var call = line.Call;
        if (await Attached(line, region, accessPoint) is not { } kept)
        {
            await call.Message(StatusCodes.Status404NotFound, "held.no_line");
            return;
        }

        var texts = new DiagnosisTexts(call.Language, line.Hotline, line.Currency, kept.Zone, kept.HoldHours);
        var causes = kept.Findings.Where(finding => finding.IsCause).OrderByDescending(IsKnownTrouble).ToList();
        var view = new NewTicketView(line.Msisdn, texts.Summary(kept.First, kept.TopUpHelps, kept.Needed), [.. causes.Select(cause => CauseView.Of(line, cause, texts))], kept.TopUpHelps,
            causes.Exists(IsKnownTrouble), AttachedView.Of(line, kept, texts), region, accessPoint, order,
            TicketWords.Clean(call.Form.Long("text")), TicketWords.Clean(call.Form.Long("contact")), SupportSite.Promise(line), wrong is null ? null : call.T(wrong));
        await call.Page<NewTicketPage>(view, wrong is null ? StatusCodes.Status200OK : status);
    }

    /// <summary>Known to the operator, and nothing that one line's ticket could hasten.</summary>
    private static bool IsKnownTrouble(Finding finding) => finding.Cause is Cause.Outage or Cause.AreaShutdown;
}
