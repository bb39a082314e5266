using Kopek.Diameter.Client;
using Kopek.Diameter.Peers;

namespace Kopek.Host.Netsim;

/// <summary>One connection of the simulated core under load: a window of sessions, each I, U.., T for a line picked at random, again and again.</summary>
internal sealed class LoadConnection
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly NetsimOptions options;
    private readonly Random random;
    private readonly Lock gate = new();
    private readonly Queue<CoreSession> waiting = new();
    private readonly int number;
    private ulong nextSession;
    private long answers;
    private int open;
    private bool stopping;

    public LoadConnection(NetsimOptions options, int number)
    {
        this.options = options;
        this.number = number;
        random = new Random(unchecked(options.Seed * 7919 + number));
        nextSession = (ulong)(uint)Environment.ProcessId << 40 | (ulong)(uint)number << 32;
    }

    public NetsimTotals Totals { get; } = new();
    public DiameterClient? Client { get; set; }
    public bool IsIdle => Volatile.Read(ref open) == 0;

    /// <summary>Where repeats of this connection's requests go: a core that fails over uses another connection.</summary>
    public LoadConnection? Next { get; set; }

    public void Start(CoreIdentity identity)
    {
        for (var i = 0; i < options.Window; i++)
        {
            var session = new CoreSession(identity, OnAnswered) { Peer = Client!.Peer };
            open++;
            Begin(session);
            Ready(session);
        }
    }

    /// <summary>Open loop: sends what waits, up to so many. Returns how many went out.</summary>
    public int Send(int most)
    {
        var sent = 0;
        while (sent < most)
        {
            CoreSession? session;
            lock (gate)
            {
                if (!waiting.TryDequeue(out session))
                {
                    break;
                }
            }

            Send(session);
            sent++;
        }

        return sent;
    }

    public void Stop()
    {
        lock (gate)
        {
            stopping = true;
        }
    }

    private void OnAnswered(CoreSession session)
    {
        lock (gate)
        {
            if (session.NoAnswer is not null)
            {
                Totals.Lost(session);
                Over(session);
                return;
            }

            if (session.IsRepeat)
            {
                Compare(session);
            }
            else
            {
                Totals.Answered(session);
                if (options.RepeatEvery > 0 && ++answers % options.RepeatEvery == 0)
                {
                    Repeat(session);
                    return;
                }
            }

            if (session.Type == CcRequestTypes.Termination || session.ResultCode / 1000 != 2)
            {
                Over(session);
                return;
            }

            var used = session.Granted > 0 ? Math.Min(session.Granted, options.Volume) : 0;
            if (stopping || session.IsRefused || session.IsFinal || session.Number >= options.Updates)
            {
                session.Terminate(used);
            }
            else
            {
                session.Update(used);
            }

            Ready(session);
        }
    }

    /// <summary>As a core that failed over: the same request, T bit, another connection.</summary>
    private void Repeat(CoreSession session)
    {
        session.FirstAnswer = AnswerOf(session);
        session.IsRepeat = true;
        session.Peer = (Next ?? this).Client!.Peer;
        Send(session);
    }

    private void Compare(CoreSession session)
    {
        Totals.Repeats++;
        Totals.DifferentAnswers += AnswerOf(session) == session.FirstAnswer ? 0 : 1;
        session.Peer = Client!.Peer;
    }

    private static (uint, uint, long, uint) AnswerOf(CoreSession session) =>
        (session.ResultCode, session.ServiceResultCode, session.Granted, session.ValiditySeconds);

    private void Over(CoreSession session)
    {
        if (stopping || session.NoAnswer is not null)
        {
            open--;
            return;
        }

        Begin(session);
        Ready(session);
    }

    private void Begin(CoreSession session)
    {
        var line = options.FirstMsisdn + random.Next(options.Lines);
        session.Begin(line, nextSession++);
        Totals.SessionBegun(line);
    }

    private void Ready(CoreSession session)
    {
        if (options.Rate == 0 || stopping)
        {
            Send(session);
        }
        else
        {
            waiting.Enqueue(session);
        }
    }

    private void Send(CoreSession session)
    {
        if (!session.TrySend(AnswerTimeout))
        {
            lock (gate)
            {
                Totals.Lost(session);
                open--;
            }
        }
    }

    public override string ToString() => $"connection {number}";
}
