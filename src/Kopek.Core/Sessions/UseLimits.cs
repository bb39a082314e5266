using Kopek.Core.Lines;

namespace Kopek.Core.Sessions;

/// <summary>
/// The edge of the rules: a core can write any 64-bit number, and sums are checked, so what no network can have carried is cut off here instead of
/// overflowing later and stopping the shard.
/// </summary>
internal static class UseLimits
{
    /// <summary>16 TiB in one report or one-time event: an hour at 39 Gbit/s.</summary>
    public const long MaxReport = 1L << 44;

    /// <summary>8 PiB in the life of a line: ten years at 200 Mbit/s, and at the dearest price that a catalogue can have still a sum that fits.</summary>
    public const long MaxLifetime = 1L << 53;

    public static long Reported(Line line, long octets) => Math.Clamp(octets, 0, Math.Min(MaxReport, MaxLifetime - line.TotalOctets));

    public static long Requested(long octets) => Math.Clamp(octets, 0, MaxReport);
}
