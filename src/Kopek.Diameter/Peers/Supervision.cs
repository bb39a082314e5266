namespace Kopek.Diameter.Peers;

/// <summary>What a connection's timer looks after: open requests, the handshake, a peer that does not read, a disconnection under way, silence.</summary>
internal sealed class Supervision
{
    // Deadlines are noticed within a second, or within a quarter of the shortest where that is less.
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(10);

    private readonly PeerConnection connection;
    private readonly DiameterOptions options;
    private readonly TimeProvider time;
    private readonly Watchdog watchdog;
    private readonly long startedAt;

    public Supervision(PeerConnection connection, DiameterOptions options, TimeProvider time)
    {
        this.connection = connection;
        this.options = options;
        this.time = time;
        watchdog = new Watchdog(Ticks(options.WatchdogInterval));
        startedAt = time.GetTimestamp();
        TimeSpan quarter = new[] { options.HandshakeTimeout, options.WatchdogInterval, options.WriteStallTimeout, options.DisconnectTimeout }.Min() / 4;
        Period = quarter > LongestPeriod ? LongestPeriod : quarter < ShortestPeriod ? ShortestPeriod : quarter;
    }

    public TimeSpan Period { get; }

    public void Tick()
    {
        long now = time.GetTimestamp();
        foreach (IOutgoingRequest request in connection.Open.Expire(now))
        {
            request.OnNoAnswer(NoAnswerReason.TimedOut);
        }

        long flushSince = connection.Outgoing.FlushSince;
        if (flushSince != 0 && now - flushSince >= Ticks(options.WriteStallTimeout))
        {
            connection.CutOff("the peer takes nothing from its socket");
        }
        else if (connection.Peer is null)
        {
            if (now - startedAt >= Ticks(options.HandshakeTimeout))
            {
                connection.Stop("no handshake in time");
            }
        }
        else if (connection.DisconnectDeadline is var deadline and not 0)
        {
            if (now >= deadline)
            {
                connection.Stop("disconnected by us, without an answer");
            }
        }
        else
        {
            KeepWatch(now);
        }
    }

    private void KeepWatch(long now)
    {
        switch (watchdog.Decide(now, connection.LastHeard))
        {
            case WatchdogAction.Probe:
                connection.SendOwnRequest(BaseMessages.DeviceWatchdogRequest(options, EndToEndIdentifiers.Next()), options.WatchdogInterval, (_, _) => { });
                break;
            case WatchdogAction.Close:
                connection.CutOff("silent after DWR");
                break;
            case WatchdogAction.None:
            default:
                break;
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
