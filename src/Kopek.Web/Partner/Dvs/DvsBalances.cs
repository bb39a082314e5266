using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Partners;
using Kopek.Engine.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Dvs;

/// <summary>The partner's float, as its account on the shard stands.</summary>
internal static class DvsBalances
{
    public static void Map(IEndpointRouteBuilder to, PartnerParts parts) =>
        to.MapGet(DvsApi.Root + "/balances", DvsEndpoint.For(parts, Read)).ExcludeFromDescription();

    /// <summary>Null for a partner whose float was never opened.</summary>
    public static async Task<PartnerFloat?> FloatOf(PartnerParts parts, string partner)
    {
        var query = new AccountQuery(PartnerOrder.FloatOf(partner));
        parts.Api.Shards.Post(query);
        return (PartnerFloat?)await query.Task;
    }

    /// <summary>Taken for orders that are on their way.</summary>
    public static Money HeldOf(PartnerFloat account) => account.Held.Values.Aggregate(Money.Zero, (sum, hold) => sum + hold.Amount - hold.Commission);

    private static async Task<DvsError?> Read(HttpContext http, PartnerCall call)
    {
        if (DvsPage.Read(http.Request, out var page) is { } wrong)
        {
            return wrong;
        }

        var query = http.Request.Query;
        var isOther = query["unit"] is { Count: > 0 } unit && unit != call.Profile.Currency || query["unit_type"] is { Count: > 0 } type && type != DvsJson.CurrencyUnits;
        IReadOnlyList<PartnerFloat> found = !isOther && await FloatOf(call.Parts, call.Code) is { } account ? [account] : [];
        await page.Write(http, found, (json, account) =>
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, 1);
            DvsJson.Number(json, "available", account.Available);
            DvsJson.Number(json, "holding", HeldOf(account));
            DvsJson.Number(json, "credit_limit", account.CreditLimit);
            DvsJson.Units(json, call.Profile.Currency);
            json.WriteEndObject();
        });
        return null;
    }
}
