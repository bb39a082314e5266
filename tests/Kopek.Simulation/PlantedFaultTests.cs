using Kopek.Simulation.Chance;
using Kopek.Simulation.Faults;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation;

/// <summary>The simulation can fail: each fault that is planted into a simulated part is found within a bounded number of worlds.</summary>
public sealed class PlantedFaultTests
{
    private const ulong MostWorlds = 60;

    public static TheoryData<int> Faults => [.. Enum.GetValues<PlantedFault>().Where(fault => fault != PlantedFault.None).Select(fault => (int)fault)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(int number)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("KOPEK_SEED") is not null, "One seed was asked for.");
        var fault = (PlantedFault)number;
        for (var seed = 1UL; seed <= MostWorlds; seed++)
        {
            if (Record.Exception(() => AllWorlds.Run(seed, new Tally(), fault)) is { } found)
            {
                Console.WriteLine($"{fault} is found in world {seed}: {found.InnerException?.Message}");
                Assert.Null(Record.Exception(() => AllWorlds.Run(seed, new Tally())));
                return;
            }
        }

        Assert.Fail($"{fault} was not found in {MostWorlds} worlds.");
    }
}
