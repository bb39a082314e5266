using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Receipts;

/// <summary>What a receipt is for. The API shows the name in snake case. Stored and signed: never renumber.</summary>
public enum ReceiptKind : byte
{
    Payment = 1,

    /// <summary>Money of an earlier payment went back to where it came from.</summary>
    Refund = 2,

    /// <summary>An earlier receipt was a mistake: what it says did not happen, or happened to another line.</summary>
    Reversal = 3,
}

/// <summary>How money came in. Stored and signed: never renumber.</summary>
public enum PaidBy : byte
{
    /// <summary>By card or account through a payment provider, the payer being there.</summary>
    Card = 1,

    /// <summary>At a partner, who took the money.</summary>
    Partner = 2,
    CashAtCounter = 3,
    CardAtCounter = 4,
    Voucher = 5,

    /// <summary>From another line.</summary>
    Transfer = 6,

    /// <summary>From a bound card or account, the payer being away.</summary>
    Automatic = 7,
}

/// <summary>
/// What a receipt says, from journalled events: no number, name or document. Money is not negative except a balance; on a refund or reversal the same
/// members say what went back.
/// </summary>
/// <param name="Operator">Code of the operator, 1 to 16 of A-Z and 0-9.</param>
/// <param name="Number">Of the operator's series, from 1 without a gap.</param>
/// <param name="RefersTo">The number of the receipt that is refunded or reversed; null on a payment.</param>
/// <param name="Provider">Who carried it out (a payment provider, a partner); empty where nobody did.</param>
/// <param name="Paid">All that the payer gave, fee included.</param>
/// <param name="Fee">What of it was commission.</param>
/// <param name="DebtRepaid">What of it repaid a debt.</param>
/// <param name="Bonus">What the operator gave on top.</param>
/// <param name="Received">What came to the balance: paid - fee - debt repaid + bonus.</param>
/// <param name="Pack">Code of the pack that was bought with it; null where none was.</param>
/// <param name="BalanceAfter">Shown to the holder and the operator only.</param>
/// <param name="Currency">ISO 4217 letters.</param>
public sealed record ReceiptFacts(string Operator, long Number, ReceiptKind Kind, OrderId Order, long? RefersTo, LineId Line, Moment IssuedAt, PaidBy Method,
    string Provider, Money Paid, Money Fee, Money DebtRepaid, Money Bonus, Money Received, string? Pack, Money BalanceAfter, string Currency)
{
    /// <summary>Characters of a provider's or pack's code.</summary>
    public const int LongestCode = 64;

    private const int LongestOperator = 16;
    private const int CurrencyLength = 3;

    /// <summary>Why these are no facts of a receipt; null where they are. Whoever makes them has a bug.</summary>
    public string? Fault()
    {
        if (Operator.Length is 0 or > LongestOperator || !Operator.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)))
        {
            return "the operator is no code";
        }

        if (Number < 1 || !Enum.IsDefined(Kind) || !Enum.IsDefined(Method) || Order == OrderId.None || Line == default)
        {
            return "number, kind, method, order or line is missing";
        }

        if ((Kind == ReceiptKind.Payment) != RefersTo is null || RefersTo is < 1 || RefersTo >= Number)
        {
            return "a refund or reversal refers to an earlier receipt, a payment to none";
        }

        if (!IsCode(Provider) || (Pack is not null && (Pack.Length == 0 || !IsCode(Pack))) || Currency.Length != CurrencyLength || !Currency.All(char.IsAsciiLetterUpper))
        {
            return "provider, pack or currency is no code";
        }

        return SumFault();
    }

    private string? SumFault()
    {
        if (Paid.Kopeks <= 0 || Fee.IsNegative || DebtRepaid.IsNegative || Bonus.IsNegative || Received.IsNegative)
        {
            return "an amount is not above zero";
        }

        return Kind == ReceiptKind.Payment && Received != Paid - Fee - DebtRepaid + Bonus ? "what is received is not paid - fee - debt repaid + bonus" : null;
    }

    private static bool IsCode(string text) => text.Length <= LongestCode && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
