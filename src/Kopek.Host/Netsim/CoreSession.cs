using System.Text;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Host.Netsim;

/// <summary>
/// One Gy session of the simulated core: writes its CCR, reads its CCA, and tells its owner, who decides what comes next. One request at a time, so
/// one object serves a session from I to T, and the next session after it.
/// </summary>
internal sealed class CoreSession(CoreIdentity identity, Action<CoreSession> answered) : IOutgoingRequest
{
    private byte[] sessionId = [];
    private byte[] msisdn = [];
    private uint endToEnd;

    public DiameterPeer? Peer { get; set; }
    public long Subscriber { get; private set; }
    public uint Type { get; private set; }
    public uint Number { get; private set; }

    /// <summary>Octets that this request reports.</summary>
    public long Reported { get; private set; }

    /// <summary>This request was sent before: T bit, same numbers.</summary>
    public bool IsRepeat { get; set; }
    public (uint Code, uint ServiceCode, long Granted, uint Validity) FirstAnswer { get; set; }
    public long SentAt { get; set; }

    /// <summary>CC-Total-Octets of the last answer; 0 where nothing was granted.</summary>
    public long Granted { get; private set; }
    public uint ResultCode { get; private set; }
    public uint ServiceResultCode { get; private set; }
    public bool IsFinal { get; private set; }
    public uint ValiditySeconds { get; private set; }
    public NoAnswerReason? NoAnswer { get; private set; }
    public bool IsRefused => ResultCode / 1000 != 2 || ServiceResultCode / 1000 != 2;

    public void Begin(long subscriber, ulong run)
    {
        Subscriber = subscriber;
        msisdn = Encoding.ASCII.GetBytes(subscriber.ToString(System.Globalization.CultureInfo.InvariantCulture));
        sessionId = Encoding.ASCII.GetBytes($"{identity.OriginHost};{run >> 32};{run & uint.MaxValue}");
        Set(CcRequestTypes.Initial, 0, 0);
    }

    public void Update(long used) => Set(CcRequestTypes.Update, Number + 1, used);

    public void Terminate(long used) => Set(CcRequestTypes.Termination, Number + 1, used);

    public bool TrySend(TimeSpan timeout)
    {
        SentAt = System.Diagnostics.Stopwatch.GetTimestamp();
        return Peer!.TrySendRequest(this, timeout);
    }

    public void Write(ref AvpWriter writer)
    {
        var flags = CommandFlags.Proxiable | (IsRepeat ? CommandFlags.Retransmitted : CommandFlags.None);
        var start = writer.BeginRequest(CommandCodes.CreditControl, Applications.CreditControl, endToEnd, flags);
        writer.WriteOctets(AvpCodes.SessionId, sessionId);
        writer.WriteText(AvpCodes.OriginHost, identity.OriginHost);
        writer.WriteText(AvpCodes.OriginRealm, identity.OriginRealm);
        writer.WriteText(AvpCodes.DestinationRealm, identity.DestinationRealm);
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
        writer.WriteText(AvpCodes.ServiceContextId, "32251@3gpp.org");
        writer.WriteUnsigned32(AvpCodes.CcRequestType, Type);
        writer.WriteUnsigned32(AvpCodes.CcRequestNumber, Number);
        var subscription = writer.BeginGroup(AvpCodes.SubscriptionId);
        writer.WriteUnsigned32(AvpCodes.SubscriptionIdType, 0); // END_USER_E164
        writer.WriteOctets(AvpCodes.SubscriptionIdData, msisdn);
        writer.EndGroup(subscription);
        if (Type == CcRequestTypes.Termination)
        {
            writer.WriteUnsigned32(AvpCodes.TerminationCause, 1); // DIAMETER_LOGOUT
        }

        WriteServices(ref writer);
        var service = writer.BeginGroup(ThreeGppAvpCodes.ServiceInformation, Vendors.ThreeGpp);
        var packetSwitched = writer.BeginGroup(ThreeGppAvpCodes.PSInformation, Vendors.ThreeGpp);
        writer.WriteOctets(ThreeGppAvpCodes.SGSNMCCMNC, identity.Network, Vendors.ThreeGpp);
        writer.EndGroup(packetSwitched);
        writer.EndGroup(service);
        writer.EndMessage(start);
    }

