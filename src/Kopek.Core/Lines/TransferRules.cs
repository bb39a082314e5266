using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>Money from one line to another: paid-in money only, within limits that keep thieves from emptying a line (domain: transfers between subscribers).</summary>
internal static class TransferRules
{
    public static LineOutcome Give(Decision d, LineCommand.TransferOut command, OrderId order)
    {
        var line = d.Line;
        if (line.Life != LineLife.Active)
        {
            return Outcome.Refused(d, line.Life == LineLife.Closed ? RefusalCode.LineClosed : RefusalCode.LineNotActive);
        }

        if (line.Bar != BarReason.None)
        {
            return Outcome.Refused(d, RefusalCode.LineBarred);
        }

        if (!line.PromisedDebt.IsZero || !line.PromisedFee.IsZero)
        {
            return Outcome.Refused(d, RefusalCode.PromisedPaymentOpen, line.PromisedDebt + line.PromisedFee);
        }

        if (command.Amount <= Money.Zero || command.Fee.IsNegative)
        {
            return Outcome.Refused(d, RefusalCode.AmountBelowMinimum, new Money(1));
        }

        var day = LineCalendar.Midnight(line.TimeZone, d.Now);
        var today = line.Transfers is { } use && use.Day == day ? use : new TransferUse(day, Money.Zero, 0);
        if (today.Times >= command.MostTimesADay)
        {
            return Outcome.Refused(d, RefusalCode.TransferTooOften);
        }

        var most = Money.Min(command.Most, Money.Max(Money.Zero, command.MostADay - today.Sum));
        return command.Amount > most ? Outcome.Refused(d, RefusalCode.TransferLimitExceeded, most) : Give(d, command, order, day);
    }

    public static LineOutcome Receive(Decision d, LineCommand.ReceiveTransfer command, OrderId order)
    {
        var line = d.Line;
        if (line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        var ceiling = Money.Min(command.Ceiling, TopUpRules.MaxBalance);
        if (line.Balance > ceiling - command.Amount)
        {
            return Outcome.Refused(d, RefusalCode.RecipientCeilingExceeded, ceiling);
        }

        var repaid = TopUpRules.Add(d, command.Amount, d.Now + command.FrozenFor, order, LedgerAccount.PaymentsInTransit);
        return Outcome.Done(d, command.Amount, repaid);
    }

    /// <summary>Never refused: the money was this line's own a moment ago. On a closed line it waits to be refunded.</summary>
    public static LineOutcome Return(Decision d, LineCommand.ReturnTransfer command, OrderId order)
    {
        d.Emit(new LineEvent.MoneyAdded(d.Line.LastLot + 1, LotKind.TopUp, command.Amount, d.Now, order, LedgerAccount.PaymentsInTransit));
        if (!command.Fee.IsZero)
        {
            d.Emit(new LineEvent.MoneyAdded(d.Line.LastLot + 1, LotKind.TopUp, command.Fee, d.Now, order, LedgerAccount.RevenueFees));
        }

        if (d.Line.Life != LineLife.Closed)
        {
            InactivityRules.Revive(d);
            RenewalRules.RetryUnpaidFee(d);
        }

        return Outcome.Done(d, command.Amount + command.Fee);
    }

    private static LineOutcome Give(Decision d, LineCommand.TransferOut command, OrderId order, Moment day)
    {
        var line = d.Line;
        var wanted = command.Amount + command.Fee;
        if (line.Available < wanted)
        {
            return Outcome.Refused(d, RefusalCode.InsufficientFunds, wanted - line.Available);
        }

        var parts = Lots.Choose(line.Lots, lot => lot.Kind == LotKind.TopUp && lot.FreeFrom <= d.Now, wanted);
        if (Lots.SumOf(parts) < wanted)
        {
            return Outcome.Refused(d, RefusalCode.MoneyNotTransferable, Lots.SumOf(parts));
        }

        d.Emit(new LineEvent.LotsTaken(parts, Money.Zero, 0, command.Fee, LedgerAccount.PaymentsInTransit, order, day));
        return Outcome.Done(d, command.Amount);
    }
}
