using System.Runtime.CompilerServices;

namespace Kopek.Gateways.Payments;

/// <summary>Where the work of providers is done.</summary>
internal static class PoolThread
{
    /// <summary>Awaited, goes on in a thread of the pool, whatever thread it was.</summary>
    public static ConfiguredTaskAwaitable Enter() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
