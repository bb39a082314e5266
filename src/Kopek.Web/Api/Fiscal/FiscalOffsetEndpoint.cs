using System.Diagnostics;
using Kopek.Books.Fiscal;
using Kopek.Books.Storage;
using Kopek.Core.Fiscal;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Fiscal;

/// <summary>Settles a month out of the advances now, not an hour after its end.</summary>
internal static class FiscalOffsetEndpoint
{
    private const string Operator = "operator";
    private const string Month = "month";

    private static readonly ApiOperation Operation = new("POST", "/api/v1/fiscal-offsets", "Make the fiscal offsets of a month")
    {
        Description = "One document for each line, of what it used of its advances in the month. The server makes them by itself an hour after the month; this makes them now. "
            + "Repeating it makes nothing more and answers the same.",
        Request = """{"operator":"KDR","month":"2026-10"}""",
        Answer = """{"operator":"KDR","month":"2026-10","documents":2,"sum":{"value":50000,"currency":"RUB"}}""",
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk) => Operation.Map(to, ApiEndpoint.For(parts, (http, p) => Make(http, p, desk)));

    private static async Task<Problem?> Make(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        // A month is settled once, whatever the key: it need not be kept.
        var (problem, _, members) = await TextBody.Read(http.Request, [Operator, Month], []);
        if (problem is not null)
        {
            return problem;
        }

        if (FiscalMonth.Read(members[Month]) is not { } month)
        {
            return new Problem(ProblemKinds.MemberInvalid, "Send a month as 2026-10.") { Member = Month };
        }

        switch (Settle(desk, members[Operator], month, parts, out var fault))
        {
            case MonthSettled.Done done:
                var view = new FiscalOffsetView(members[Operator], month.ToString(), done.Documents, AmountView.Of(done.Sum, parts.CurrencyOf(members[Operator]) ?? ""));
                await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.FiscalOffsetView);
                return null;
            case MonthSettled.NotOver open:
                return new Problem(ProblemKinds.MonthNotOver, $"By the clock of the register it ends at {open.Ends}. Nothing was made.") { Member = Month };
            case MonthSettled.NoSeller:
                return new Problem(ProblemKinds.MemberInvalid, "This operator issues no fiscal receipts here.") { Member = Operator };
            case MonthSettled.Behind:
                return new Problem(ProblemKinds.BooksUnavailable, "The books have not caught up with the journal. Nothing was made; try again.") { RetryAfterSeconds = 10 };
            case null:
                return fault;
            case var other: throw new UnreachableException($"{other} has no answer.");
        }
    }

    /// <summary>Null with the fault where something cannot be read. Asking again helps where the engine brings its journal back or another program has a file; else it is for a person.</summary>
    private static MonthSettled? Settle(ReceiptDesk desk, string operatorCode, FiscalMonth month, ApiParts parts, out Problem? fault)
    {
        fault = null;
        try
        {
            return desk.Advances?.Settle(operatorCode, month, parts.Now) ?? new MonthSettled.NoSeller();
        }
        catch (Exception failed) when (failed is JournalException or BooksException)
        {
            fault = parts.Engine.State == EngineState.Unavailable || failed is BooksException { IsBusy: true }
                ? new Problem(ProblemKinds.BooksUnavailable, "The journal, receipts.db or fiscal-months.db cannot be read at the moment. What was made before stays; try again.") { RetryAfterSeconds = 10 }
                : new Problem(ProblemKinds.FiscalOffsetsFailing,
                $"What lines used of their advances cannot be read. {failed.Message} Have it mended, then send this again: what was made before stays, and nothing is made twice.");
            return null;
        }
    }
}

internal sealed record FiscalOffsetView(string Operator, string Month, long Documents, AmountView Sum);
