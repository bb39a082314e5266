using System.Globalization;
using Kopek.Books.Receipts;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api.Receipts;

/// <summary>Addresses below a receipt: its operator and its number, 123 or as people see it, KDR-0000123.</summary>
internal static class ReceiptRoute
{
    public const string Path = "/api/v1/receipts/{operator}/{number}";

    public static Problem? Find(HttpContext http, ReceiptDesk desk, out Receipt receipt)
    {
        var code = (http.Request.RouteValues["operator"] as string ?? "").ToUpperInvariant();
        var text = http.Request.RouteValues["number"] as string ?? "";
        var digits = text.StartsWith($"{code}-", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(code.Length + 1) : text;
        receipt = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? desk.Store.Find(code, number)! : null!;
        return receipt is null ? new Problem(ProblemKinds.UnknownReceipt, "The operator's series has no such number here. A receipt is there a moment after its order is done.") : null;
    }
}
