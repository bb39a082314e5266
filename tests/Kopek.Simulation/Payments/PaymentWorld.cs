using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Holders;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>
/// The part of a world in which money is paid in by orders. It throws dice of its own, and not every world has it: the seeds that were known before it came
/// are lived as they were.
/// </summary>
internal sealed class PaymentWorld
{
    /// <summary>Chosen so that the seeds which were known then fall to worlds without it.</summary>
    private const ulong Salt = 492942;
    private const long Hour = 3_600_000;

    private readonly Agenda agenda;
    private readonly Dice dice;
    private readonly WorldPlan plan;
    private readonly Shop shop;
    private readonly Payers payers;
    private readonly ProviderLink link;
    private readonly Printers? printers;
    private readonly long end;
    private readonly List<string> brands = [];

    public PaymentWorld(WorldPlan plan, Weather weather, Agenda agenda, SimulatedClock clock, Server server, Counter counter, PaymentDriver driver, Printers? printers, Dice dice, Catalogue catalogue, Tally tally)
    {
        (this.agenda, this.dice, this.plan, this.printers) = (agenda, dice, plan, printers);
        end = agenda.Now + plan.Milliseconds;
        Desk = new PaymentDesk(agenda, clock, new Wire(agenda, clock, dice, weather, tally), server, dice, tally);
        Provider = new SimulatedProvider(agenda, clock, dice, tally);
        link = new ProviderLink(agenda, dice, weather, Desk, Provider, tally);
        shop = new Shop(agenda, Desk, dice, tally) { Printed = brand => printers?.SomeVoucher(brand) };
        payers = new Payers(agenda, clock, Desk, shop, catalogue, dice, tally);
        driver.PersonNeeded = shop.Look;
        driver.Drives(server, link, counter);
        printers?.Begin();
    }

    public PaymentDesk Desk { get; }
    public SimulatedProvider Provider { get; }

    /// <summary>Half of all worlds.</summary>
    public static bool IsIn(ulong seed) => (Dice.Mix(seed ^ Salt) & 1) == 0;

    /// <summary>A seed of its own, so that the rest of the world throws the dice that it always threw.</summary>
    public static Dice DiceOf(ulong seed) => new(Dice.Mix(seed ^ Salt));

    /// <summary>The line is paid for until the world ends.</summary>
    public void Live(LineId line, Plan offered)
    {
        payers.Knows(line, offered);
        if (!brands.Contains(offered.Operator))
        {
            brands.Add(offered.Operator);
            if (brands.Count == 1)
            {
                Again(plan.Milliseconds / 25, () => shop.Work(brands));
                Again(plan.Milliseconds / 2, () => link.GoDown(dice.Between(60_000, dice.OneIn(5) ? 30 * Hour : 2 * Hour)));
                if (printers is not null)
                {
                    Again(plan.Milliseconds / 40, () => printers.Print(dice.Pick(brands)));
                }
            }

            shop.Open([offered.Operator]);
        }

        Again(plan.BetweenWishes * 2, () => payers.Order(line, offered));
    }

    private void Again(long about, Action what)
    {
        var pause = dice.Between(about / 10, about * 2);
        if (agenda.Now + pause < end)
        {
            agenda.After(pause, () =>
            {
                what();
                Again(about, what);
            });
        }
    }
}
