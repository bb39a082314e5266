using Kopek.Simulation.Servers;

namespace Kopek.Simulation.Accounts;

/// <summary>What must be so, or the world is not sound.</summary>
internal static class Claim
{
    public static void That(bool holds, Func<string> otherwise)
    {
        if (!holds)
        {
            throw new AuditException(otherwise());
        }
    }

    public static void Same<T>(T expected, T actual, Func<string> what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new AuditException($"{what()}: expected {expected}, found {actual}.");
        }
    }
}
