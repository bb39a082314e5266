using Kopek.Books.Vouchers;
using Kopek.Engine.Payments;

namespace Kopek.Web;

/// <summary>What the HTTP edge takes money in with.</summary>
public sealed record WebPayments(TopUpDesk Desk, VoucherPins Pins, GuessLimit Guesses);
