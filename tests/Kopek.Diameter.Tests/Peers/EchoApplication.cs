using System.Collections.Concurrent;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>Answers every CCR with 2001 and its Session-Id, once a read is complete, or when told to where answers are held back.</summary>
internal sealed class EchoApplication : IDiameterApplication
{
    private readonly ConcurrentQueue<(DiameterPeer Peer, EchoAnswer Answer)> held = new();
    private int received;
    private int released;

    public bool HoldsAnswers { get; init; }

    /// <summary>Octets of an AVP added to each answer.</summary>
    public int Ballast { get; init; }

    public int Received => Volatile.Read(ref received);

    public int Released => Volatile.Read(ref released);

    public ConcurrentQueue<DiameterPeer> Opened { get; } = new();

    public ConcurrentQueue<DiameterPeer> Closed { get; } = new();

    public void OnOpened(DiameterPeer peer)
    {
        peer.ApplicationState = new List<IOutgoingMessage>();
        Opened.Enqueue(peer);
    }

    public bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        if (header.CommandCode is not (CommandCodes.CreditControl or CommandCodes.ReAuth))
        {
            return false;
        }

        Interlocked.Increment(ref received);
        var answer = new EchoAnswer(header, message.ToArray(), Ballast, () => Interlocked.Increment(ref released));
        if (HoldsAnswers)
        {
            held.Enqueue((peer, answer));
        }
        else
        {
            ((List<IOutgoingMessage>)peer.ApplicationState!).Add(answer);
        }

        return true;
    }

    public void OnReadCompleted(DiameterPeer peer)
    {
        var batch = (List<IOutgoingMessage>)peer.ApplicationState!;
        foreach (IOutgoingMessage answer in batch)
        {
            peer.GatherAnswer(answer);
        }

        peer.SendGathered();
        batch.Clear();
    }

    public void OnClosed(DiameterPeer peer) => Closed.Enqueue(peer);

    public void AnswerHeld()
    {
        while (held.TryDequeue(out (DiameterPeer Peer, EchoAnswer Answer) item))
        {
            item.Peer.EnqueueAnswer(item.Answer);
        }
    }
}

internal sealed class EchoAnswer(DiameterHeader request, byte[] message, int ballast, Action released) : IOutgoingMessage
{
    public void Write(ref AvpWriter writer)
    {
        int start = writer.BeginMessage(request.Answer(ResultCodes.Success));
        RequestEcho.WriteSessionId(ref writer, message);
        writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
        if (ballast > 0)
        {
            writer.WriteZeros(AvpCodes.Class, ballast);
        }

        writer.EndMessage(start);
    }

    public void Released(bool sent) => released();
}
