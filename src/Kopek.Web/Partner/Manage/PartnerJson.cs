using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Partners;
using Kopek.Web.Partner.Own;

namespace Kopek.Web.Partner.Manage;

/// <summary>A partner as the operator sees it. Secrets are not among it.</summary>
internal static class PartnerJson
{
    public static void Write(Utf8JsonWriter json, PartnerEntry entry, PartnerFloat? account)
    {
        var profile = entry.Profile;
        json.WriteStartObject();
        json.WriteString("code"u8, profile.Code);
        json.WriteString("name"u8, profile.Name);
        json.WriteString("status"u8, profile.Status == PartnerStatus.Authorised ? "authorised" : "suspended");
        Texts(json, "operators", profile.Operators);
        json.WriteString("currency"u8, profile.Currency);
        json.WriteString("contact"u8, profile.Contact);
        json.WriteNumber("commissionBasisPoints"u8, profile.CommissionBasisPoints);
        OwnTopUps.Amount(json, "creditLimit", profile.CreditLimit, profile.Currency);
        json.WriteNumber("requestsPerSecond"u8, profile.RequestsPerSecond);
        json.WriteNumber("lookupsPerMinute"u8, profile.LookupsPerMinute);
        Texts(json, "networks", profile.Networks);
        json.WriteString("webhookUrl"u8, profile.WebhookUrl);
        json.WriteStartArray("keys"u8);
        foreach (var key in entry.Keys)
        {
            json.WriteStartObject();
            KeyMembers(json, key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("webhookSecrets"u8, entry.Secrets.Count(secret => secret.ValidUntil.IsNever));
        OwnTopUps.Amount(json, "balance", account?.Balance ?? Money.Zero, profile.Currency);
        OwnTopUps.Amount(json, "available", account?.Available ?? Money.Zero, profile.Currency);
        json.WriteEndObject();
    }

    public static void WriteDeposit(Utf8JsonWriter json, PartnerProfile profile, Money amount, PartnerFloat account)
    {
        json.WriteStartObject();
        json.WriteString("partner"u8, profile.Code);
        OwnTopUps.Amount(json, "amount", amount, profile.Currency);
        OwnTopUps.Amount(json, "balance", account.Balance, profile.Currency);
        OwnTopUps.Amount(json, "available", account.Available, profile.Currency);
        json.WriteEndObject();
    }

    public static void KeyMembers(Utf8JsonWriter json, PartnerKey key)
    {
        json.WriteString("id"u8, key.Id);
        json.WriteString("validFrom"u8, key.ValidFrom.ToString());
        json.WriteString("validUntil"u8, key.ValidUntil.IsNever ? null : key.ValidUntil.ToString());
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
