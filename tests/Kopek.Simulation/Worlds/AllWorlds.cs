using Kopek.Simulation.Chance;
using Kopek.Simulation.Faults;

namespace Kopek.Simulation.Worlds;

/// <summary>Runs worlds, and says how to have one again that went wrong.</summary>
internal static class AllWorlds
{
    public static void Run(ulong seed, Tally tally, PlantedFault fault = PlantedFault.None)
    {
        var world = new World(seed, fault);
        try
        {
            world.Run();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new WorldException($"World {seed} is not sound: {exception.Message}\nAgain: ./test --seed {seed}\n", exception);
        }
        finally
        {
            tally.Add(world.Tally);
            tally.Count("world: lived");
        }
    }
}

/// <summary>Something in a world is not accounted for; the message has the seed and the command.</summary>
internal sealed class WorldException(string message, Exception inner) : Exception(message, inner);
