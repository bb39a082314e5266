using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.Partners;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner;

/// <summary>What a partner wants, as its request said it.</summary>
internal sealed record SaleWish(TransactionShape Shape, string ExternalId, PartnerProduct Product, Money Amount, string Msisdn, LineId Line, bool NeedsConfirmation, string? CallbackUrl);

/// <summary>A transaction, and its order where it has one.</summary>
internal sealed record Sale(PartnerTransaction Stored, TopUpOrder? Order, bool IsNew)
{
    /// <summary>As it stands: what is stored is final, save for a reversal that is stored too; before that the order says it.</summary>
    public TransactionStatus Status => Stored.Outcome ?? (Order is null ? TransactionStatus.Created : TransactionStatuses.Of(Order));

    public string? Refused => Stored.Refused
        ?? (Order is null ? null
            : Order.SourceRefused != AccountRefusal.None ? SnakeCase.Of(Order.SourceRefused)
            : Order.LineRefused != RefusalCode.None ? SnakeCase.Of(Order.LineRefused)
            : null);

    public Money Limit => Stored.Outcome is null && Order is not null ? Order.Limit : Stored.Limit;
    public bool PackDropped => Stored.PackDropped || (Order is not null && Order.PackRefused != RefusalCode.None);
    public Moment ConfirmedAt => Stored.ConfirmedAt.IsNever && Order is not null ? Order.PayingSince : Stored.ConfirmedAt;
    public Moment FinishedAt => Stored.FinishedAt.IsNever && Order is not null ? Order.CreditedAt : Stored.FinishedAt;
    public long Receipt => Stored.Receipt > 0 ? Stored.Receipt : Order?.PaymentReceipt ?? 0;
}

/// <summary>
/// The way of a sale, whatever interface it came by: the line is looked at, the wish is stored durably and so gets its number, the order is placed and drives
/// itself. What is refused before the order is stored with its refusal, and no money has moved.
/// </summary>
internal static class PartnerSale
{
    /// <summary>How long a request waits for the line to have its money: usually some milliseconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<Sale> Place(PartnerCall call, SaleWish wish)
    {
        var (parts, profile) = (call.Parts, call.Profile);
        var finding = await LineCheck.Look(parts, wish.Line, wish.Product, wish.Amount);
        var now = parts.Now;
        var key = PartnerOrder.KeyOf(call.Code, wish.Shape, wish.ExternalId);
        var currency = wish.Product.Currency;
        var made = new PartnerTransaction(0, call.Code, wish.Shape, wish.ExternalId, key.Id,
            PartnerOrder.DigestOf(wish.Product.Code, wish.Msisdn, wish.Amount, currency, wish.NeedsConfirmation), wish.Product.Code, wish.Product.Pack?.Code,
            wish.Product.Operator.Terms.Code, wish.Msisdn, wish.Line, currency, wish.Amount, PartnerFloatRules.CommissionOf(wish.Amount, profile.CommissionBasisPoints),
            wish.CallbackUrl, wish.NeedsConfirmation, now, now + wish.Product.Operator.Terms.Payments.PayWithin);
        if (finding.Refused != RefusalCode.None)
        {
            made = made with { Outcome = TransactionStatuses.Rejected(finding.Refused), Refused = SnakeCase.Of(finding.Refused), Limit = finding.Limit };
        }

        var (stored, isNew) = await parts.Store.Add(made);
        return isNew ? await Begin(parts, stored) : new Sale(stored, null, IsNew: false);
    }

    /// <summary>Places the order of a stored wish that has no outcome; again is the same.</summary>
    public static async Task<Sale> Begin(PartnerParts parts, PartnerTransaction stored)
    {
        if (stored.Outcome is not null)
        {
            return new Sale(stored, null, IsNew: true);
        }

        var answer = await parts.Orders.Tell(PartnerOrder.KeyOf(stored), new TopUpOrderCommand.Place(PartnerOrder.RequestOf(stored)));
        return new Sale(stored, (TopUpOrder?)answer.State, IsNew: true);
    }

    /// <summary>Waits until the line has its money, or it is refused.</summary>
    public static async Task<Sale> WaitFor(PartnerParts parts, Sale sale, CancellationToken cancel)
    {
        if (sale.Order is not { } order || IsAnswer(order))
        {
            return sale;
        }

        return sale with { Order = await parts.Orders.WaitFor(order.Key, IsAnswer, Patience, cancel) ?? order };
    }

    /// <summary>A stored transaction with its order as it stands now, where the outcome is not stored yet.</summary>
    public static async Task<Sale> Read(PartnerParts parts, PartnerTransaction stored) =>
        new(stored, stored.Outcome is null ? await parts.Orders.Read(PartnerOrder.KeyOf(stored)) : null, IsNew: false);

    /// <summary>The line that has this number; a number that is none, or none of ours, is the same to a stranger.</summary>
    public static bool TryFindLine(PartnerParts parts, string? text, out string msisdn, out LineId line)
    {
        line = default;
        msisdn = Msisdn.Read(text).Number?.Digits ?? "";
        return msisdn.Length > 0 && parts.Api.Directory.TryFind(DirectoryKind.Msisdn, msisdn.AsSpan(), out line);
    }

    private static bool IsAnswer(TopUpOrder order) => order.IsOver || order.Status == TopUpStatus.Credited || order.NeedsPerson is not null
        || (order is { Status: TopUpStatus.Requested, Confirmed: false, Request.NeedsConfirmation: true });
}
