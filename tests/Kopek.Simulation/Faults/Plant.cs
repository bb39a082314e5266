using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.Vouchers;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Payments;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Faults;

/// <summary>Replaces one of a server's parts by one that has the fault. The product's own code has no switch for it.</summary>
internal static class Plant
{
    public static ServerParts Into(ServerParts parts, PlantedFault fault)
    {
        switch (fault)
        {
            case PlantedFault.None or PlantedFault.PaidTwice or PlantedFault.CreditedTwice or PlantedFault.OrdersLeftByRestart or PlantedFault.OrdersUntoldByReload
                or PlantedFault.PrintersNeverLookBack:
                return parts;
            case PlantedFault.RetransmissionDecidedAnew:
                var seen = new HashSet<Ask>(ReferenceEqualityComparer.Instance);
                return parts with
                {
                    Edge = (ask, line, answered) =>
                    {
                        var delivery = new CreditDelivery(ask, line, answered);
                        delivery.Control.Number += seen.Add(ask) ? 0u : 1000u;
                        return delivery;
                    },
                };
            case PlantedFault.AcknowledgedBeforeDurable:
                var late = new LateJournal(parts.Kept);
                return parts with { Facing = late, Crashed = late.Lose };
            case PlantedFault.ChargedTwice:
                return parts with { Codec = new FaultyCodec(parts.Codec) { UsageWritten = e => e with { Charged = e.Charged + e.Charged } } };
            case PlantedFault.OrdersForgottenByRestart:
                return parts with { Facing = new ForgetfulJournal(parts.Kept) { ForgetsOrders = true } };
            case PlantedFault.AnswersForgottenByRestart:
                return parts with { Facing = new ForgetfulJournal(parts.Kept) { ForgetsAnswers = true } };
            case PlantedFault.CheckpointOfWrongSequence:
                return parts with { Facing = new ForgetfulJournal(parts.Kept) { CheckpointsLag = true } };
            case PlantedFault.CheckpointLosesKopek:
                return parts with { Codec = new FaultyCodec(parts.Codec) { LineRead = line => line.Balance -= new Money(1) } };
            case PlantedFault.ReceiptSkipped:
                return parts with
                {
                    Codec = new FaultyCodec(parts.Codec) { AccountWritten = e => e is ReceiptSeriesEvent.Numbered { Number: > 3 } numbered ? numbered with { Number = numbered.Number + 1 } : e },
                };
            case PlantedFault.CheckpointMakesKopek:
                return parts with
                {
                    Codec = new FaultyCodec(parts.Codec) { AccountRead = state => state is PartnerFloat account ? account with { Balance = account.Balance + new Money(1) } : state },
                };
            case PlantedFault.VoucherForgetsItsOrder:
                return parts with
                {
                    Codec = new FaultyCodec(parts.Codec)
                    {
                        AccountRead = state => state is Voucher { Status: VoucherStatus.Redeemed } voucher ? voucher with { Status = VoucherStatus.Active, Order = OrderId.None } : state,
                    },
                };
            case PlantedFault.VoucherTakenForLess:
                return parts with { Codec = new FaultyCodec(parts.Codec) { AccountWritten = e => e is VoucherEvent.Taken taken ? taken with { Value = taken.Value - new Money(1) } : e } };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Those who print batches of vouchers, with the fault where it is their own.</summary>
    public static Printers Into(Agenda agenda, SimulatedClock clock, Server server, Dice dice, Tally tally, PlantedFault fault) =>
        new(agenda, clock, server, dice, tally) { LooksBack = fault != PlantedFault.PrintersNeverLookBack };

    /// <summary>The driver of orders, with the fault where it is its own.</summary>
    public static PaymentDriver Into(Agenda agenda, SimulatedClock clock, Dice dice, Tally tally, PlantedFault fault)
    {
        var calls = 0;
        return new PaymentDriver(agenda, clock, dice, tally)
        {
            PaymentKey = order => fault == PlantedFault.PaidTwice ? $"{order.PaymentKey}-{++calls}" : order.PaymentKey,
            StepId = id => fault == PlantedFault.CreditedTwice ? new OrderId(id.High + (ulong)++calls, id.Low) : id,
            LooksAfterRestart = fault != PlantedFault.OrdersLeftByRestart,
            LooksAtUntold = fault != PlantedFault.OrdersUntoldByReload,
        };
    }
}
