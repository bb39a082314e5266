using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Partner.Manage;

/// <summary>Reads a partner's profile strictly: a member that is not known is refused, because a misspelled limit is no limit.</summary>
internal static class ProfileBody
{
    private const int UsualRequestsPerSecond = 50;
    private const int UsualLookupsPerMinute = 300;
    private static readonly JsonDocumentOptions options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static Problem? Read(byte[] json, string code, WebhookAddress addresses, out PartnerProfile? profile)
    {
        profile = null;
        try
        {
            using var document = JsonDocument.Parse(json, options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, code, addresses, out profile)
                : new Problem(ProblemKinds.MalformedJson, "The body is not a JSON object.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return new Problem(ProblemKinds.MalformedJson, "The body is not JSON, has a member twice, or a member of another kind than it should be.");
        }
    }

    private static Problem? Read(JsonElement body, string code, WebhookAddress addresses, out PartnerProfile? profile)
    {
        profile = new PartnerProfile(code, "", PartnerStatus.Authorised, [], "RUB", null, 0, Money.Zero, UsualRequestsPerSecond, UsualLookupsPerMinute, [], null);
        foreach (var member in body.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "name": profile = profile with { Name = value.GetString()! }; break;
                case "status":
                    if (value.GetString() is not ("authorised" or "suspended"))
                    {
                        return Wrong("status", "It is authorised or suspended.");
                    }

                    profile = profile with { Status = value.GetString() == "authorised" ? PartnerStatus.Authorised : PartnerStatus.Suspended };
                    break;
                case "operators": profile = profile with { Operators = Texts(value) }; break;
                case "currency": profile = profile with { Currency = value.GetString()! }; break;
                case "contact": profile = profile with { Contact = value.GetString() }; break;
                case "commissionBasisPoints": profile = profile with { CommissionBasisPoints = value.GetInt32() }; break;
                case "creditLimit": profile = profile with { CreditLimit = new Money(value.GetProperty("value").GetInt64()) }; break;
                case "requestsPerSecond": profile = profile with { RequestsPerSecond = value.GetInt32() }; break;
                case "lookupsPerMinute": profile = profile with { LookupsPerMinute = value.GetInt32() }; break;
                case "networks": profile = profile with { Networks = Texts(value) }; break;
                case "webhookUrl": profile = profile with { WebhookUrl = value.GetString() }; break;
                default: return new Problem(ProblemKinds.UnknownMember, "A partner has no such member. Check the spelling; nothing was changed.") { Member = member.Name.Length > 64 ? member.Name[..64] : member.Name };
            }
        }

        if (profile.WebhookUrl is { } url && addresses.Fault(url) is { } fault)
        {
            return Wrong("webhookUrl", fault);
        }

        return profile.Fault() is { } wrong ? Wrong(wrong.Member, wrong.Why) : null;
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString() ?? "")];

    private static Problem Wrong(string member, string why) => new(ProblemKinds.MemberInvalid, why) { Member = member };
}
