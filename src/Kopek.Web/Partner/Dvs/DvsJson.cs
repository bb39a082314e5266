using System.Globalization;
using System.Text.Json;
using Kopek.Core;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner.Dvs;

/// <summary>The parts of DVS that stand in several answers. Amounts are numbers with two decimals, written from whole kopeks.</summary>
internal static class DvsJson
{
    public const string FixedValue = "FIXED_VALUE_RECHARGE";
    public const string RangedValue = "RANGED_VALUE_RECHARGE";
    public const string CurrencyUnits = "CURRENCY";

    private const int BasisPoints = 10_000;
    private const int Millionths = 1_000_000;

    public static void Number(Utf8JsonWriter json, string name, Money amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(amount.ToString(), skipInputValidation: true);
    }

    /// <summary>{"amount":500.00,"unit":"RUB","unit_type":"CURRENCY"}.</summary>
    public static void Value(Utf8JsonWriter json, string name, Money amount, string currency)
    {
        json.WriteStartObject(name);
        Number(json, "amount", amount);
        Units(json, currency);
        json.WriteEndObject();
    }

    public static void Units(Utf8JsonWriter json, string currency)
    {
        json.WriteString("unit"u8, currency);
        json.WriteString("unit_type"u8, CurrencyUnits);
    }

    public static void Nothing(Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            json.WriteNull(name);
        }
    }

    public static void Country(Utf8JsonWriter json, Country country)
    {
        json.WriteStartObject();
        CountryMembers(json, country);
        json.WriteEndObject();
    }

    public static void Operator(Utf8JsonWriter json, PartnerOperator known, bool? isIdentified = null)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, known.Number);
        json.WriteString("name"u8, known.Terms.Name.En);
        if (known.Country is { } country)
        {
            json.WriteStartObject("country"u8);
            CountryMembers(json, country);
            json.WriteEndObject();
        }

        json.WriteNull("regions"u8);
        if (isIdentified is { } identified)
        {
            json.WriteBoolean("identified"u8, identified);
        }

        json.WriteEndObject();
    }

    /// <summary>id, name, description, operator, service, tags and regions: what products and transactions share.</summary>
    public static void ProductMembers(Utf8JsonWriter json, PartnerProduct product)
    {
        json.WriteNumber("id"u8, product.Number);
        json.WriteString("name"u8, NameOf(product));
        json.WriteString("description"u8, DescriptionOf(product));
        json.WriteString("type"u8, product.IsPlain ? RangedValue : FixedValue);
        Nothing(json, "tags", "regions");
        json.WritePropertyName("operator"u8);
        Operator(json, product.Operator);
        json.WriteStartObject("service"u8);
        json.WriteNumber("id"u8, DvsOffer.Mobile.Id);
        json.WriteString("name"u8, DvsOffer.Mobile.Name);
        json.WriteStartObject("subservice"u8);
        var sub = DvsOffer.SubserviceOf(product);
        json.WriteNumber("id"u8, sub.Id);
        json.WriteString("name"u8, sub.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Nothing is exchanged here: what is paid in arrives whole, and costs the partner less by its commission.</summary>
    public static void Rates(Utf8JsonWriter json, int commissionBasisPoints)
    {
        json.WriteStartObject("rates"u8);
        json.WriteNumber("base"u8, 1);
        json.WriteNumber("retail"u8, 1);
        var millionths = (long)Millionths * BasisPoints / (BasisPoints - commissionBasisPoints);
        json.WritePropertyName("wholesale"u8);
        json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"{millionths / Millionths}.{millionths % Millionths:000000}"), skipInputValidation: true);
        json.WriteEndObject();
    }

    /// <summary>The data of a pack, or money to be spent.</summary>
    public static void Benefit(Utf8JsonWriter json, PartnerProduct product, Money amount)
    {
        json.WriteStartArray("benefits"u8);
        json.WriteStartObject();
        json.WriteNull("additional_information"u8);
        json.WriteStartObject("amount"u8);
        foreach (var name in (ReadOnlySpan<string>)["base", "promotion_bonus", "total_excluding_tax", "total_including_tax"])
        {
            json.WritePropertyName(name);
            var value = name == "promotion_bonus" ? "0"
                : product.Pack is { } pack ? (pack.Octets / DataVolume.OctetsPerMegabyte).ToString(CultureInfo.InvariantCulture)
                : amount.ToString();
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteString("type"u8, product.IsPlain ? "CREDITS" : "DATA");
        json.WriteString("unit"u8, product.IsPlain ? product.Currency : "MB");
        json.WriteString("unit_type"u8, product.IsPlain ? CurrencyUnits : "DATA");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string NameOf(PartnerProduct product) => product.Pack is { } pack ? pack.Name.En : $"{product.Operator.Terms.Name.En} top-up";

    private static string DescriptionOf(PartnerProduct product) => product.Pack is { } pack
        ? string.Create(CultureInfo.InvariantCulture, $"{pack.Octets / DataVolume.OctetsPerMegabyte} MB, valid: {pack.Validity}; bought at once with the money")
        : string.Create(CultureInfo.InvariantCulture, $"{product.Least} to {product.Most} {product.Currency}, in steps of {product.Step}; a line's plan may want more or less");

    private static void CountryMembers(Utf8JsonWriter json, Country country)
    {
        json.WriteString("iso_code"u8, country.Iso3);
        json.WriteString("name"u8, country.Name.En);
        json.WriteNull("regions"u8);
    }
}
