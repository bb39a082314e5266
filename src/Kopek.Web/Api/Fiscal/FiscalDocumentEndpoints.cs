using System.Globalization;
using Kopek.Books.Fiscal;
using Kopek.Books.Statements;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Fiscal;

/// <summary>Fiscal documents that failed: list them, read one, have it tried again.</summary>
internal static class FiscalDocumentEndpoints
{
    private const string Path = "/api/v1/fiscal-documents";
    private const string One = Path + "/{document}";
    private const int UsualItems = 50;

    private const string Example = """
        {"document":"KDR-0000123","operator":"KDR","receipt":"KDR-0000123","month":"2026-10","line":"17","msisdn":"••• 0001","amount":{"value":50000,"currency":"RUB"},"state":"failed","attempts":1,"reason":"wrong_inn","changedAt":"2026-11-26T09:00:01Z"}
        """;

    private static readonly ApiOperation List = new("GET", Path, "Fiscal documents that failed")
    {
        Description = "The register will not take them as they are, and they wait for a person. The newest first.",
        Query = [(PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = $$"""{"documents":[{{Example}}],"next":"12"}""",
    };

    private static readonly ApiOperation Get = new("GET", One, "Read a fiscal document")
    {
        Description = "receipt: what it is the document of; null for an offset, which has a month. state: pending, sent, registered, failed. reason: the register's word, or ours.",
        Answer = Example,
    };

    private static readonly ApiOperation Retry = new("POST", One + "/retry", "Have a failed fiscal document tried again")
    {
        Description = "When what it failed for is mended. Where it did not fail nothing is changed, so repeating is safe. Answers the document as it is now.",
        Answer = Example,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk)
    {
        List.Map(to, ApiEndpoint.For(parts, (http, p) => ReadFailures(http, p, desk)));
        Get.Map(to, ApiEndpoint.For(parts, (http, p) => Write(http, p, desk)));
        Retry.Map(to, ApiEndpoint.For(parts, (http, p) => TryAgain(http, p, desk)));
    }

    private static async Task<Problem?> ReadFailures(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        if (PageQuery.Read(http.Request, UsualItems, FiscalOutbox.MostOfPage, out var from, out var limit) is { } problem)
        {
            return problem;
        }

        var page = desk.Store.Fiscal.Failures(from, limit);
        var view = new FiscalDocumentList([.. page.Documents.Select(entry => FiscalDocumentView.Of(parts, entry))], page.Next?.ToString(CultureInfo.InvariantCulture));
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.FiscalDocumentList);
        return null;
    }

    private static async Task<Problem?> TryAgain(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        // Only what failed is tried again: the key need not be kept.
        if (IdempotencyKey.Read(http.Request, out _) is { } problem)
        {
            return problem;
        }

        desk.Store.Fiscal.Retry(KeyOf(http), parts.Now);
        return await Write(http, parts, desk);
    }

    private static async Task<Problem?> Write(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        if (desk.Store.Fiscal.Find(KeyOf(http)) is not { } entry)
        {
            return new Problem(ProblemKinds.UnknownFiscalDocument, $"They are named as their receipt, KDR-0000123, or by line and month. GET {Path} lists those that failed.");
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, FiscalDocumentView.Of(parts, entry), ApiJson.Default.FiscalDocumentView);
        return null;
    }

    private static string KeyOf(HttpContext http) => http.Request.RouteValues["document"] as string ?? "";
}

internal sealed record FiscalDocumentList(IReadOnlyList<FiscalDocumentView> Documents, string? Next);

internal sealed record FiscalDocumentView(string Document, string Operator, string? Receipt, string? Month, string Line, string? Msisdn, AmountView Amount, string State, int Attempts,
    string? Reason, string ChangedAt)
{
    public static FiscalDocumentView Of(ApiParts parts, FiscalEntry entry) => new(entry.Key, entry.Operator, entry.Number is null ? null : entry.Key, entry.Month?.ToString(), entry.Line.ToString(),
        parts.MaskedNumber(entry.Line), AmountView.Of(entry.Amount, parts.CurrencyOf(entry.Operator) ?? ""), SnakeCase.Of(entry.State), entry.Attempts, entry.Reason,
        entry.Changed.ToString());
}
