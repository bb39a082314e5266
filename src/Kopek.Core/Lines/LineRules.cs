using System.Diagnostics;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;

namespace Kopek.Core.Lines;

/// <summary>The rules of a line's life. Every command first advances the line to now; what it decides is in <see cref="Decision.Events"/>, applied.</summary>
public static class LineRules
{
    /// <summary>Does everything that came due up to <see cref="Decision.Now"/>, each at its own instant.</summary>
    public static void Advance(Decision d)
    {
        ArgumentNullException.ThrowIfNull(d);
        AdvanceRules.Run(d);
    }

    /// <summary>
    /// Carries out one command, once: that it is not carried out twice is its order's business. A refusal is in the outcome; what the advance did stays.
    /// </summary>
    public static LineOutcome Decide(Decision d, LineCommand command, OrderId order)
    {
        ArgumentNullException.ThrowIfNull(d);
        AdvanceRules.Run(d);
        return command switch
        {
            LineCommand.Open c => ActivationRules.Open(d, c, order),
            LineCommand.TopUp c => TopUpRules.TopUp(d, c, order),
            LineCommand.BuyPack c => PackRules.Buy(d, c, order),
            LineCommand.ChangePlan c => PlanChangeRules.Change(d, c, order),
            LineCommand.TakePromisedPayment c => PromisedPaymentRules.Take(d, c, order),
            LineCommand.TakeBack c => TakeBackRules.TakeBack(d, c, order),
            LineCommand.ChargeBack c => TakeBackRules.ChargeBack(d, c, order),
            LineCommand.TransferOut c => TransferRules.Give(d, c, order),
            LineCommand.ReceiveTransfer c => TransferRules.Receive(d, c, order),
            LineCommand.ReturnTransfer c => TransferRules.Return(d, c, order),
            LineCommand.Activate => ActivationRules.Activate(d, order),
            LineCommand.SetBar c => SetBar(d, c, order),
            LineCommand.SetRoamingCap c => RoamingCapRules.Set(d, c, order),
            LineCommand.SetAutoPackStop c => AutoPackStopRules.Set(d, c, order),
            LineCommand.Close => Close(d),
            _ => throw new UnreachableException($"{command?.GetType().Name} has no rule."),
        };
    }

    private static LineOutcome SetBar(Decision d, LineCommand.SetBar command, OrderId order)
    {
        if (d.Line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        var lifted = command.Reason == BarReason.None && d.Line.Bar != BarReason.PromisedPaymentOverdue;
        var reason = lifted && PromisedPaymentRules.IsOverdue(d.Line) ? BarReason.PromisedPaymentOverdue : command.Reason;
        if (d.Line.Bar != reason)
        {
            d.Emit(new LineEvent.BarSet(reason, order));
        }

        return Outcome.Done(d, Money.Zero);
    }

    private static LineOutcome Close(Decision d)
    {
        if (d.Line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        CloseRules.Close(d);
        return Outcome.Done(d, Money.Zero);
    }
}
