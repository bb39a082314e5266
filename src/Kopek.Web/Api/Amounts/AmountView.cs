using Kopek.Core;

namespace Kopek.Web.Api.Amounts;

/// <summary>An amount as the API shows it: whole kopeks and ISO 4217 letters.</summary>
internal sealed record AmountView(long Value, string Currency)
{
    public static AmountView Of(Money amount, string currency) => new(amount.Kopeks, currency);
}
