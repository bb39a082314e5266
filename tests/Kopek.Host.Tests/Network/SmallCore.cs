using System.Net;
using Kopek.Diameter.Client;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Gy.Tests;

namespace Kopek.Host.Tests.Network;

/// <summary>What a core knows of one line's octets.</summary>
/// <param name="Acknowledged">Reported in requests that were answered with success.</param>
/// <param name="Doubtful">Reported in requests that were never answered and are not sent again.</param>
internal readonly record struct Reported(long Acknowledged, long Doubtful);

/// <summary>
/// A core as the proofs need it: sessions on sample lines, each one request at a time; it knows what was acknowledged, and after the server's death it sends
/// again what was not answered (T bit), or gives it up. Not netsim: what proves must not be what is proven.
/// </summary>
internal sealed class SmallCore(int lines, int sessions, int seed)
{
    /// <summary>Octets that a rounding unit (150 KiB) and a whole kopek divide: 64 units cost exactly this many kopeks, however reports are sliced.</summary>
    public const long Quantum = 64 * 150 * 1024;
    public const long KopeksAQuantum = 1125;

    /// <summary>What kopek serve --sample-lines gives to each.</summary>
    public const long FirstMoney = 100_000_000;

    private const int MostQuanta = 3;
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly Random random = new(seed);
    private readonly Lock gate = new();
    private readonly Reported[] reported = new Reported[lines];
    private readonly List<CoreSession> all = [];
    private int nextSession;
    private long answersLeft = long.MaxValue;
    private TaskCompletionSource? reached;
    private volatile bool ending;

    public long Answers { get; private set; }
    public long Repeats { get; private set; }

    /// <summary>Result-Codes other than success, as often as they came.</summary>
    public Dictionary<uint, int> Refusals { get; } = [];

    /// <summary>Faults of the server: an answer that is not the one given before.</summary>
    public List<string> Different { get; } = [];

    public static string Msisdn(int line) => (79000000000 + line).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public Reported Of(int line)
    {
        lock (gate)
        {
            return reported[line];
        }
    }

    /// <summary>Completes when so many more answers have come.</summary>
    public Task AnswersAsync(int more)
    {
        lock (gate)
        {
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            answersLeft = more;
            return reached.Task;
        }
    }

    /// <summary>One life of a connection: goes on with every session until the connection ends, the server refuses, or <see cref="End"/>.</summary>
    public async Task RunAsync(IPEndPoint gy)
    {
        await using var client = await ConnectAsync(gy, "core.example");
        await using var other = await ConnectAsync(gy, "other.core.example");
        lock (gate)
        {
            while (all.Count < sessions)
            {
                all.Add(Begin());
            }
        }

        await Task.WhenAll(all.Select((session, place) => Task.Run(() => LiveAsync(session, place % 2 == 0 ? client : other, place % 2 == 0 ? other : client))));
    }

    /// <summary>Sessions end with a T at their next request; what is unanswered is still sent again first.</summary>
    public void End() => ending = true;

    /// <summary>Before a new life: half of what was not answered is given up, as by a core that restarts its sessions; the rest will be sent again.</summary>
    public void GiveUpSome()
    {
        lock (gate)
        {
            for (var place = 0; place < all.Count; place++)
            {
                if (all[place] is { Pending: not null } session && random.Next(2) == 0)
                {
                    reported[session.Line] = reported[session.Line] with { Doubtful = reported[session.Line].Doubtful + session.PendingOctets };
                    all[place] = Begin();
                }
            }
        }
    }

    private static Task<DiameterClient> ConnectAsync(IPEndPoint gy, string host) =>
        DiameterClient.ConnectAsync(gy, new DiameterOptions { OriginHost = host, OriginRealm = "core.example" }, new SilentCore());

    private CoreSession Begin() => new($"core.example;{seed};{nextSession++}", random.Next(lines));

    private async Task LiveAsync(CoreSession session, DiameterClient client, DiameterClient other)
    {
        // What was answered before the server died is asked once more: the same answer, nothing charged.
        if (session.Last is { } last && !await RepeatAsync(session, last, client))
        {
            return;
        }

        while (Next(session) is { } request)
        {
            var answer = await AskAsync(client, request with { Retransmitted = session.WasSent });
            session.WasSent = true;
            if (answer is null || !Take(session, request, answer))
            {
                return;
            }

            if (RepeatsNow() && !await RepeatAsync(session, session.Last!.Value, other))
            {
                return;
            }
        }
    }

    private bool RepeatsNow()
    {
        lock (gate)
        {
            return random.Next(10) == 0;
        }
    }

    private async Task<bool> RepeatAsync(CoreSession session, (Ccr Request, string Content) last, DiameterClient client)
    {
        if (await AskAsync(client, last.Request with { Retransmitted = true }) is not { } answer)
        {
            return false;
        }

        lock (gate)
        {
            if (answer.ResultCode / 1000 != 2)
            {
                Refused(answer.ResultCode);
                return false;
            }

            Repeats++;
            if (answer.Content != last.Content)
            {
                Different.Add($"{session.Id} {last.Request.Type} {last.Request.Number}: {last.Content} then {answer.Content}");
            }
        }

        return true;
    }

    /// <summary>What is unanswered, else what comes next; null where the session has ended and no other is wanted.</summary>
    private Ccr? Next(CoreSession session)
    {
        lock (gate)
        {
            if (session.Pending is null && session.IsIdle)
            {
                if (ending)
                {
                    return null;
                }

                session.Renew($"core.example;{seed};{nextSession++}", random.Next(lines));
            }

            if (session.Pending is null)
            {
                session.Ask(random.Next(1, MostQuanta + 1) * Quantum, ending || random.Next(5) == 0);
            }

            return session.Pending;
        }
    }

    private bool Take(CoreSession session, Ccr request, Cca answer)
    {
        lock (gate)
        {
            if (answer.ResultCode / 1000 != 2)
            {
                Refused(answer.ResultCode);
                return false;
            }

            reported[session.Line] = reported[session.Line] with { Acknowledged = reported[session.Line].Acknowledged + session.PendingOctets };
            session.Answered(request, answer.Content);
            Answers++;
            if (--answersLeft == 0)
            {
                reached!.SetResult();
            }

            return true;
        }
    }

    private void Refused(uint code) => Refusals[code] = Refusals.GetValueOrDefault(code) + 1;

    private static async Task<Cca?> AskAsync(DiameterClient client, Ccr request) =>
        await client.Peer.SendRequestAsync(request.Encode(0, DiameterPeer.NextEndToEnd()), patience) is { } octets ? new Cca(octets) : null;

    private sealed class SilentCore : IDiameterApplication
    {
        public bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message) => false;
    }
}
