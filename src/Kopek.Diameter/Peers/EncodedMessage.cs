using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>A message of the peer's own that is encoded already.</summary>
internal class EncodedMessage(byte[] octets) : IOutgoingMessage
{
    public void Write(ref AvpWriter writer) => writer.WriteRaw(octets);

    public virtual void Released(bool sent)
    {
    }
}

/// <summary>An encoded request of the peer's own, or one of the application on the cold path.</summary>
internal sealed class EncodedRequest(byte[] octets, Action<byte[]?, NoAnswerReason> completed) : EncodedMessage(octets), IOutgoingRequest
{
    public void OnAnswer(in DiameterHeader header, ReadOnlySpan<byte> message) => completed(message.ToArray(), default);

    public void OnNoAnswer(NoAnswerReason reason) => completed(null, reason);
}
