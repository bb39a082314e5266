using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Mandates;

/// <summary>A line at one moment, as far as its renewal looks at it, with the operator's terms then.</summary>
/// <param name="CanPay">It is in use, and money is what it needs: not barred for anything that money does not lift or that the payer's bank objected to.</param>
/// <param name="Balance">All of the holder's money, set aside for grants or not, as in notices.</param>
/// <param name="Lacking">What a payment must bring so that the coming fee, or the one that is open, is paid: debts are repaid first, and what is set aside does not count.</param>
/// <param name="RenewalAt">When the plan's next fee comes due; <see cref="Moment.Never"/> where none does or one is open.</param>
/// <param name="LeastTopUp">What the plan takes at a time.</param>
public sealed record LineSight(
    Moment At,
    string Operator,
    string Currency,
    string TimeZone,
    bool IsClosed,
    bool CanPay,
    Money Balance,
    Money Lacking,
    bool InArrears,
    Moment RenewalAt,
    Money LeastTopUp,
    Money MostTopUp,
    PaymentTerms Payments)
{
    private const string Ruble = "RUB";

    public AutoRenewalTerms Terms => Payments.AutoRenewal;

    /// <summary>The line as it stands: what is due and not yet done is not looked at. Changes nothing.</summary>
    public static LineSight Of(Line line, Catalogue catalogue, Moment now)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(catalogue);
        var d = new Decision(catalogue, QuotaPolicy.Default, new EndedSessions(1));
        d.Begin(line, now);
        var plan = RenewalRules.PlanOf(d);
        var fee = RenewalRules.PlanOf(d, line.NextPlan ?? line.Plan);
        var terms = catalogue.At(d.Now).FindOperator(line.Operator);
        var hasFee = line.Life == LineLife.Active && !fee.Fee.IsZero && line.Arrears != Arrears.PlanExpired && fee.FeePeriod.Kind is PeriodKind.Day or PeriodKind.Days;
        var inArrears = hasFee && line.Arrears != Arrears.None;
        return new LineSight(
            d.Now,
            line.Operator,
            terms?.CurrencyCode ?? Ruble,
            line.TimeZone,
            line.Life == LineLife.Closed,
            line.Life == LineLife.Active && line.Bar is BarReason.None or BarReason.PromisedPaymentOverdue,
            line.Balance,
            hasFee ? Money.Max(Money.Zero, fee.Fee + line.PromisedDebt + line.PromisedFee - line.Available) : Money.Zero,
            inArrears,
            hasFee && !inArrears ? line.FeePaidUntil : Moment.Never,
            plan.MinTopUp,
            plan.MaxTopUp,
            terms?.Payments ?? PaymentTerms.Default);
    }

    /// <summary>The least payment that brings what lacks: not less than the plan takes, in the operator's steps; zero where nothing lacks, or where no one payment can.</summary>
    public Money Renewal()
    {
        if (Lacking.IsZero)
        {
            return Money.Zero;
        }

        var step = Math.Max(1, Payments.TopUpStep.Kopeks);
        var least = Money.Max(Lacking, LeastTopUp).Kopeks;
        var amount = new Money((least + step - 1) / step * step);
        return amount > MostTopUp ? Money.Zero : amount;
    }
}
