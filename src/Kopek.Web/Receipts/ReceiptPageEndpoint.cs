using System.Text;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Storage;
using Kopek.Core.Notices;
using Kopek.Web.Api;
using Kopek.Web.Api.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Receipts;

/// <summary>
/// The public page of a receipt, for whoever has its token: it says whether the receipt is genuine and unaltered, and nothing of who paid. As .pdf and .json
/// too. A token that leads nowhere gets the same answer after the same work, whatever it looks like.
/// </summary>
internal static class ReceiptPageEndpoint
{
    private const string Html = "text/html; charset=utf-8";
    private const string JsonSuffix = ".json";
    private const string PdfSuffix = ".pdf";

    private static readonly ApiOperation Operation = new("GET", "/r/{token}", "Public page of a receipt")
    {
        Description = "Says whether it is genuine. The token with .pdf or .json behind it gives it as PDF or JSON. Languages: Accept-Language, or ?lang=zh-CN, en, ru. Limited for each address.",
        Query = [(PageLanguage.Parameter, "zh-CN, en or ru")],
        AnswerType = "text/html",
        IsOpenToAll = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk, AddressGate gate) => Operation.Map(to, http => Show(http, parts, desk, gate));

    private static async Task Show(HttpContext http, ApiParts parts, ReceiptDesk desk, AddressGate gate)
    {
        var language = PageLanguage.Of(http.Request);
        SetHeaders(http.Response, language);
        if (!gate.LetsThrough(http))
        {
            http.Response.Headers.RetryAfter = "60";
            await Write(http, StatusCodes.Status429TooManyRequests, Html, Encoding.UTF8.GetBytes(ReceiptHtml.Busy(language)));
            return;
        }

        var (token, suffix) = Read(http.Request.RouteValues["token"] as string ?? "");
        Receipt? receipt;
        try
        {
            receipt = desk.Store.Find(token);
        }
        catch (BooksException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (receipt is null)
        {
            await Write(http, StatusCodes.Status404NotFound, Html, Encoding.UTF8.GetBytes(ReceiptHtml.Unknown(language)));
            return;
        }

        await Write(http, parts, desk, receipt, suffix, language);
    }

    private static Task Write(HttpContext http, ApiParts parts, ReceiptDesk desk, Receipt receipt, string suffix, NoticeLanguage language)
    {
        var shown = receipt.Public;
        var url = desk.UrlOf(shown.Token);
        if (suffix == JsonSuffix)
        {
            return Write(http, StatusCodes.Status200OK, ReceiptJson.ContentType, ReceiptJson.Of(shown, null, url));
        }

        var issuer = ReceiptDesk.IssuerOf(parts.Engine.Catalogue, shown.Operator, parts.Now);
        var form = ReceiptForm.Of(shown, issuer, desk.Store.Fiscal.Find(shown.Operator, shown.Number), null, language, url);
        var verdict = ReceiptVerification.Check(receipt, desk.Keys);
        if (suffix == PdfSuffix && verdict == ReceiptVerdict.Genuine)
        {
            http.Response.Headers.ContentDisposition = $"inline; filename=\"{shown.Name}.pdf\"";
            return Write(http, StatusCodes.Status200OK, ReceiptPdf.ContentType, ReceiptPdf.Of(form, shown.IssuedAt));
        }

        // Paper cannot warn: what is not genuine is only shown on the page that says so.
        return Write(http, StatusCodes.Status200OK, Html, Encoding.UTF8.GetBytes(ReceiptHtml.Page(shown, form, verdict)));
    }

    /// <summary>What is no token becomes one that no receipt has, so that it is looked up all the same.</summary>
    private static (ReceiptToken Token, string Suffix) Read(string asked)
    {
        var suffix = asked.EndsWith(JsonSuffix, StringComparison.Ordinal) ? JsonSuffix : asked.EndsWith(PdfSuffix, StringComparison.Ordinal) ? PdfSuffix : "";
        return (ReceiptToken.TryParse(asked.AsSpan(0, asked.Length - suffix.Length), out var token) ? token : default, suffix);
    }

    private static void SetHeaders(HttpResponse response, NoticeLanguage language)
    {
        var headers = response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Language";
        headers.ContentLanguage = NoticeTexts.Tag(language);
        headers.ContentSecurityPolicy = ReceiptHtml.ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        // The address holds the token.
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static Task Write(HttpContext http, int status, string type, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
