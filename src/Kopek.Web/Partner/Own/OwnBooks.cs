using System.Globalization;
using System.Text;
using Kopek.Books.Partners;
using Kopek.Books.Partners.Reconciliations;
using Kopek.Web.Api;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Dvs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Own;

/// <summary>What a partner reads of its money: the float now, what moved it, a day's transactions to be held against its own, and its callbacks.</summary>
internal static class OwnBooks
{
    private const int UsualItems = 50;
    private const int MostItems = 200;

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        to.MapGet("/partner/v1/float", OwnEndpoint.For(parts, Float)).ExcludeFromDescription();
        to.MapGet("/partner/v1/statement", OwnEndpoint.For(parts, Statement)).ExcludeFromDescription();
        to.MapGet("/partner/v1/callbacks", OwnEndpoint.For(parts, Callbacks)).ExcludeFromDescription();
        to.MapGet("/partner/v1/reconciliation/{file}", OwnEndpoint.For(parts, Reconciliation)).ExcludeFromDescription();
    }

    private static async Task<Problem?> Float(HttpContext http, PartnerCall call)
    {
        var account = await DvsBalances.FloatOf(call.Parts, call.Code);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (account, call.Profile), static (json, state) =>
        {
            var (found, profile) = state;
            json.WriteStartObject();
            json.WriteString("partner"u8, profile.Code);
            json.WriteString("status"u8, profile.Status == PartnerStatus.Authorised ? "authorised" : "suspended");
            OwnTopUps.Amount(json, "balance", found?.Balance ?? default, profile.Currency);
            OwnTopUps.Amount(json, "creditLimit", found?.CreditLimit ?? default, profile.Currency);
            OwnTopUps.Amount(json, "available", found?.Available ?? default, profile.Currency);
            OwnTopUps.Amount(json, "held", found is null ? default : DvsBalances.HeldOf(found), profile.Currency);
            json.WriteNumber("commissionBasisPoints"u8, profile.CommissionBasisPoints);
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> Statement(HttpContext http, PartnerCall call)
    {
        if (Api.Pages.PageQuery.Read(http.Request, UsualItems, MostItems, out var from, out var limit) is { } wrong)
        {
            return wrong;
        }

        var skip = (int)Math.Min(from ?? 0, int.MaxValue - MostItems);
        var rows = call.Parts.Store.Read(reader => reader.Movements(call.Code, skip, limit));
        long? next = rows.Count == limit ? skip + limit : null;
        await JsonAnswer.Write(http, StatusCodes.Status200OK, (rows, next, call.Profile.Currency), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("movements"u8);
            foreach (var row in state.rows)
            {
                json.WriteStartObject();
                json.WriteString("kind"u8, row.Kind);
                OwnTopUps.Amount(json, "amount", row.Amount, state.Currency);
                json.WriteString("at"u8, row.At.ToString());
                if (row.Transaction is { } transaction)
                {
                    json.WriteNumber("transaction"u8, transaction);
                }

                json.WriteString("reference"u8, row.Reference);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("next"u8, state.next?.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        });
        return null;
    }

    private static async Task<Problem?> Callbacks(HttpContext http, PartnerCall call)
    {
        var rows = call.Parts.Store.Read(reader => reader.Callbacks(call.Code, MostItems));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, rows, static (json, found) => CallbackJson.Write(json, found));
        return null;
    }

    private static async Task<Problem?> Reconciliation(HttpContext http, PartnerCall call)
    {
        var file = http.Request.RouteValues["file"] as string ?? "";
        if (!file.EndsWith(".csv", StringComparison.Ordinal) || !DateOnly.TryParseExact(file[..^4], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Problem(ProblemKinds.UnknownRoute, "The address of a day's file is like /partner/v1/reconciliation/2026-11-25.csv.");
        }

        http.Response.ContentType = ReconciliationFile.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{call.Code}-{file}\"";
        foreach (var portion in ReconciliationFile.Write(call.Parts.Store.Books, call.Code, day))
        {
            await http.Response.WriteAsync(portion, Encoding.UTF8, http.RequestAborted);
        }

        return null;
    }
}
