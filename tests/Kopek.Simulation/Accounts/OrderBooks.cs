using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;

namespace Kopek.Simulation.Accounts;

/// <summary>The auditor's own books of one order to pay in, from its events alone, in kopeks.</summary>
internal sealed class OrderBooks(OrderId id)
{
    private readonly HashSet<ReceiptKind> numbered = [];
    private TopUpRequest? request;
    private long refunding;
    private bool started;
    private bool isGivenUp;
    private bool undoing;

    public OrderId Id { get; } = id;
    public PaymentWay Way => request!.Way;
    public long Taken { get; private set; }
    public long Credited { get; private set; }
    public long Back { get; private set; }
    public long Moved { get; private set; }
    public long Refunded { get; private set; }
    public long Chargeback { get; private set; }
    public long ChargebackFromLine { get; private set; }
    public bool NeedsPerson { get; private set; }
    public long UnderWay => Taken - Credited + Back - Moved - Refunded;

    /// <summary>Given up with nothing taken, or everything done with and numbered.</summary>
    public bool IsAtRest => Taken == 0 ? isGivenUp : UnderWay == 0 && !undoing && numbered.Contains(ReceiptKind.Payment) && (Refunded == 0 || numbered.Contains(ReceiptKind.Refund))
        && (Moved == 0 || numbered.Contains(ReceiptKind.Correction)) && (ChargebackFromLine == 0 || numbered.Contains(ReceiptKind.Chargeback));

    public void Take(Moment at, TopUpOrderEvent happened)
    {
        string Where() => $"{this} at {at}: {happened}";
        Claim.That((request is null) == happened is TopUpOrderEvent.Requested, () => $"{Where()}: requested twice or never");
        switch (happened)
        {
            case TopUpOrderEvent.Requested e: request = e.Request; break;
            case TopUpOrderEvent.PaymentStarted:
                Claim.That(!started && !isGivenUp && at >= request!.HoldUntil, () => $"{Where()}: too early, or again");
                started = true;
                break;
            case TopUpOrderEvent.Cancelled or TopUpOrderEvent.Expired or TopUpOrderEvent.PaymentDeclined:
                Claim.That(Taken == 0 && !isGivenUp, () => $"{Where()}: it is over, or the money is there");
                Claim.That(happened is TopUpOrderEvent.PaymentDeclined == started || happened is TopUpOrderEvent.Expired, () => $"{Where()}: not in that state");
                isGivenUp = true;
                break;
            case TopUpOrderEvent.PaymentTaken e:
                Claim.That(started && Taken == 0 && e.Amount > Money.Zero, () => $"{Where()}: taken twice, or before it was begun");
                Taken = e.Amount.Kopeks;
                break;
            case TopUpOrderEvent.Credited:
                Claim.That(Credited == 0 && refunding == 0 && !isGivenUp && Taken == request!.Amount.Kopeks, () => $"{Where()}: {Taken} was taken for {request!.Amount}");
                Credited = Taken;
                break;
            case TopUpOrderEvent.UndoStarted:
                Claim.That(!undoing && Back == 0 && Chargeback == 0 && numbered.Contains(ReceiptKind.Payment), Where);
                undoing = true;
                break;
            case TopUpOrderEvent.UndoRefused: undoing = false; break;
            case TopUpOrderEvent.UndoTaken e:
                Claim.That(undoing && Back == 0 && e.Amount.Kopeks <= Credited, Where);
                (Back, undoing) = (e.Amount.Kopeks, false);
                break;
            case TopUpOrderEvent.Moved e: Moved += e.Amount.Kopeks; break;
            case TopUpOrderEvent.RefundStarted e:
                Claim.That(refunding == 0 && e.Amount.Kopeks == UnderWay, () => $"{Where()}: {UnderWay} is under way");
                refunding = e.Amount.Kopeks;
                break;
            case TopUpOrderEvent.RefundDone e:
                Claim.That(Refunded == 0 && refunding == e.Amount.Kopeks, Where);
                Refunded = e.Amount.Kopeks;
                break;
            case TopUpOrderEvent.ChargebackSeen e: Chargeback += e.Amount.Kopeks; break;
            case TopUpOrderEvent.ChargebackBooked e:
                Claim.That(ChargebackFromLine == 0 && Refunded == 0, () => $"{Where()}: booked twice");
                ChargebackFromLine = e.FromLine.Kopeks;
                break;
            case TopUpOrderEvent.ReceiptNumbered e:
                Claim.That(numbered.Add(e.Kind) && Earned(e.Kind), () => $"{Where()}: nothing to give it for, or a second one");
                break;
            case TopUpOrderEvent.PersonNeeded: NeedsPerson = true; break;
            case TopUpOrderEvent.WentOn: NeedsPerson = false; break;
        }

        NeedsPerson &= happened is not TopUpOrderEvent.RefundDone || Chargeback > 0;
        Claim.That(UnderWay >= 0 && Taken <= long.Max(request!.Amount.Kopeks, Taken) && Chargeback <= Taken, () => $"{Where()}: more went out than came in");
    }

    private bool Earned(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Payment => Credited > 0 || refunding > 0,
        ReceiptKind.Refund => Refunded > 0,
        ReceiptKind.Chargeback => ChargebackFromLine > 0 || Chargeback > 0,
        _ => Moved > 0,
    };

    public override string ToString() => $"Order {Id} by {request?.Way} for line {request?.Line} (taken {Taken}, credited {Credited}, back {Back}, moved {Moved}, refunded {Refunded})";
}
