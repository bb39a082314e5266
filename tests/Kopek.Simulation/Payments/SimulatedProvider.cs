using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>
/// Whoever takes payers' money, with a memory and a will of its own: it declines, lets payers confirm, takes hours, takes another sum, refuses refunds, is
/// charged back, is down. Keys are known for a day; what was paid is known for ever. Its time is the world's, not the server's.
/// </summary>
internal sealed class SimulatedProvider(Agenda agenda, SimulatedClock clock, Dice dice, Tally tally)
{
    public static readonly TimeSpan KeyMemory = TimeSpan.FromHours(23);
    private const long Hour = 3_600_000;

    private readonly Dictionary<string, List<ProviderPayment>> byKey = [];
    private readonly Dictionary<string, ProviderPayment> byId = [];
    private int numbers;

    /// <summary>Every payment that was ever made.</summary>
    public IEnumerable<ProviderPayment> Payments => byId.Values;

    public bool IsDown { get; set; }

    /// <summary>Something became of a payment, or of one of its refunds.</summary>
    public Action<ProviderPayment, ProviderRefund?> Happened { get; set; } = (_, _) => { };

    /// <summary>A day by its own clock; ours may be wrong by what it jumped.</summary>
    private long KeysKept => 24 * Hour + clock.Wandered;

    public ProviderReply Pay(string key, Money amount, bool payerIsThere)
    {
        if (Known(key) is { } known)
        {
            return ReplyOf(known);
        }

        var payment = new ProviderPayment(key, $"pay-{++numbers}", amount, agenda.Now);
        byId.Add(payment.Id, payment);
        if (!byKey.TryAdd(key, [payment]))
        {
            byKey[key].Add(payment);
        }

        Decide(payment, payerIsThere);
        tally.Count($"provider: paid, {payment.Status}");
        return ReplyOf(payment);
    }

    public ProviderReply Find(string key, string? id)
    {
        var payment = id is not null ? byId.GetValueOrDefault(id) : byKey.TryGetValue(key, out var all) ? all.Find(one => one.Status == PaymentStatus.Succeeded) ?? all[^1] : null;
        return payment is null ? new ProviderReply(PaymentStatus.NotFound, null, Money.Zero, DeclineReason.None) : ReplyOf(payment);
    }

    public ProviderReply Refund(string key, string id, Money amount)
    {
        var payment = byId[id];
        if (payment.Refunds.Find(refund => refund.Key == key && agenda.Now - refund.At <= KeysKept) is { } known)
        {
            return ReplyOf(known);
        }

        var made = new ProviderRefund(key, $"ref-{++numbers}", amount, agenda.Now);
        var fits = payment.Status == PaymentStatus.Succeeded && payment.Returning + amount <= payment.Taken;
        made.Status = !fits ? PaymentStatus.Declined : dice.Below(10) switch { 0 => PaymentStatus.Declined, 1 => PaymentStatus.Pending, _ => PaymentStatus.Succeeded };
        payment.Refunds.Add(made);
        tally.Count($"provider: refunded, {made.Status}");
        if (made.Status == PaymentStatus.Pending)
        {
            agenda.After(dice.Between(1_000, 48 * Hour), () => Become(payment, made, PaymentStatus.Succeeded));
        }
        else
        {
            Happened(payment, made);
        }

        return ReplyOf(made);
    }

    public ProviderReply FindRefund(string key, string id)
    {
        var refunds = byId[id].Refunds.FindAll(refund => refund.Key == key);
        var refund = refunds.Find(one => one.Status != PaymentStatus.Declined) ?? refunds.LastOrDefault();
        return refund is null ? new ProviderReply(PaymentStatus.NotFound, null, Money.Zero, DeclineReason.None) : ReplyOf(refund);
    }

    private ProviderPayment? Known(string key) => byKey.TryGetValue(key, out var all) && agenda.Now - all[^1].At <= KeysKept ? all[^1] : null;

    private void Decide(ProviderPayment payment, bool payerIsThere)
    {
        switch (dice.Below(100))
        {
            case < 50: Succeed(payment, payment.Wanted); break;
            case < 60 when dice.OneIn(3): SucceedLater(payment); break;
            case < 60: Decline(payment, DeclineReason.InsufficientFunds); break;
            case < 82 when payerIsThere: WaitForPayer(payment); break;
            case < 82: Decline(payment, DeclineReason.ConfirmationNeeded); break;
            case < 96:
                payment.Status = PaymentStatus.Pending;
                agenda.After(dice.Between(2_000, dice.OneIn(4) ? 6 * Hour : 10 * 60_000), () => Settle(payment));
                break;
            default: Succeed(payment, new Money(Math.Max(1, payment.Wanted.Kopeks + dice.Between(-500, 500)))); break;
        }
    }

    private void WaitForPayer(ProviderPayment payment)
    {
        payment.Status = PaymentStatus.NeedsPayer;
        if (!dice.OneIn(3))
        {
            agenda.After(dice.Between(3_000, 40 * 60_000), () => Settle(payment));
        }
    }

    /// <summary>Declined, and paid in the end: the payer took another card.</summary>
    private void SucceedLater(ProviderPayment payment)
    {
        Decline(payment, DeclineReason.Declined);
        agenda.After(dice.Between(5_000, Hour), () => Succeed(payment, payment.Wanted));
    }

    private void Settle(ProviderPayment payment)
    {
        if (dice.OneIn(6))
        {
            Decline(payment, DeclineReason.Cancelled);
        }
        else
        {
            Succeed(payment, payment.Wanted);
        }
    }

    private void Decline(ProviderPayment payment, DeclineReason reason)
    {
        (payment.Status, payment.Reason) = (PaymentStatus.Declined, reason);
        Happened(payment, null);
    }

    private void Succeed(ProviderPayment payment, Money amount)
    {
        (payment.Status, payment.Taken) = (PaymentStatus.Succeeded, amount);
        Happened(payment, null);
        for (var times = dice.OneIn(20) ? 1 + dice.Below(2) : 0; times > 0; times--)
        {
            agenda.After(dice.Between(60_000, dice.OneIn(2) ? 20 * 24 * Hour : 2 * Hour), () => ChargeBack(payment));
        }
    }

    private void ChargeBack(ProviderPayment payment)
    {
        var most = (payment.Taken - payment.ChargedBack).Kopeks;
        if (most > 0)
        {
            tally.Count("provider: charged back");
            payment.ChargedBack += new Money(dice.OneIn(3) ? dice.Between(1, most) : most);
            Happened(payment, null);
        }
    }

    private void Become(ProviderPayment payment, ProviderRefund refund, PaymentStatus status)
    {
        refund.Status = status;
        Happened(payment, refund);
    }

    private static ProviderReply ReplyOf(ProviderPayment payment) => new(payment.Status, payment.Id, payment.Taken, payment.Reason);

    private static ProviderReply ReplyOf(ProviderRefund refund) => new(refund.Status, refund.Id, refund.Amount, DeclineReason.None);
}
