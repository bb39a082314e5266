using System.Text.Json;
using Kopek.Core;
using Kopek.Core.Partners;
using Kopek.Core.Plans;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner.Dvs;

/// <summary>A product as DVS shows it: what it costs this partner, what it brings, and what an order of it must say.</summary>
internal static class DvsProductJson
{
    private static readonly string[] modes = ["SOURCE_AMOUNT", "DESTINATION_AMOUNT"];
    private static readonly string[] zones = ["INTERNATIONAL", "DOMESTIC"];

    public static void Write(Utf8JsonWriter json, PartnerProduct product, int commissionBasisPoints)
    {
        json.WriteStartObject();
        DvsJson.ProductMembers(json, product);
        Validity(json, product.Pack?.Validity);
        Needed(json, product.IsPlain);
        if (product.IsPlain)
        {
            Range(json, "source", product, static amount => amount);
            Range(json, "destination", product, static amount => amount, withStep: true);
        }
        else
        {
            DvsJson.Value(json, "source", product.Least, product.Currency);
            DvsJson.Value(json, "destination", product.Least, product.Currency);
        }

        Prices(json, product, commissionBasisPoints);
        DvsJson.Rates(json, commissionBasisPoints);
        Benefits(json, product);
        json.WriteNull("promotions"u8);
        json.WriteEndObject();
    }

    /// <summary>What the partner pays and what it is sold for.</summary>
    private static void Prices(Utf8JsonWriter json, PartnerProduct product, int basisPoints)
    {
        json.WriteStartObject("prices"u8);
        foreach (var (name, cost) in (ReadOnlySpan<(string, Func<Money, Money>)>)[("wholesale", amount => amount - PartnerFloatRules.CommissionOf(amount, basisPoints)), ("retail", amount => amount)])
        {
            json.WriteStartObject(name);
            if (product.IsPlain)
            {
                Bounds(json, "amount", cost(product.Least), cost(product.Most));
            }
            else
            {
                DvsJson.Number(json, "amount", cost(product.Least));
            }

            json.WriteNumber("fee"u8, 0);
            DvsJson.Units(json, product.Currency);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, string name, PartnerProduct product, Func<Money, Money> of, bool withStep = false)
    {
        json.WriteStartObject(name);
        Bounds(json, "amount", of(product.Least), of(product.Most), withStep ? product.Step : null);
        DvsJson.Units(json, product.Currency);
        json.WriteEndObject();
    }

    private static void Bounds(Utf8JsonWriter json, string name, Money least, Money most, Money? step = null)
    {
        json.WriteStartObject(name);
        DvsJson.Number(json, "min", least);
        DvsJson.Number(json, "max", most);
        if (step is { } increment)
        {
            DvsJson.Number(json, "increment", increment);
        }

        json.WriteEndObject();
    }

    private static void Benefits(Utf8JsonWriter json, PartnerProduct product)
    {
        if (!product.IsPlain)
        {
            DvsJson.Benefit(json, product, product.Least);
            return;
        }

        json.WriteStartArray("benefits"u8);
        json.WriteStartObject();
        json.WriteNull("additional_information"u8);
        json.WriteStartObject("amount"u8);
        Bounds(json, "base", product.Least, product.Most);
        Bounds(json, "promotion_bonus", Money.Zero, Money.Zero);
        Bounds(json, "total_excluding_tax", product.Least, product.Most);
        Bounds(json, "total_including_tax", product.Least, product.Most);
        json.WriteEndObject();
        json.WriteString("type"u8, "CREDITS"u8);
        DvsJson.Units(json, product.Currency);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Validity(Utf8JsonWriter json, Period? validity)
    {
        if (validity is not { Days: > 0 } period)
        {
            json.WriteNull("validity"u8);
            return;
        }

        json.WriteStartObject("validity"u8);
        json.WriteNumber("quantity"u8, period.Days);
        json.WriteString("unit"u8, "DAY"u8);
        json.WriteEndObject();
    }

    /// <summary>Of people, only the number that is topped up.</summary>
    private static void Needed(Utf8JsonWriter json, bool isRanged)
    {
        json.WriteStartArray("required_credit_party_identifier_fields"u8);
        json.WriteStartArray();
        json.WriteStringValue("mobile_number"u8);
        json.WriteEndArray();
        json.WriteEndArray();
        DvsJson.Nothing(json, "required_debit_party_identifier_fields", "required_sender_fields", "required_beneficiary_fields", "required_statement_identifier_fields",
            "required_additional_identifier_fields");
        Words(json, "availability_zones", zones);
        if (isRanged)
        {
            Words(json, "accepted_calculation_modes", modes);
        }
    }

    private static void Words(Utf8JsonWriter json, string name, string[] words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
