using System.Threading.Channels;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Gy.Tests;

/// <summary>A core's side of the requests that the server begins: notes RAR and ASR and answers them with 2001, or not at all.</summary>
internal sealed class CoreApplication(bool isSilent = false) : IDiameterApplication
{
    private readonly Channel<byte[]> heard = Channel.CreateUnbounded<byte[]>();

    public bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        heard.Writer.TryWrite(message.ToArray());
        if (!isSilent)
        {
            peer.EnqueueAnswer(new Answer(header, message.ToArray()));
        }

        return true;
    }

    /// <summary>The next request of the server.</summary>
    public async Task<byte[]> HearAsync() => await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public bool HasHeard => heard.Reader.Count > 0;

    private sealed class Answer(DiameterHeader request, byte[] message) : IOutgoingMessage
    {
        public void Write(ref AvpWriter writer)
        {
            var start = writer.BeginMessage(request.Answer(ResultCodes.Success));
            RequestEcho.WriteSessionId(ref writer, message);
            writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
            writer.WriteText(AvpCodes.OriginHost, "pgw.core.example");
            writer.WriteText(AvpCodes.OriginRealm, "core.example");
            writer.EndMessage(start);
        }

        public void Released(bool sent)
        {
        }
    }
}
