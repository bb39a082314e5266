using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner.Dvs;

/// <summary>Reads what a transaction is to be. Nothing of it is looked up in the database.</summary>
internal static class DvsOrderBody
{
    public const int LongestExternalId = 40;

    /// <summary>Null with a wish; else what is wrong, and the partner's id is not used up.</summary>
    public static DvsError? Read(PartnerCall call, JsonElement body, out SaleWish? wish)
    {
        wish = null;
        var externalId = DvsBody.Text(body, "external_id");
        if (externalId is null || externalId.Length is 0 or > LongestExternalId || string.IsNullOrWhiteSpace(externalId) || externalId.Any(char.IsControl))
        {
            return DvsError.BadRequest.Because($"external_id is a text of 1 to {LongestExternalId} characters");
        }

        if (!body.TryGetProperty("product_id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var number))
        {
            return DvsError.BadRequest.Because("product_id is a whole number");
        }

        if (DvsDiscovery.ProductOf(call, number) is not { } product)
        {
            return DvsError.NoSuchProduct;
        }

        if (ReadAmount(body, product, out var amount) is { } wrong)
        {
            return wrong;
        }

        if (ReadFlags(call, body, out var confirms, out var callback) is { } flaw)
        {
            return flaw;
        }

        var mobile = body.TryGetProperty("credit_party_identifier", out var party) ? DvsBody.Text(party, "mobile_number") : null;
        if (!DvsBody.IsNumber(mobile) || !PartnerSale.TryFindLine(call.Parts, mobile, out var msisdn, out var line))
        {
            return DvsError.NumberInvalid;
        }

        wish = new SaleWish(TransactionShape.Dvs, externalId, product, amount, msisdn, line, !confirms, callback);
        return null;
    }

    private static DvsError? ReadFlags(PartnerCall call, JsonElement body, out bool confirms, out string? callback)
    {
        confirms = false;
        callback = DvsBody.Text(body, "callback_url");
        if (body.TryGetProperty("auto_confirm", out var flag))
        {
            confirms = flag.ValueKind == JsonValueKind.True;
            if (flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return DvsError.BadRequest.Because("auto_confirm is true or false");
            }
        }

        var isGiven = body.TryGetProperty("callback_url", out var url) && url.ValueKind != JsonValueKind.Null;
        return isGiven && call.Parts.Addresses.Fault(callback) is { } fault ? DvsError.BadRequest.Because($"callback_url: {fault}") : null;
    }

    /// <summary>Of a fixed product the amount need not be said; of a ranged one it is what the mode says: source and destination are the same money here.</summary>
    private static DvsError? ReadAmount(JsonElement body, PartnerProduct product, out Money amount)
    {
        amount = product.Least;
        var mode = DvsBody.Text(body, "calculation_mode");
        var named = mode switch
        {
            "SOURCE_AMOUNT" => "source",
            "DESTINATION_AMOUNT" => "destination",
            _ => null,
        };
        if (product.IsPlain && named is null)
        {
            return DvsError.BadRequest.Because("calculation_mode is SOURCE_AMOUNT or DESTINATION_AMOUNT");
        }

        foreach (var name in (ReadOnlySpan<string>)["source", "destination"])
        {
            var isWanted = product.IsPlain && name == named;
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                if (isWanted)
                {
                    return DvsError.BadRequest.Because($"{name} is missing");
                }

                continue;
            }

            if (ReadValue(value, product, out var given) is { } wrong)
            {
                return wrong;
            }

            if (isWanted)
            {
                amount = given;
            }
            else if (!product.IsPlain && given != amount)
            {
                return DvsError.AmountOutOfRange;
            }
        }

        return product.Takes(amount) ? null : DvsError.AmountOutOfRange;
    }

    private static DvsError? ReadValue(JsonElement value, PartnerProduct product, out Money amount)
    {
        amount = Money.Zero;
        return value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("amount", out var given) || given.ValueKind != JsonValueKind.Number
            ? DvsError.BadRequest.Because("source and destination are {\"amount\":500,\"unit\":\"RUB\",\"unit_type\":\"CURRENCY\"}")
            : DvsBody.Text(value, "unit") != product.Currency || DvsBody.Text(value, "unit_type") != DvsJson.CurrencyUnits ? DvsError.UnitInvalid
            : DvsBody.TryAmount(given, out amount) ? null
            : DvsError.AmountOutOfRange;
    }
}
