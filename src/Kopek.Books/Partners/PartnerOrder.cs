using System.Globalization;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;

namespace Kopek.Books.Partners;

/// <summary>How a partner's wish is an order in the journal: its key, its digest, and the whole order again from the stored wish.</summary>
public static class PartnerOrder
{
    /// <summary>Who is named as having ordered.</summary>
    public static string CallerOf(string partner) => $"partner:{partner}";

    public static AccountKey FloatOf(string partner) => new(AccountKind.PartnerFloat, NamedKey.Of(CallerOf(partner)));

    /// <summary>The order's key: apart for our two interfaces, whose partners choose ids of their own.</summary>
    public static AccountKey KeyOf(string partner, TransactionShape shape, string externalId) =>
        new(AccountKind.TopUpOrder, OrderKey.Of(shape == TransactionShape.Dvs ? CallerOf(partner) : $"{CallerOf(partner)}:own", externalId));

    public static AccountKey KeyOf(PartnerTransaction wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return new AccountKey(AccountKind.TopUpOrder, wish.Order);
    }

    /// <summary>The content in a form that equal wishes share. Stored for ever, so it may only change together with its version.</summary>
    public static ContentDigest DigestOf(string product, string msisdn, Money amount, string currency, bool needsConfirmation) =>
        OrderKey.Digest(string.Create(CultureInfo.InvariantCulture, $"1\npartner\n{product}\n{msisdn}\n{amount.Kopeks}\n{currency}\n{needsConfirmation}"));

    /// <summary>The order of a wish, the same however often it is made.</summary>
    public static TopUpRequest RequestOf(PartnerTransaction wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return new TopUpRequest(wish.Operator, wish.Currency, wish.Line, wish.Amount, Money.Zero, PaymentWay.Partner, wish.Partner, FloatOf(wish.Partner), default, "",
            null, SaveMethod: false, default, wish.Pack, RenewPlan: false, CallerOf(wish.Partner), wish.Digest.High, wish.Digest.Low, wish.NeedsConfirmation,
            wish.CreatedAt, wish.ExpiresAt, null)
        {
            Commission = wish.Commission,
        };
    }
}
