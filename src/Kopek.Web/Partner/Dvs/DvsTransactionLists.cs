using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.Partners;
using Kopek.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Kopek.Web.Partner.Dvs;

/// <summary>Reading a partner's own transactions: one by its number, or pages of them, the newest first.</summary>
internal static class DvsTransactionLists
{
    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        to.MapGet(DvsApi.Root + "/transactions", DvsEndpoint.For(parts, List)).ExcludeFromDescription();
        to.MapGet(DvsApi.Root + "/transactions/{id}", DvsEndpoint.For(parts, One)).ExcludeFromDescription();
    }

    private static async Task<DvsError?> One(HttpContext http, PartnerCall call)
    {
        if (DvsTransactions.Find(http, call) is not { } stored)
        {
            return DvsError.NoSuchTransaction;
        }

        await DvsTransactions.Write(http, StatusCodes.Status200OK, await PartnerSale.Read(call.Parts, stored), call);
        return null;
    }

    private static async Task<DvsError?> List(HttpContext http, PartnerCall call)
    {
        var filter = new TransactionFilter();
        var isNone = false;
        if ((DvsPage.Read(http.Request, out var page) ?? Read(http.Request.Query, call, out filter, out isNone)) is { } wrong)
        {
            return wrong;
        }

        var (rows, total) = isNone ? ([], 0) : call.Parts.Store.Read(reader => reader.Page(call.Code, TransactionShape.Dvs, filter, page.Skip, page.PerPage));
        var sales = await Task.WhenAll(rows.Select(row => PartnerSale.Read(call.Parts, row)));
        await page.Write(http, sales, total, (json, sale) => DvsTransactionJson.Write(json, sale, call.Products));
        return null;
    }

    /// <param name="isNone">Something is asked for that we have none of.</param>
    private static DvsError? Read(IQueryCollection query, PartnerCall call, out TransactionFilter filter, out bool isNone)
    {
        filter = new TransactionFilter();
        isNone = false;
        if (!TryTime(query["from_date"], out var from) || !TryTime(query["to_date"], out var until))
        {
            return DvsError.BadRequest.Because("from_date and to_date are times such as 2026-11-25T00:00:00Z");
        }

        if (!TryWhole(query["operator_id"], out var number) || !TryWhole(query["status_id"], out var status) || !TryWhole(query["service_id"], out var service)
            || !TryWhole(query["subservice_id"], out var subservice))
        {
            return DvsError.BadRequest.Because("operator_id, service_id, subservice_id and status_id are whole numbers");
        }

        var known = number is null ? null : call.Products.Operators.FirstOrDefault(known => known.Number == number);
        var type = query["product_type"].ToString();
        var country = query["country_iso_code"].ToString();
        var mobile = query["credit_party_mobile_number"].ToString();
        isNone = (number is not null && known is null) || (service is not null && service != DvsOffer.Mobile.Id) || query["credit_party_account_number"].Count > 0
            || (country.Length > 0 && call.Products.Operators.All(known => known.Country?.Iso3 != country)) || (type.Length > 0 && type is not (DvsJson.FixedValue or DvsJson.RangedValue))
            || (subservice is not null && subservice != DvsOffer.Airtime.Id && subservice != DvsOffer.Data.Id);
        filter = new TransactionFilter
        {
            ExternalId = Text(query["external_id"]),
            Msisdn = mobile.Length == 0 ? null : Msisdn.Read(mobile).Number?.Digits ?? "none",
            Operator = known?.Terms.Code,
            IsPlain = type.Length > 0 ? type == DvsJson.RangedValue : subservice is { } sub ? sub == DvsOffer.Airtime.Id : null,
            Status = status,
            From = from,
            Until = until,
        };
        return null;
    }

    private static string? Text(StringValues value) => value.Count == 0 ? null : value.ToString();

    private static bool TryWhole(StringValues value, out int? number)
    {
        var isNumber = int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole);
        number = value.Count == 0 ? null : whole;
        return isNumber || value.Count == 0;
    }

    private static bool TryTime(StringValues value, out Moment? time)
    {
        var isTime = DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read);
        time = value.Count == 0 ? null : new Moment(read.ToUnixTimeMilliseconds());
        return isTime || value.Count == 0;
    }
}
