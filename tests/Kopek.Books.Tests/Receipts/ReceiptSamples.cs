using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;

namespace Kopek.Books.Tests.Receipts;

/// <summary>Facts as orders make them, and a key that is always the same.</summary>
internal static class ReceiptSamples
{
    /// <summary>2026-11-26T09:00:00Z.</summary>
    public static readonly Moment At = new(1_795_683_600_000);

    public static readonly Uri Address = new("https://kopek.example");

    public static readonly ReceiptIssuer Kedr = new(new LocalizedText("雪松通信", "Kedr Svyaz", "Кедр Связь"), "Europe/Moscow");

    /// <summary>Seed of the first test vector of RFC 8032 7.1.</summary>
    public static ReceiptKeys Keys() => new(
        Enumerable.Range(0, 32).Select(place => (byte)place).ToArray(),
        [new SigningKey(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"), new Moment(0))]);

    public static ReceiptFacts Payment(long number = 123, long line = 17, string code = "KDR") => new(code, number, ReceiptKind.Payment, new OrderId(0x5d41402abc4b2a76, (ulong)number),
        null, new LineId(line), At, PaidBy.Card, "sandbox", new Money(51_000), new Money(1_000), new Money(10_500), new Money(500), new Money(40_000), "DAY-CN", new Money(41_234), "RUB");

    public static ReceiptFacts Refund(long number = 124, long of = 123) => Payment(number) with
    {
        Kind = ReceiptKind.Refund,
        RefersTo = of,
        Fee = Money.Zero,
        DebtRepaid = Money.Zero,
        Bonus = Money.Zero,
        Paid = new Money(40_000),
        Received = new Money(40_000),
        Pack = null,
        BalanceAfter = new Money(1_234),
    };

    public static Uri UrlOf(Receipt receipt) => new(Address, $"/r/{receipt.Public.Token}");
}
