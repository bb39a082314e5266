using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Gy.Reauthorization;

/// <summary>RAR (RFC 6733 8.3.1, RFC 8506 5.5) or ASR (RFC 6733 8.5.1) for one session.</summary>
internal sealed class SessionRequest(SessionKey session, OpenSessionId open, uint commandCode, SessionReauthorization owner) : IOutgoingRequest
{
    private const int AuthorizeOnly = 0;

    private readonly uint endToEnd = DiameterPeer.NextEndToEnd();

    public SessionKey Session { get; } = session;

    public OpenSessionId Open { get; } = open;

    public string Name => CommandCodes.NameOf(commandCode, isRequest: true);

    public void Write(ref AvpWriter writer)
    {
        var start = writer.BeginRequest(commandCode, Applications.CreditControl, endToEnd);
        writer.WriteOctets(AvpCodes.SessionId, Open.SessionId);
        writer.WriteText(AvpCodes.OriginHost, owner.Identity.OriginHost);
        writer.WriteText(AvpCodes.OriginRealm, owner.Identity.OriginRealm);
        writer.WriteText(AvpCodes.DestinationRealm, Open.Client.OriginRealm);
        writer.WriteText(AvpCodes.DestinationHost, Open.Client.OriginHost);
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
        if (commandCode == CommandCodes.ReAuth)
        {
            writer.WriteInteger32(AvpCodes.ReAuthRequestType, AuthorizeOnly);
        }

        writer.EndMessage(start);
    }

    public void Released(bool sent)
    {
    }

    public void OnAnswer(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        uint resultCode = 0;
        var reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            if (reader is { Code: AvpCodes.ResultCode, VendorId: Vendors.None })
            {
                reader.TryReadUnsigned32(out resultCode);
                break;
            }
        }

        owner.Answered(this, resultCode);
    }

    public void OnNoAnswer(NoAnswerReason reason) => owner.NotAnswered(this, reason);
}
