using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>
/// What runs on top of the peers. All calls for one peer come one after another from its read loop, calls for different
/// peers at the same time. A call that takes long stops that peer's reading, and an exception ends its connection.
/// </summary>
public interface IDiameterApplication
{
    /// <summary>The peer has shown who it is and is open. Also for a connection that we began.</summary>
    void OnOpened(DiameterPeer peer)
    {
    }

    /// <summary>
    /// One request of an application that was advertised. The octets are valid during the call only: copy what is kept.
    /// A request that is taken must be answered once, sometime, with <see cref="DiameterPeer.EnqueueAnswer"/>: until then it
    /// counts against <see cref="DiameterOptions.MaxUnansweredRequests"/>.
    /// </summary>
    /// <returns>False where the command is not served; the peer is answered 3001.</returns>
    bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message);

    /// <summary>All messages that one read from the peer brought have been handed over: the time to submit them as one batch.</summary>
    void OnReadCompleted(DiameterPeer peer)
    {
    }

    /// <summary>The connection is gone; what is still enqueued for it is released unsent.</summary>
    void OnClosed(DiameterPeer peer)
    {
    }
}
