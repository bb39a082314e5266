using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Host.Netsim;

/// <summary>What the simulated core says to the server's own requests: RAR and ASR are taken with 2001; RAR tells the owner of the session.</summary>
internal sealed class CoreApplication(Action<string>? reauthorized = null) : IDiameterApplication
{
    public bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        if (header.CommandCode is not (CommandCodes.ReAuth or CommandCodes.AbortSession))
        {
            return false;
        }

        var sessionId = SessionIdOf(message);
        peer.EnqueueAnswer(new CoreAnswer(header.Answer(ResultCodes.Success), sessionId));
        reauthorized?.Invoke(sessionId);
        return true;
    }

    private static string SessionIdOf(ReadOnlySpan<byte> message)
    {
        var reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            if (reader.Code == AvpCodes.SessionId && reader.VendorId == 0)
            {
                return System.Text.Encoding.UTF8.GetString(reader.Data);
            }
        }

        return "";
    }
}

internal sealed class CoreAnswer(DiameterHeader header, string sessionId) : IOutgoingMessage
{
    public void Write(ref AvpWriter writer)
    {
        var start = writer.BeginMessage(header);
        writer.WriteText(AvpCodes.SessionId, sessionId);
        writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
        writer.WriteText(AvpCodes.OriginHost, "netsim.example");
        writer.WriteText(AvpCodes.OriginRealm, "netsim.example");
        writer.EndMessage(start);
    }

    public void Released(bool sent)
    {
        // Nothing is pooled here.
    }
}
