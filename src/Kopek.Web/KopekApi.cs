using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kopek.Web.Api;
using Kopek.Web.Api.AutoPacks;
using Kopek.Web.Api.AutoRenewal;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Diagnosis;
using Kopek.Web.Api.Health;
using Kopek.Web.Api.Ledger;
using Kopek.Web.Api.Lines;
using Kopek.Web.Api.Live;
using Kopek.Web.Api.Notices;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Packs;
using Kopek.Web.Api.Planning;
using Kopek.Web.Api.Plans;
using Kopek.Web.Api.Problems;
using Kopek.Web.Api.PromisedPayments;
using Kopek.Web.Api.Roaming;
using Kopek.Web.Api.Settlements;
using Kopek.Web.Api.Statements;
using Kopek.Web.Api.Tickets;
using Kopek.Web.Api.TopUpOrders;
using Kopek.Web.Api.TopUps;
using Kopek.Web.Api.Trips;
using Kopek.Web.Api.Vouchers;
using Kopek.Web.Care;
using Kopek.Web.Menus;
using Kopek.Web.Webhooks;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kopek.Web;

/// <summary>The HTTP API: what the host calls to have it.</summary>
public static class KopekApi
{
    private const string DocumentName = "v1";

    /// <summary>Registers the API and its OpenAPI document.</summary>
    public static IServiceCollection AddKopekWeb(this IServiceCollection registered, WebOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        registered.AddSingleton(options);
        registered.AddSingleton(new HolderMenus(options));
        registered.AddRoutingCore();
        registered.AddRazorComponents();
        // Pages are UTF-8: a Chinese or Russian letter as an entity would be seven octets instead of two or three. What is markup is encoded as ever.
        registered.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        registered.AddOpenApi(DocumentName, document => document.AddDocumentTransformer((made, context, _) =>
        {
            ApiDocument.Fill(made, context.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints);
            return Task.CompletedTask;
        }));
        return registered;
    }

    /// <summary>Maps /api/v1, /openapi/v1.json, /health and /metrics. Addresses and methods that are not known get a problem too.</summary>
    public static WebApplication MapKopekApi(this WebApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        application.UseStatusCodePages(pages => WriteUnmapped(pages.HttpContext));
        application.UseExceptionHandler(failed => failed.Run(http => ProblemWriter.Write(http, new Problem(ProblemKinds.InternalError,
            "This is a bug. Whether a change happened is unknown: send it again with the same Idempotency-Key, and tell the operator."))));
        var parts = new ApiParts(application.Services.GetRequiredService<WebOptions>());
        HealthEndpoints.Map(application, parts);
        OpenLineEndpoint.Map(application, parts);
        LineEndpoints.Map(application, parts);
        TopUpEndpoint.Map(application, parts);
        PackEndpoints.Map(application, parts);
        PlanEndpoints.Map(application, parts);
        RoamingEndpoint.Map(application, parts);
        RoamingCapEndpoints.Map(application, parts);
        AutoPackStopEndpoints.Map(application, parts);
        PromisedPaymentEndpoint.Map(application, parts);
        StatementEndpoint.Map(application, parts);
        LiveEndpoint.Map(application, parts);
        DiagnosisEndpoint.Map(application, parts);
        ForecastEndpoint.Map(application, parts);
        TopUpAdviceEndpoint.Map(application, parts);
        TripPlanEndpoint.Map(application, parts);
        NoticePreferencesEndpoint.Map(application, parts);
        NoticesEndpoint.Map(application, parts);
        AutoRenewalEndpoints.Map(application, parts);
        OrderEndpoint.Map(application, parts);
        PlaceTopUpOrder.Map(application, parts);
        TopUpOrderEndpoints.Map(application, parts);
        TopUpQuoteEndpoint.Map(application, parts);
        AdvanceRefundEndpoint.Map(application, parts);
        VoucherBatchEndpoint.Map(application, parts);
        SettlementEndpoint.Map(application, parts);
        WebhookEndpoint.Map(application, parts);
        LedgerEndpoint.Map(application, parts);
        ReceiptRoutes.Map(application, parts);
        TicketEndpoints.Map(application, parts);
        CareSite.Map(application, parts);
        MenuEndpoints.Map(application, parts, application.Services.GetRequiredService<HolderMenus>());
        application.MapOpenApi("/openapi/{documentName}.json");
        return application;
    }

    private static Task WriteUnmapped(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemWriter.Write(http, new Problem(ProblemKinds.UnknownRoute, "Addresses begin with /api/v1; /openapi/v1.json lists them.")),
        StatusCodes.Status405MethodNotAllowed => ProblemWriter.Write(http, new Problem(ProblemKinds.MethodNotAllowed, "The Allow header lists what works here.")),
        _ => Task.CompletedTask,
    };
}
