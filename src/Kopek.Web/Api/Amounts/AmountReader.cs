using System.Text.Json;
using Kopek.Core;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Amounts;

/// <summary>
/// Reads {"value":50000,"currency":"RUB"}: whole kopeks, exactly. A fraction or an exponent is refused even where its value would be whole, because
/// whoever writes 500.00 or 5e4 may mean rubles.
/// </summary>
internal static class AmountReader
{
    private const int CurrencyLength = 3; // ISO 4217
    private const string Ruble = "RUB";
    private const string Shape = "An amount is {\"value\":50000,\"currency\":\"RUB\"}: whole kopeks and ISO 4217 letters.";

    /// <summary>Reads from the object's beginning to its end; null where it is an amount above zero.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, out Money amount, out string currency)
    {
        amount = Money.Zero;
        currency = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Wrong("amount", Shape);
        }

        var hasValue = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            if (!isValue && !reader.ValueTextEquals("currency"u8))
            {
                return new Problem(ProblemKinds.UnknownMember, Shape) { Member = "amount" };
            }

            if (isValue ? hasValue : currency.Length > 0)
            {
                return new Problem(ProblemKinds.DuplicateMember, Shape) { Member = isValue ? "amount.value" : "amount.currency" };
            }

            reader.Read();
            var wrong = isValue ? ReadValue(ref reader, out amount) : ReadCurrency(ref reader, out currency);
            if (wrong is not null)
            {
                return wrong;
            }

            hasValue |= isValue;
        }

        if (!hasValue || currency.Length == 0)
        {
            return new Problem(ProblemKinds.MemberMissing, Shape) { Member = hasValue ? "amount.currency" : "amount.value" };
        }

        return null;
    }

    private static Problem? ReadValue(ref Utf8JsonReader reader, out Money amount)
    {
        amount = Money.Zero;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return Wrong("amount.value", Shape);
        }

        if (reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            return new Problem(ProblemKinds.AmountNotWhole, "Send whole kopeks without a point or exponent: 500.00 rubles are 50000.") { Member = "amount.value" };
        }

        if (!reader.TryGetInt64(out var kopeks))
        {
            return new Problem(ProblemKinds.AmountOutOfRange, "No line could ever hold this many kopeks. Check the figure.") { Member = "amount.value" };
        }

        if (kopeks <= 0)
        {
            return new Problem(ProblemKinds.AmountNotPositive, "Send more than zero kopeks.") { Member = "amount.value" };
        }

        amount = new Money(kopeks);
        return null;
    }

    private static Problem? ReadCurrency(ref Utf8JsonReader reader, out string currency)
    {
        currency = "";
        if (reader.TokenType != JsonTokenType.String)
        {
            return Wrong("amount.currency", Shape);
        }

        currency = reader.ValueTextEquals("RUB"u8) ? Ruble : reader.GetString()!;
        if (currency.Length == CurrencyLength && currency.All(char.IsAsciiLetterUpper))
        {
            return null;
        }

        currency = "";
        return Wrong("amount.currency", Shape);
    }

    private static Problem Wrong(string member, string shape) => new(ProblemKinds.MemberInvalid, shape) { Member = member };
}
