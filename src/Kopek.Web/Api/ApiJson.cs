using System.Text.Json.Serialization;
using Kopek.Web.Api.AutoPacks;
using Kopek.Web.Api.AutoRenewal;
using Kopek.Web.Api.Diagnosis;
using Kopek.Web.Api.Fiscal;
using Kopek.Web.Api.Ledger;
using Kopek.Web.Api.Lines;
using Kopek.Web.Api.Notices;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Packs;
using Kopek.Web.Api.Planning;
using Kopek.Web.Api.Plans;
using Kopek.Web.Api.Roaming;
using Kopek.Web.Api.Settlements;
using Kopek.Web.Api.Statements;
using Kopek.Web.Api.Tickets;
using Kopek.Web.Api.TopUpOrders;
using Kopek.Web.Api.Trips;
using Kopek.Web.Api.Vouchers;

namespace Kopek.Web.Api;

/// <summary>The generated JSON contracts of what the API answers: no reflection at run time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LineView))]
[JsonSerializable(typeof(DiagnosisView))]
[JsonSerializable(typeof(PackList))]
[JsonSerializable(typeof(PlanList))]
[JsonSerializable(typeof(RoamingView))]
[JsonSerializable(typeof(RoamingCapAnswer))]
[JsonSerializable(typeof(AutoPackStopView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(TopUpOrderView))]
[JsonSerializable(typeof(TopUpOrderList))]
[JsonSerializable(typeof(TopUpQuoteView))]
[JsonSerializable(typeof(SettlementView))]
[JsonSerializable(typeof(VoucherBatchMade))]
[JsonSerializable(typeof(VoucherBatchView))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(FiscalOffsetView))]
[JsonSerializable(typeof(FiscalDocumentList))]
[JsonSerializable(typeof(FiscalDocumentView))]
[JsonSerializable(typeof(NoticePreferencesView))]
[JsonSerializable(typeof(NoticeListView))]
[JsonSerializable(typeof(AutoRenewalView))]
[JsonSerializable(typeof(ForecastView))]
[JsonSerializable(typeof(TopUpAdviceView))]
[JsonSerializable(typeof(TicketListView))]
[JsonSerializable(typeof(TicketView))]
[JsonSerializable(typeof(TripPlanView))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>The same where what does not apply is left out: the items of a statement differ.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatementView))]
internal sealed partial class StatementJson : JsonSerializerContext;
