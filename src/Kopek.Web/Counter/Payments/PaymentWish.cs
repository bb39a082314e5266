using Kopek.Core;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;
using Kopek.Engine.Orders;
using Kopek.Web.Counter.Lines;

namespace Kopek.Web.Counter.Payments;

/// <summary>What somebody wants to pay at the counter, checked before any money is taken.</summary>
/// <param name="Given">Cash put on the counter; zero where it was not said, or by card.</param>
public sealed record PaymentWish(CounterLine Line, Money Amount, PaymentWay Way, Money Given)
{
    public bool ByCard => Way == PaymentWay.CounterCard;
    public Money Change => Given > Amount ? Given - Amount : Money.Zero;

    /// <summary>What of it fills debts before the line has it to spend.</summary>
    public Money DebtRepaid => Money.Min(Amount, Line.Owed);
    public Money Received => Amount - DebtRepaid;

    /// <summary>Data is off and money does not bring it back: the payer is to know before paying.</summary>
    public bool DoesNotHelp => Line.Service is { DataWorks: false, TopUpHelps: false };

    internal ContentDigest Digest(string staff) =>
        OrderKey.Digest(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"counter payment {staff} {Line.Id.Value} {Amount.Kopeks} {(int)Way}"));

    /// <summary>Key of why it cannot be, with what fills its places; null where it can. The rules look again when the line is credited.</summary>
    internal (string Key, (string, string)[] Values)? Refusal(CounterCall call, Till? till)
    {
        var step = call.Parts.Operator(Line.Operator)?.Payments.TopUpStep ?? new Money(1);
        if (Line.IsClosed)
        {
            return ("payment.refused.line_closed", []);
        }

        if (till is null)
        {
            return ("payment.no_till", []);
        }

        if (Amount < Line.LeastPayment || Amount <= Money.Zero)
        {
            return ("payment.refused.amount_below_minimum", [("limit", call.Amount(Line.LeastPayment))]);
        }

        if (Amount > Line.MostPayment)
        {
            return ("payment.refused.amount_above_maximum", [("limit", call.Amount(Line.MostPayment))]);
        }

        if (Amount.Kopeks % step.Kopeks != 0)
        {
            return ("payment.refused.step", [("step", call.Amount(step))]);
        }

        return !ByCard && !Given.IsZero && Given < Amount ? ("payment.refused.given_too_little", [("missing", call.Amount(Amount - Given))]) : null;
    }
}
