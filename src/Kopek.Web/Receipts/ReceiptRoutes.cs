using Kopek.Web.Api;
using Kopek.Web.Api.Disputes;
using Kopek.Web.Api.Fiscal;
using Kopek.Web.Api.Receipts;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Receipts;

/// <summary>Everything about receipts: the public pages, checking, and the operator's API.</summary>
internal static class ReceiptRoutes
{
    /// <summary>Maps nothing where the host has no receipts.</summary>
    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        if (parts.Options.Receipts is not { } desk)
        {
            return;
        }

        var gate = new AddressGate(desk.RequestsPerMinute);
        ReceiptPageEndpoint.Map(to, parts, desk, gate);
        VerifyEndpoint.Map(to, parts, desk, gate);
        ReceiptEndpoints.Map(to, parts, desk);
        LineReceiptsEndpoint.Map(to, parts, desk);
        OpenDisputeEndpoint.Map(to, parts, desk);
        DisputeEndpoints.Map(to, parts, desk);
        FiscalDocumentEndpoints.Map(to, parts, desk);
        FiscalOffsetEndpoint.Map(to, parts, desk);
    }
}
