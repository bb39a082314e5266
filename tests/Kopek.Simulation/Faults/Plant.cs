using System.Diagnostics;
using Kopek.Core;
using Kopek.Simulation.Cores;
using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Faults;

/// <summary>Replaces one of a server's parts by one that has the fault. The product's own code has no switch for it.</summary>
internal static class Plant
{
    public static ServerParts Into(ServerParts parts, PlantedFault fault)
    {
        switch (fault)
        {
            case PlantedFault.None:
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
            default:
                throw new UnreachableException();
        }
    }
}
