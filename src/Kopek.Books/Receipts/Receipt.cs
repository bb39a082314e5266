using System.Buffers;
using System.Globalization;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Receipts;

/// <summary>
/// A receipt as anyone may see it who has its token: what was paid and received, and nothing of who paid. All of it is signed (<see cref="CanonicalReceipt"/>).
/// </summary>
/// <param name="Token">Leads to it, and cannot be guessed.</param>
/// <param name="Seal">64 hexadecimal digits: a salted hash of what is not shown, so that it can be proven later without being told now.</param>
/// <param name="KeyId">RFC 7638 thumbprint of the public key.</param>
/// <param name="Signature">Ed25519 over the canonical form, 128 hexadecimal digits.</param>
public sealed record PublicReceipt(string Operator, long Number, ReceiptKind Kind, OrderId Order, long? RefersTo, Moment IssuedAt, PaidBy Method, string Provider,
    Money Paid, Money Fee, Money DebtRepaid, Money Bonus, Money Received, string? Pack, string Currency, ReceiptToken Token, string Seal, string KeyId, string Signature)
{
    private const int Digits = 7;

    /// <summary>As people see it: KDR-0000123. The series of an operator never begins again, so there is no year in it.</summary>
    public string Name => NameOf(Operator, Number);

    public static string NameOf(string operatorCode, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{operatorCode}-{number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0')}");
}

/// <summary>What the seal of a receipt closes over. Whoever knows all three can prove them.</summary>
/// <param name="Salt">32 hexadecimal digits, other for each receipt: without it neither line nor balance can be tried out.</param>
public sealed record SealedPart(string Salt, LineId Line, Money BalanceAfter);

/// <summary>A signed receipt with what only the holder and the operator may see.</summary>
public sealed record Receipt(PublicReceipt Public, SealedPart Private)
{
    /// <summary>What it was made from.</summary>
    public ReceiptFacts Facts => new(Public.Operator, Public.Number, Public.Kind, Public.Order, Public.RefersTo, Private.Line, Public.IssuedAt, Public.Method, Public.Provider,
        Public.Paid, Public.Fee, Public.DebtRepaid, Public.Bonus, Public.Received, Public.Pack, Private.BalanceAfter, Public.Currency);
}

/// <summary>128 bits that lead to one receipt: a keyed hash of operator and number, so that it needs no storage to be made again and cannot be guessed.</summary>
public readonly record struct ReceiptToken(ulong High, ulong Low)
{
    internal static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private const int Digits = 32;

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <summary>Reads exactly what <see cref="ToString"/> writes; any other spelling is no token.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReceiptToken token)
    {
        token = default;
        if (text.Length != Digits || text.ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        token = new ReceiptToken(
            ulong.Parse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            ulong.Parse(text[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }
}