    public void Released(bool sent)
    {
        // The answer, or its absence, follows: nothing to give back here.
    }

    public void OnAnswer(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        (ResultCode, ServiceResultCode, Granted, IsFinal, ValiditySeconds, NoAnswer) = (0, 2001, 0, false, 0, null);
        var reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
            if (reader.VendorId == 0 && reader.Code == AvpCodes.ResultCode && reader.TryReadUnsigned32(out var code))
            {
                ResultCode = code;
            }
            else if (reader.VendorId == 0 && reader.Code == AvpCodes.MultipleServicesCreditControl)
            {
                ReadService(reader.Group());
            }
        }

        answered(this);
    }

    public void OnNoAnswer(NoAnswerReason reason)
    {
        NoAnswer = reason;
        answered(this);
    }

    private void Set(uint type, uint number, long used)
    {
        (Type, Number, Reported, IsRepeat) = (type, number, used, false);
        endToEnd = DiameterPeer.NextEndToEnd();
    }

    private void WriteServices(ref AvpWriter writer)
    {
        if (Type == CcRequestTypes.Initial)
        {
            writer.WriteUnsigned32(AvpCodes.MultipleServicesIndicator, 1);
        }

        var services = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
        if (Type != CcRequestTypes.Termination)
        {
            var requested = writer.BeginGroup(AvpCodes.RequestedServiceUnit);
            if (identity.RequestedOctets > 0)
            {
                writer.WriteUnsigned64(AvpCodes.CcTotalOctets, (ulong)identity.RequestedOctets);
            }

            writer.EndGroup(requested);
        }

        if (Type != CcRequestTypes.Initial)
        {
            var used = writer.BeginGroup(AvpCodes.UsedServiceUnit);
            writer.WriteUnsigned64(AvpCodes.CcTotalOctets, (ulong)Reported);
            writer.EndGroup(used);
        }

        writer.WriteUnsigned32(AvpCodes.RatingGroup, identity.RatingGroup);
        writer.EndGroup(services);
    }

    private void ReadService(AvpReader reader)
    {
        while (reader.MoveNext())
        {
            switch (reader.Code)
            {
                case AvpCodes.ResultCode when reader.TryReadUnsigned32(out var code):
                    ServiceResultCode = code;
                    break;
                case AvpCodes.ValidityTime when reader.TryReadUnsigned32(out var seconds):
                    ValiditySeconds = seconds;
                    break;
                case AvpCodes.FinalUnitIndication:
                    IsFinal = true;
                    break;
                case AvpCodes.GrantedServiceUnit:
                    ReadGranted(reader.Group());
                    break;
            }
        }
    }

    private void ReadGranted(AvpReader reader)
    {
        while (reader.MoveNext())
        {
            if (reader.Code == AvpCodes.CcTotalOctets && reader.TryReadUnsigned64(out var octets))
            {
                Granted = (long)Math.Min(octets, long.MaxValue);
            }
        }
    }
}

/// <summary>Who the simulated core says it is, and what it asks for.</summary>
/// <param name="Network">The visited network as ASCII digits, MCC then MNC.</param>
/// <param name="RequestedOctets">CC-Total-Octets of each request; 0 leaves the amount to the server.</param>
internal sealed record CoreIdentity(string OriginHost, string OriginRealm, string DestinationRealm, byte[] Network, long RequestedOctets, uint RatingGroup);

/// <summary>RFC 8506 8.3.</summary>
internal static class CcRequestTypes
{
    public const uint Initial = 1;
    public const uint Update = 2;
    public const uint Termination = 3;
}
