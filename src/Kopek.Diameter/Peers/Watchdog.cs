namespace Kopek.Diameter.Peers;

internal enum WatchdogAction
{
    None,
    Probe,
    Close,
}

/// <summary>
/// The watchdog of RFC 3539 3.4 for one connection: any message is a sign of life; after Tw of silence one DWR goes out; after
/// as long again the connection is closed. Times are ticks of the time provider's monotonic clock.
/// </summary>
internal sealed class Watchdog(long interval)
{
    private long probedAt = -1;

    public WatchdogAction Decide(long now, long lastReceived)
    {
        if (probedAt >= 0 && lastReceived >= probedAt)
        {
            probedAt = -1;
        }

        if (probedAt >= 0)
        {
            return now - probedAt >= interval ? WatchdogAction.Close : WatchdogAction.None;
        }

        if (now - lastReceived < interval)
        {
            return WatchdogAction.None;
        }

        probedAt = now;
        return WatchdogAction.Probe;
    }
}
