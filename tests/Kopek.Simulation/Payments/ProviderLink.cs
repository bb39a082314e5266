using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>
/// What lies between the server and its provider: calls that are lost, answered too late or made twice, hours in which it is down; and webhooks, which come late,
/// twice, before the answer, or in some worlds never. What webhooks do not tell, the daily comparison with the provider's list does.
/// </summary>
internal sealed class ProviderLink
{
    /// <summary>The caller waits no longer.</summary>
    private const long Patience = 10_000;
    private const long Hour = 3_600_000;

    private readonly Agenda agenda;
    private readonly Dice dice;
    private readonly Weather weather;
    private readonly PaymentDesk desk;
    private readonly Tally tally;
    private readonly bool hasWebhooks;

    public ProviderLink(Agenda agenda, Dice dice, Weather weather, PaymentDesk desk, SimulatedProvider provider, Tally tally)
    {
        (this.agenda, this.dice, this.weather, this.desk, this.tally, Provider) = (agenda, dice, weather, desk, tally, provider);
        hasWebhooks = !dice.OneIn(4);
        provider.Happened = Tell;
    }

    public SimulatedProvider Provider { get; }

    /// <summary>Answered once, at the latest when the caller waits no longer.</summary>
    public void Call(Func<SimulatedProvider, ProviderReply> what, Action<ProviderReply> answered)
    {
        var isOver = false;
        void Answer(ProviderReply reply)
        {
            if (!isOver)
            {
                isOver = true;
                tally.Count($"provider: answered {reply.Status}");
                answered(reply);
            }
        }

        agenda.After(Patience, () => Answer(ProviderReply.Unknown));
        if (dice.Percent(weather.Drops))
        {
            return;
        }

        for (var copies = dice.Percent(weather.Doubles) ? 2 : 1; copies > 0; copies--)
        {
            agenda.After(Delay(), () => Arrive(what, Answer));
        }
    }

    public void GoDown(long milliseconds)
    {
        tally.Count("provider: down");
        Provider.IsDown = true;
        agenda.After(milliseconds, () => Provider.IsDown = false);
    }

    private void Arrive(Func<SimulatedProvider, ProviderReply> what, Action<ProviderReply> answered)
    {
        if (Provider.IsDown)
        {
            answered(ProviderReply.Unknown);
            return;
        }

        var reply = what(Provider);
        if (!dice.Percent(weather.Drops))
        {
            agenda.After(Delay(), () => answered(reply));
        }
    }

    private long Delay() => dice.Percent(weather.Delays) && dice.OneIn(3) ? dice.Between(1_000, 90_000) : dice.Between(5, 400);

    private void Tell(ProviderPayment payment, ProviderRefund? refund)
    {
        if (hasWebhooks && !dice.OneIn(8))
        {
            agenda.After(dice.OneIn(3) ? 0 : dice.Between(1, dice.OneIn(5) ? Hour : 5_000), () => Say(payment, refund, 8_000, 4));
        }

        // The comparison with the provider's list finds all of it, a day or two later.
        agenda.After(dice.Between(25, 50) * Hour, () => Say(payment, refund, Hour, 60));
        if (!payment.ChargedBack.IsZero)
        {
            agenda.After(dice.Between(1_000, Hour), () => Say(payment, refund, Hour, 60));
        }
    }

    /// <summary>As it is when it is sent, which may be old when it arrives.</summary>
    private void Say(ProviderPayment payment, ProviderRefund? refund, long about, int most)
    {
        if (!OrderId.TryParse(payment.Key.AsSpan(0, 32), out var order))
        {
            return;
        }

        var key = new AccountKey(AccountKind.TopUpOrder, order);
        tally.Count("provider: told us of it");
        if (refund is not null)
        {
            desk.Say(key, new TopUpOrderCommand.RefundSaid(refund.Status, refund.Id, refund.Status == PaymentStatus.Declined ? "not enough funds at the provider" : null), about: about, most: most);
            return;
        }

        desk.Say(key, new TopUpOrderCommand.ProviderSaid(payment.Status, payment.Id, payment.Taken, payment.Reason, null, null), about: about, most: most);
        if (!payment.ChargedBack.IsZero)
        {
            desk.Say(key, new TopUpOrderCommand.ChargedBack(payment.ChargedBack), until: answer => answer.IsDone, about: about, most: most);
        }
    }
}
