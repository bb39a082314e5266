using System.Diagnostics;
using Kopek.Diameter.Peers;
using Kopek.Host.Netsim;

namespace Kopek.Host.Demo;

/// <summary>
/// A device on the simulated core: goes online, uses data at its speed, reports when its quota is used or its time is up, stops at a refusal, and tries
/// again. All over real Gy. Ticked by the demo; answers come from the connection.
/// </summary>
internal sealed class DemoDevice
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly CoreSession session;
    private readonly DemoLine line;
    private readonly Action<DemoLine, string> tell;
    private ulong sessions = (ulong)Stopwatch.GetTimestamp();
    private long used;
    private long lastTick = Stopwatch.GetTimestamp();
    private long grantedAt;
    private long retryAt;
    private bool waiting;
    private bool closing;

    public DemoDevice(DemoLine line, CoreIdentity identity, DiameterPeer peer, Action<DemoLine, string> tell)
    {
        this.line = line;
        this.tell = tell;
        session = new CoreSession(identity, OnAnswered) { Peer = peer };
    }

    public bool IsOnline { get; private set; }
    public bool WasCutOff { get; private set; }

    public void Tick()
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            var passed = Stopwatch.GetElapsedTime(lastTick, now);
            lastTick = now;
            if (waiting || closing)
            {
                return;
            }

            if (!IsOnline)
            {
                if (now >= retryAt)
                {
                    session.Begin(long.Parse(line.Msisdn, System.Globalization.CultureInfo.InvariantCulture), ++sessions);
                    Send();
                }

                return;
            }

            used = Math.Min(session.Granted, used + (long)(line.OctetsPerSecond * passed.TotalSeconds));
            var validity = TimeSpan.FromSeconds(session.ValiditySeconds == 0 ? 3600 : session.ValiditySeconds);
            if (used >= session.Granted || Stopwatch.GetElapsedTime(grantedAt, now) >= validity)
            {
                Report();
            }
        }
    }

    /// <summary>The server asked for it (RAR): the device reports at once, and so hears of new money.</summary>
    public void Reauthorize()
    {
        lock (gate)
        {
            if (IsOnline && !waiting)
            {
                Report();
            }
            else if (!IsOnline)
            {
                retryAt = 0;
            }
        }
    }

    /// <summary>Ends the session with a T, so that nothing stays reserved.</summary>
    public void Close()
    {
        lock (gate)
        {
            closing = true;
            if (IsOnline && !waiting)
            {
                session.Terminate(used);
                Send();
            }
        }
    }

    private void Report()
    {
        if (session.IsFinal && used >= session.Granted)
        {
            session.Terminate(used);
        }
        else
        {
            session.Update(used);
        }

        Send();
    }

    private void Send()
    {
        used = session.Type == CcRequestTypes.Initial ? 0 : used;
        waiting = session.TrySend(AnswerTimeout);
        retryAt = waiting ? retryAt : Later();
    }

    private void OnAnswered(CoreSession answered)
    {
        lock (gate)
        {
            waiting = false;
            used = 0;
            grantedAt = Stopwatch.GetTimestamp();
            if (answered.NoAnswer is not null || answered.Type == CcRequestTypes.Termination || answered.ResultCode / 1000 != 2)
            {
                Offline(answered);
            }
            else if (answered.ServiceResultCode / 1000 != 2)
            {
                // Quota is refused: the core closes the session.
                answered.Terminate(0);
                Send();
                Refused(answered.ServiceResultCode);
            }
            else
            {
                Online();
            }
        }
    }

    private void Online()
    {
        if (!IsOnline)
        {
            tell(line, WasCutOff ? "[green]back online[/]" : "[green]online[/]");
        }

        (IsOnline, WasCutOff) = (true, false);
    }

    private void Offline(CoreSession answered)
    {
        if (answered.NoAnswer is null && answered.Type != CcRequestTypes.Termination)
        {
            Refused(answered.ResultCode);
        }

        IsOnline = false;
        retryAt = Later();
    }

    private void Refused(uint code)
    {
        if (!WasCutOff)
        {
            tell(line, $"[red]cut off[/]: {(code == 4012 ? "the money is gone (4012)" : $"Result-Code {code}")}");
        }

        WasCutOff = true;
    }

    private static long Later() => Stopwatch.GetTimestamp() + (long)(Retry.TotalSeconds * Stopwatch.Frequency);
}
