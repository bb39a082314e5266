using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.Vouchers;

namespace Kopek.Core.TopUps;

/// <summary>The way of an order, as a function of its state: what is to be done next, and what the answer tells it.</summary>
public static class TopUpSteps
{
    /// <summary>After that a given-up payment is not asked for any more; the comparison with the provider's list finds what comes even later.</summary>
    public static readonly TimeSpan LookedForAfterwards = TimeSpan.FromHours(24);

    public static TopUpStep Next(TopUpOrder order, Moment now, CallMemory memory, TimeSpan keyMemory)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.NeedsPerson is not null)
        {
            return new TopUpStep.Nothing();
        }

        return order.Status switch
        {
            TopUpStatus.Requested => Begin(order, now),
            TopUpStatus.Paying => Pay(order, now, memory, keyMemory),
            TopUpStatus.Paid => Credit(order),
            TopUpStatus.Credited => Number(order, ReceiptKind.Payment),
            TopUpStatus.Undoing => OnLine(order, LineAskedFor.TakeBack, order.Request.Line, new LineCommand.TakeBack(CreditedBy(order), order.UndoMost)),
            TopUpStatus.Moving => OnLine(order, LineAskedFor.Move, order.MoveTo, new LineCommand.TopUp(order.UndoTaken, Ledger.LedgerAccount.PaymentsInTransit)),
            // Money that was taken has its receipt also where the line never got it: what goes back refers to it.
            TopUpStatus.Refunding when order.PaymentReceipt == 0 => Number(order, ReceiptKind.Payment),
            TopUpStatus.Refunding => Refund(order, now, memory, keyMemory),
            TopUpStatus.Refunded when order.RefundReceipt == 0 => Number(order, ReceiptKind.Refund),
            TopUpStatus.ChargedBack when order.ChargebackReceipt == 0 => Number(order, ReceiptKind.Chargeback),
            TopUpStatus.Receipted when order.Undo == UndoKind.Move && order.CorrectionReceipt == 0 => Number(order, ReceiptKind.Correction),
            TopUpStatus.Receipted when !order.Chargeback.IsZero && !order.ChargebackBooked =>
                OnLine(order, LineAskedFor.ChargeBack, order.Undo == UndoKind.Move ? order.MoveTo : order.Request.Line, new LineCommand.ChargeBack(CreditedBy(order), order.Chargeback)),
            TopUpStatus.Expired when LookFor(order, now, memory) is { } look => look,
            _ => new TopUpStep.Nothing(),
        };
    }

    /// <summary>
    /// From when on there is nothing to do for it at any time, as it stands now: <see cref="Moment.Beginning"/> where it is over, <see cref="Moment.Never"/>
    /// where it goes on or a person has to look.
    /// </summary>
    public static Moment RestsFrom(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order switch
        {
            { IsOver: false } or { NeedsPerson: not null } => Moment.Never,
            { Status: TopUpStatus.Expired, Request.Way: PaymentWay.Provider, PayingSince.IsNever: false } => order.PayingSince + LookedForAfterwards,
            _ => Next(order, order.At, default, TimeSpan.Zero) is TopUpStep.Nothing ? Moment.Beginning : Moment.Never,
        };
    }

    /// <summary>What the answer of a line tells the order.</summary>
    public static TopUpOrderCommand Answered(TopUpStep.OnLine step, LineOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.For switch
        {
            LineAskedFor.Payment => new TopUpOrderCommand.LinePaid(outcome),
            LineAskedFor.CreditWithPack => new TopUpOrderCommand.LineCredited(outcome, WithPack: true),
            LineAskedFor.Credit => new TopUpOrderCommand.LineCredited(outcome, WithPack: false),
            LineAskedFor.Refund => Refunded(outcome.IsDone, outcome.Refused.ToString()),
            LineAskedFor.TakeBack => new TopUpOrderCommand.LineUndone(outcome),
            LineAskedFor.Move => new TopUpOrderCommand.LineMoved(outcome),
            LineAskedFor.ChargeBack => new TopUpOrderCommand.ChargebackDone(outcome),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What the answer of an account tells the order.</summary>
    public static TopUpOrderCommand Answered(TopUpStep.Ask step, AccountAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(answer);
        return step.For switch
        {
            AskedFor.Payment => new TopUpOrderCommand.AccountPaid(answer.Refused, answer.Limit),
            AskedFor.Refund => Refunded(answer.IsDone, answer.Refused.ToString()),
            AskedFor.ReceiptNumber => new TopUpOrderCommand.Numbered(step.Receipt, answer.Number),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// What other accounts may forget once the order stands as it does. Lost in a crash it costs a little memory.
    /// </summary>
    public static IEnumerable<(AccountKey Account, AccountCommand Command)> Forgettable(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        foreach (var kind in Enum.GetValues<ReceiptKind>().Where(kind => order.ReceiptOf(kind) > 0))
        {
            yield return (SeriesOf(order.Request.Operator), new ReceiptSeriesCommand.Keep(new ReceiptWish(order.Id, kind)));
        }

        if (order is { Request.Way: PaymentWay.Partner, Status: TopUpStatus.Receipted })
        {
            yield return (order.Request.SourceAccount, new PartnerFloatCommand.Settle(order.Id));
        }
    }

    /// <summary>The account of an operator's receipt numbers.</summary>
    public static AccountKey SeriesOf(string operatorCode) => new(AccountKind.ReceiptSeries, NamedKey.Of(operatorCode));

    /// <summary>The order id under which the line's shard knows a step: another one for each, on the order's own shard.</summary>
    public static OrderId StepId(OrderId order, LineAskedFor step) => new(unchecked(order.High + ((ulong)step + 1) * 0x9E3779B97F4A7C15), order.Low);

    /// <summary>The order whose step has that id: the other way round of <see cref="StepId"/>. Any id gives one; only reading it says whether it exists.</summary>
    public static OrderId OrderOf(OrderId stepId, LineAskedFor step) => new(unchecked(stepId.High - ((ulong)step + 1) * 0x9E3779B97F4A7C15), stepId.Low);

    /// <summary>The id that the line's lot carries.</summary>
    public static OrderId CreditedBy(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var plain = order.PackRefused != RefusalCode.None || (order.Request.Pack is null && !order.Request.RenewPlan);
        return StepId(order.Id, order.Undo == UndoKind.Move && order.Status != TopUpStatus.Undoing ? LineAskedFor.Move : plain ? LineAskedFor.Credit : LineAskedFor.CreditWithPack);
    }

    private static TopUpOrderCommand.RefundSaid Refunded(bool done, string detail) => new(done ? PaymentStatus.Succeeded : PaymentStatus.Declined, null, done ? null : detail);

    private static TopUpStep Begin(TopUpOrder order, Moment now)
    {
        var request = order.Request;
        if (now >= request.ExpiresAt)
        {
            // Also where we were the ones who were away: nobody waits for it any more.
            return new TopUpStep.Tell(new TopUpOrderCommand.Expire());
        }

        if (request.NeedsConfirmation && !order.Confirmed)
        {
            return new TopUpStep.Wait(request.ExpiresAt);
        }

        return now >= request.HoldUntil ? new TopUpStep.Tell(new TopUpOrderCommand.Start()) : new TopUpStep.Wait(request.HoldUntil);
    }

    private static TopUpStep Pay(TopUpOrder order, Moment now, CallMemory memory, TimeSpan keyMemory)
    {
        var request = order.Request;
        return request.Way switch
        {
            PaymentWay.Provider => AtProvider(order, now, memory, keyMemory),
            PaymentWay.Partner => new TopUpStep.Ask(request.SourceAccount,
                new PartnerFloatCommand.Take(order.Id, request.Amount, request.Operator) { Commission = request.Commission }, AskedFor.Payment),
            PaymentWay.CounterCash or PaymentWay.CounterCard =>
                new TopUpStep.Ask(request.SourceAccount, new TillCommand.Take(order.Id, request.Clerk, request.Amount, request.Way == PaymentWay.CounterCard), AskedFor.Payment),
            PaymentWay.Voucher => new TopUpStep.Ask(request.SourceAccount, new VoucherCommand.Take(order.Id, request.Operator, request.Amount), AskedFor.Payment),
            PaymentWay.Transfer => OnLine(order, LineAskedFor.Payment, request.SourceLine,
                new LineCommand.TransferOut(request.Amount, request.Fee, request.Transfer!.Most, request.Transfer.MostADay, request.Transfer.MostTimesADay)),
            _ => throw new UnreachableException($"{request.Way} cannot be paid."),
        };
    }

    /// <summary>Paying and looking up in turn while nothing is known; looking up while the payer or the provider takes time; given up when its time is over.</summary>
    private static TopUpStep AtProvider(TopUpOrder order, Moment now, CallMemory memory, TimeSpan keyMemory)
    {
        var overdue = now >= order.Request.ExpiresAt;
        var asked = memory is { Last: ProviderCall.Find, IsEmpty: false };
        // A provider that works on it is waited for; everything else is over when its time is.
        if (overdue && asked && memory.Answer is PaymentStatus.NotFound or PaymentStatus.NeedsPayer)
        {
            return new TopUpStep.Tell(new TopUpOrderCommand.Expire());
        }

        var mayPay = order.ProviderId is null && !overdue && now < order.PayingSince + keyMemory
            && (memory.IsEmpty || (asked && memory.Answer == PaymentStatus.NotFound));
        var call = mayPay ? ProviderCall.Pay : ProviderCall.Find;
        var due = memory.IsEmpty ? Moment.Beginning : memory.At + TopUpPatience.Between(order.PayingSince, now);
        if (overdue && !asked)
        {
            due = Moment.Beginning;
        }

        return now >= due ? new TopUpStep.Call(call) : new TopUpStep.Wait(overdue ? due : Moment.Min(due, order.Request.ExpiresAt));
    }

    private static TopUpStep? LookFor(TopUpOrder order, Moment now, CallMemory memory)
    {
        if (order.Request.Way != PaymentWay.Provider || order.PayingSince.IsNever || now >= order.PayingSince + LookedForAfterwards)
        {
            return null;
        }

        var due = memory.IsEmpty ? now : memory.At + TopUpPatience.Between(order.PayingSince, now);
        return now >= due ? new TopUpStep.Call(ProviderCall.Find) : new TopUpStep.Wait(due);
    }

    private static TopUpStep.OnLine Credit(TopUpOrder order)
    {
        var request = order.Request;
        if (request.Way == PaymentWay.Transfer)
        {
            return OnLine(order, LineAskedFor.Credit, request.Line, new LineCommand.ReceiveTransfer(request.Amount, request.Transfer!.FrozenFor, request.Transfer.RecipientCeiling));
        }

        var money = new LineCommand.TopUp(request.Amount, Ledger.LedgerAccount.PaymentsInTransit);
        var plain = order.PackRefused != RefusalCode.None || (request.Pack is null && !request.RenewPlan);
        return plain
            ? OnLine(order, LineAskedFor.Credit, request.Line, money)
            : OnLine(order, LineAskedFor.CreditWithPack, request.Line, money with { Pack = request.Pack, RenewPlan = request.RenewPlan });
    }

    private static TopUpStep Refund(TopUpOrder order, Moment now, CallMemory memory, TimeSpan keyMemory)
    {
        var request = order.Request;
        switch (request.Way)
        {
            case PaymentWay.Provider: return RefundAtProvider(order, now, memory, keyMemory);
            case PaymentWay.Partner: return new TopUpStep.Ask(request.SourceAccount, FromFloat(order), AskedFor.Refund);
            case PaymentWay.CounterCash or PaymentWay.CounterCard:
                return new TopUpStep.Ask(request.SourceAccount, new TillCommand.GiveBack(order.Id, order.RefundAmount, request.Way == PaymentWay.CounterCard), AskedFor.Refund);
            case PaymentWay.Voucher when order.RefundAmount != order.Paid: return new TopUpStep.Tell(Refunded(done: false, "a part of a voucher cannot go back to it"));
            case PaymentWay.Voucher: return new TopUpStep.Ask(request.SourceAccount, new VoucherCommand.GiveBack(order.Id), AskedFor.Refund);
            case PaymentWay.Transfer: return OnLine(order, LineAskedFor.Refund, request.SourceLine, new LineCommand.ReturnTransfer(order.RefundAmount, request.Fee));
            default: throw new UnreachableException($"{request.Way} cannot be refunded.");
        }
    }

    private static PartnerFloatCommand.GiveBack FromFloat(TopUpOrder order) =>
        new(order.Id, order.RefundAmount, order.Request.Operator) { Commission = order.Request.Commission is { } quoted ? PartnerFloatRules.PartOf(quoted, order.RefundAmount, order.Request.Amount) : null };

    /// <summary>
    /// Looked for before it is sent, also the first time: a person may have sent the order on long after an earlier try, when the provider has forgotten its key,
    /// and it would pay twice. Sent where it is not known, or was declined before: within the key's time that changes nothing.
    /// </summary>
    private static TopUpStep RefundAtProvider(TopUpOrder order, Moment now, CallMemory memory, TimeSpan keyMemory)
    {
        var began = memory.At >= order.RefundingSince && memory is { IsEmpty: false, Last: ProviderCall.Refund or ProviderCall.FindRefund };
        if (began && memory is { Last: ProviderCall.FindRefund, Answer: PaymentStatus.NotFound or PaymentStatus.Declined })
        {
            // After the key's time: it was never sent, or is not kept any more, and sending it blindly could pay twice.
            return now < order.RefundingSince + keyMemory
                ? new TopUpStep.Call(ProviderCall.Refund)
                : new TopUpStep.Tell(Refunded(done: false, memory.Answer == PaymentStatus.NotFound ? "the provider does not know the refund" : "the refund was declined"));
        }

        var due = began ? memory.At + TopUpPatience.Between(order.RefundingSince, now) : now;
        return now < due ? new TopUpStep.Wait(due) : new TopUpStep.Call(ProviderCall.FindRefund);
    }

    private static TopUpStep.OnLine OnLine(TopUpOrder order, LineAskedFor what, LineId line, LineCommand command) => new(StepId(order.Id, what), line, command, what);

    private static TopUpStep.Ask Number(TopUpOrder order, ReceiptKind kind) =>
        new(SeriesOf(order.Request.Operator), new ReceiptSeriesCommand.Number(order.Request.Operator, new ReceiptWish(order.Id, kind)), AskedFor.ReceiptNumber, kind);
}
