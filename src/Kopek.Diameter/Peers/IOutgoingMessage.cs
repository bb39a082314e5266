using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>
/// A message that waits to be encoded by the connection's own writer, on another thread than the one that enqueued it.
/// An answer that comes from a pool goes back there in <see cref="Released"/>.
/// </summary>
public interface IOutgoingMessage
{
    /// <summary>
    /// Writes one whole message, from <see cref="AvpWriter.BeginMessage"/> to <see cref="AvpWriter.EndMessage"/>. Called again
    /// with a longer span when the writer overflowed, so it must change nothing.
    /// </summary>
    void Write(ref AvpWriter writer);

    /// <summary>Called exactly once: the message was handed to the transport, or (false) its connection is gone.</summary>
    void Released(bool sent);
}

/// <summary>
/// A request of ours. Its Hop-by-Hop Identifier is set by the peer that sends it. After <see cref="IOutgoingMessage.Released"/>
/// exactly one of <see cref="OnAnswer"/> and <see cref="OnNoAnswer"/> follows, save that the answer of a fast peer may come first.
/// </summary>
public interface IOutgoingRequest : IOutgoingMessage
{
    /// <summary>On the peer's read loop; the octets are valid during the call only.</summary>
    void OnAnswer(in DiameterHeader header, ReadOnlySpan<byte> message);

    void OnNoAnswer(NoAnswerReason reason);
}

public enum NoAnswerReason
{
    /// <summary>The peer is open and did not answer in time; it may have acted on the request.</summary>
    TimedOut,
    /// <summary>The connection ended first; the peer may have acted on the request.</summary>
    Disconnected,
}
