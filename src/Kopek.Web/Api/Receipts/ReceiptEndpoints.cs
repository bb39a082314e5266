using Kopek.Books.Receipts.Forms;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Receipts;

/// <summary>One receipt for the operator: in JSON with everything, and as the PDF that the holder gets, with the masked number and the balance.</summary>
internal static class ReceiptEndpoints
{
    public const string Example = """
        {"version":1,"receipt":"KDR-0000123","operator":"KDR","number":123,"kind":"payment","order":"5d41402abc4b2a76b9719d911017c592","refersTo":122,"issuedAtMilliseconds":1764147600000,"issuedAt":"2025-11-26T09:00:00Z","method":"card","provider":"sandbox","paid":50000,"fee":0,"debtRepaid":0,"bonus":0,"received":50000,"currency":"RUB","pack":"DAY-CN","seal":"0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0","opened":{"salt":"00112233445566778899aabbccddeeff","line":"17","balanceAfter":50000},"token":"00112233445566778899aabbccddeeff","url":"https://kopek.example/r/00112233445566778899aabbccddeeff","keyId":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","signature":"e5564300c360ac72"}
        """;

    private static readonly ApiOperation Get = new("GET", ReceiptRoute.Path, "Read a receipt")
    {
        Description = "receipt can be handed on and checked anywhere; amounts in it are whole kopeks. kind: payment, refund, reversal. verdict: what a check of it found just now. "
            + "fiscal: null where none is owed; state: pending, sent, registered, failed.",
        Answer = $$"""
            {"receipt":{{Example}},"verdict":"genuine","msisdn":"••• 0000","fiscal":{"state":"registered","attempts":1,"reason":"answer_lost","changedAt":"2026-11-26T09:00:01Z","drive":"9999078900000001","register":"0000000001012345","document":"1","sign":"1234567890","shift":1,"numberInShift":1,"registeredAt":"2026-11-26T09:00:01Z","qr":"t=20261126T1200&s=500.00&fn=9999078900000001&i=1&fp=1234567890&n=1"},"disputes":[{"dispute":"1","state":"open"}]}
            """,
    };

    private static readonly ApiOperation Pdf = new("GET", ReceiptRoute.Path + "/pdf", "A receipt as the holder gets it")
    {
        Description = "With the masked number and the balance, which the public page does not show.",
        Query = [(PageLanguage.Parameter, "zh-CN, en or ru")],
        AnswerType = ReceiptPdf.ContentType,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk)
    {
        Get.Map(to, ApiEndpoint.For(parts, (http, p) => Read(http, p, desk)));
        Pdf.Map(to, ApiEndpoint.For(parts, (http, p) => Print(http, p, desk)));
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        if (ReceiptRoute.Find(http, desk, out var receipt) is { } problem)
        {
            return problem;
        }

        http.Response.Headers.CacheControl = "no-store";
        var number = parts.MaskedNumber(receipt.Private.Line);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (receipt, desk, number), static (json, view) => ReceiptViews.Write(json, view.receipt, view.desk, view.number));
        return null;
    }

    private static async Task<Problem?> Print(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        if (ReceiptRoute.Find(http, desk, out var receipt) is { } problem)
        {
            return problem;
        }

        var shown = receipt.Public;
        var holder = new HolderPart(parts.MaskedNumber(receipt.Private.Line), receipt.Private.BalanceAfter);
        var form = ReceiptForm.Of(shown, ReceiptDesk.IssuerOf(parts.Engine.Catalogue, shown.Operator, parts.Now), desk.Store.Fiscal.Find(shown.Operator, shown.Number), holder,
            PageLanguage.Of(http.Request), desk.UrlOf(shown.Token));
        var body = ReceiptPdf.Of(form, shown.IssuedAt);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{shown.Name}.pdf\"";
        http.Response.ContentType = ReceiptPdf.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        return null;
    }
}
