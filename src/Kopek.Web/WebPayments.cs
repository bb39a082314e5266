using Kopek.Books.Receipts;
using Kopek.Books.Vouchers;
using Kopek.Engine.Mandates;
using Kopek.Engine.Payments;

namespace Kopek.Web;

/// <summary>What the HTTP edge takes money in with.</summary>
public sealed record WebPayments(TopUpDesk Desk, VoucherPins Pins, GuessLimit Guesses)
{
    /// <summary>Renews by itself; null where the host does not.</summary>
    public MandateDriver? Mandates { get; init; }

    /// <summary>Makes receipts of orders; null where the host has none.</summary>
    public ReceiptFeed? Receipts { get; init; }
}
