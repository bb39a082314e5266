using System.Numerics;
using Kopek.Core.Sessions;
using Kopek.Diameter.Peers;
using Kopek.Engine.Shards;
using Kopek.Gy.Profiles;
using Kopek.Gy.Reauthorization;
using Microsoft.Extensions.Logging;

namespace Kopek.Gy.Sessions;

/// <summary>
/// What one peer's connection keeps: the requests of the read that is being handled, and a pool of exchanges. The read loop takes from the pool, the
/// connection's writer gives back, shards hand in answers: three kinds of threads.
/// </summary>
internal sealed class GyConnection(DiameterPeer peer, GyIdentity identity, GyClients clients, OpenSessionIds openSessions, ILogger logger) : IFlushable
{
    private ShardRequest[] asked = new ShardRequest[64];
    private int askedCount;
    private GyExchange? free;
    private GyExchange? given;
    private GyClient? client;
    private long refusals;

    public GyIdentity Identity { get; } = identity;

    /// <summary>
    /// A free exchange, one of those that came back last: as few are in use as requests are on their way, and what a burst needed lies still. Only on the read loop.
    /// </summary>
    public GyExchange Take()
    {
        if (Volatile.Read(ref given) is not null)
        {
            TakeBack();
        }

        if (free is not { } exchange)
        {
            return new GyExchange(this);
        }

        free = exchange.Next;
        exchange.Next = null;
        return exchange;
    }

    /// <summary>All that came back is taken at once, so that nobody pops what another pushes again: no ABA.</summary>
    private void TakeBack()
    {
        for (var back = Interlocked.Exchange(ref given, null); back is not null;)
        {
            var next = back.Next;
            PutBack(back);
            back = next;
        }
    }

    /// <summary>An exchange that was not used after all; only on the read loop.</summary>
    public void PutBack(GyExchange exchange)
    {
        exchange.Next = free;
        free = exchange;
    }

    /// <summary>The client that a request names. Nearly always it is the peer itself, the same as before.</summary>
    public GyClient ClientOf(ReadOnlySpan<byte> originHost, ReadOnlySpan<byte> originRealm)
    {
        if (client is null || !client.Is(originHost, originRealm))
        {
            client = clients.Of(originHost, originRealm);
        }

        return client;
    }

    /// <summary>Asks the shard when the whole read has been handled.</summary>
    public void Ask(GyExchange exchange)
    {
        if (askedCount == asked.Length)
        {
            Array.Resize(ref asked, 2 * asked.Length);
        }

        asked[askedCount++] = exchange;
    }

    public void Submit(IShards shards)
    {
        var count = askedCount;
        askedCount = 0;
        shards.Post(asked.AsSpan(0, count));
    }

    public void Answered(GyExchange exchange, Completions batch)
    {
        if (peer.GatherAnswer(exchange))
        {
            batch.FlushLater(this);
        }
    }

    public void Flush() => peer.SendGathered();

    /// <summary>The engine gave no answer: the client hears so at once.</summary>
    public void Refused(GyExchange exchange, ShardFailure reason)
    {
        if (IsToBeLogged(out var count))
        {
            logger.NotAnswered(peer.ConnectionId, reason, exchange.Refusal, count);
        }

        peer.EnqueueAnswer(exchange);
    }

    /// <summary>Sends what was answered without asking a shard.</summary>
    public void Send(IOutgoingMessage answer) => peer.EnqueueAnswer(answer);

    public void Released(GyExchange exchange)
    {
        if (exchange.Refusal == 0 && exchange.Client.Profile.HonoursReAuth)
        {
            openSessions.Follow(exchange, peer.Identity.OriginHost);
        }

        exchange.Forget();
        GyExchange? head;
        do
        {
            head = Volatile.Read(ref given);
            exchange.Next = head;
        }
        while (Interlocked.CompareExchange(ref given, exchange, head) != head);
    }

    /// <summary>The 1st, 2nd, 4th, 8th ... refusal of a connection is logged: a hostile peer must not fill the disk.</summary>
    public bool IsToBeLogged(out long count)
    {
        count = Interlocked.Increment(ref refusals);
        return BitOperations.IsPow2(count);
    }
}
