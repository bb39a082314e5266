using System.Net;
using Kopek.Core;

namespace Kopek.Books.Partners;

public enum PartnerStatus : byte
{
    Authorised = 1,

    /// <summary>May read and reconcile, and sell nothing.</summary>
    Suspended = 2,
}

/// <summary>A third-party platform that sells top-ups for us, as the operator keeps it.</summary>
/// <param name="Code">Stable for ever: capital letters, digits and dashes. Float and orders are named after it.</param>
/// <param name="Operators">Codes of the brands that it may sell; empty for all.</param>
/// <param name="Currency">ISO 4217 letters of its float; it sells operators of this currency only.</param>
/// <param name="Contact">Where holders reach it: an https address or an e-mail; null for none.</param>
/// <param name="CommissionBasisPoints">Hundredths of a percent of each top-up that it keeps; 0-5000. Mirrored into its float.</param>
/// <param name="CreditLimit">What its float may fall below zero. Mirrored into its float.</param>
/// <param name="RequestsPerSecond">1-10,000; as many may come at once.</param>
/// <param name="LookupsPerMinute">1-60,000 look-ups of numbers: what a stranger could find out by trying numbers.</param>
/// <param name="Networks">Addresses (CIDR) that its keys work from; empty for everywhere.</param>
/// <param name="WebhookUrl">Where its events go; null for nowhere.</param>
public sealed record PartnerProfile(
    string Code,
    string Name,
    PartnerStatus Status,
    IReadOnlyList<string> Operators,
    string Currency,
    string? Contact,
    int CommissionBasisPoints,
    Money CreditLimit,
    int RequestsPerSecond,
    int LookupsPerMinute,
    IReadOnlyList<string> Networks,
    string? WebhookUrl)
{
    public const int LongestCode = 32;
    public const int LongestName = 80;
    public const int LongestContact = 200;
    public const int MostBasisPoints = 5_000;
    public const int MostRequestsPerSecond = 10_000;
    public const int MostLookupsPerMinute = 60_000;
    public const int MostNetworks = 64;

    public bool MaySell(string operatorCode) => Operators.Count == 0 || Operators.Contains(operatorCode);

    /// <summary>What is wrong with it, with the member that is meant; null where nothing is.</summary>
    public (string Member, string Why)? Fault()
    {
        if (Code.Length is < 2 or > LongestCode || !char.IsAsciiLetterOrDigit(Code[0]) || Code.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            return ("code", $"It is 2 to {LongestCode} capital letters, digits and dashes.");
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            return ("name", $"It is a text of 1 to {LongestName} characters.");
        }

        if (Contact is not null && !IsContact(Contact))
        {
            return ("contact", $"It is an https address or an e-mail address of at most {LongestContact} characters.");
        }

        return CommissionBasisPoints is < 0 or > MostBasisPoints ? ("commissionBasisPoints", $"It is 0 to {MostBasisPoints} hundredths of a percent.")
            : CreditLimit.IsNegative ? ("creditLimit", "It is zero or more kopeks.")
            : RequestsPerSecond is < 1 or > MostRequestsPerSecond ? ("requestsPerSecond", $"It is 1 to {MostRequestsPerSecond}.")
            : LookupsPerMinute is < 1 or > MostLookupsPerMinute ? ("lookupsPerMinute", $"It is 1 to {MostLookupsPerMinute}.")
            : Networks.Count > MostNetworks || Networks.Any(network => !IPNetwork.TryParse(network, out _)) ? ("networks", $"They are at most {MostNetworks} networks such as 203.0.113.0/24 or 203.0.113.7/32.")
            : null;
    }

    private static bool IsContact(string text) => text.Length is > 0 and <= LongestContact && !text.Any(char.IsControl) && !text.Contains(' ', StringComparison.Ordinal)
        && ((Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
            || (text.Count(c => c == '@') == 1 && text[0] != '@' && text[^1] != '@' && !text.Contains(':', StringComparison.Ordinal)));
}
