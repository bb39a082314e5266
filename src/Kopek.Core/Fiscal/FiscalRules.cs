using System.Globalization;
using NodaTime;

namespace Kopek.Core.Fiscal;

/// <summary>A payment or its return, as the fiscal form needs it.</summary>
/// <param name="Sum">All that the payer gave or got back, fee included; more than zero.</param>
/// <param name="Fee">What of it was the commission: a service that is rendered with the payment.</param>
/// <param name="Day">The local day of the seller's register.</param>
public sealed record FiscalPayment(Money Sum, Money Fee, bool IsCash, LocalDate Day);

/// <summary>Which document a payment, its return, a month of service and a mistake want. Pure; the sources are named in docs/receipts.md.</summary>
public static class FiscalRules
{
    public const string AdvanceName = "Аванс за услуги связи";
    public const string FeeName = "Комиссия за приём платежа";
    private const string ServiceName = "Услуги связи";

    /// <summary>Money came in for services to come: an advance with the extracted rate of its day.</summary>
    public static FiscalDocument Advance(FiscalPayment payment) =>
        Settled(FiscalForm.Receipt, SettlementType.Income, payment, payment.Day, null);

    /// <summary>Money goes back: the return of an advance, at the rate that the advance had.</summary>
    /// <param name="paidOn">The day of the payment that is given back.</param>
    public static FiscalDocument Return(FiscalPayment returned, LocalDate paidOn) =>
        Settled(FiscalForm.Receipt, SettlementType.IncomeReturn, returned, paidOn, null);

    /// <summary>A payment that never was, or was another's, is taken out of the books by a correction that names what it corrects.</summary>
    /// <param name="sign">Fiscal sign of the wrong document; null where it has none.</param>
    public static FiscalDocument Correction(FiscalPayment reversed, LocalDate paidOn, string? sign) =>
        Settled(FiscalForm.Correction, SettlementType.IncomeReturn, reversed, paidOn, new FiscalCorrection(paidOn, sign));

    /// <summary>What a line used in a month is settled out of its advances (tag 1215): no money moves.</summary>
    /// <param name="month">The month in which the services were rendered.</param>
    public static FiscalDocument Offset(Money rendered, YearMonth month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rendered.Kopeks, 0);
        var name = string.Create(CultureInfo.InvariantCulture, $"{ServiceName}, {month.Month:00}.{month.Year}");
        var item = FiscalItem.Of(name, rendered, Vat.OfService(month.ToDateInterval().End), SettlementMethod.FullSettlement, SettlementSubject.Service);
        return new FiscalDocument(FiscalForm.Receipt, SettlementType.Income, [item], Money.Zero, Money.Zero, rendered, null);
    }

    private static FiscalDocument Settled(FiscalForm form, SettlementType type, FiscalPayment payment, LocalDate rateOf, FiscalCorrection? correction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(payment.Sum.Kopeks, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(payment.Fee.Kopeks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payment.Fee.Kopeks, payment.Sum.Kopeks);
        List<FiscalItem> items = [];
        var advance = payment.Sum - payment.Fee;
        if (!advance.IsZero)
        {
            items.Add(FiscalItem.Of(AdvanceName, advance, Vat.OfAdvance(rateOf), SettlementMethod.Advance, SettlementSubject.Payment));
        }

        if (!payment.Fee.IsZero)
        {
            items.Add(FiscalItem.Of(FeeName, payment.Fee, Vat.OfService(rateOf), SettlementMethod.FullSettlement, SettlementSubject.Service));
        }

        var (cash, nonCash) = payment.IsCash ? (payment.Sum, Money.Zero) : (Money.Zero, payment.Sum);
        return new FiscalDocument(form, type, items, cash, nonCash, Money.Zero, correction);
    }
}
