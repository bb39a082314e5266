using System.Diagnostics;
using System.IO.Hashing;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Gy.Profiles;

namespace Kopek.Gy.Sessions;

/// <summary>
/// One CCR on its way to a shard and its CCA on the way back: the engine's request and the connection's answer in one pooled object. It is taken when
/// the request was read, and goes back to its connection when the answer is written.
/// </summary>
internal sealed class GyExchange(GyConnection connection) : CreditRequest, IOutgoingMessage
{
    /// <summary>Most Session-Ids; a longer one takes a longer array, once.</summary>
    private const int UsualSessionIdOctets = 96;

    private byte[] sessionId = new byte[UsualSessionIdOctets];
    private int sessionIdLength;

    public GyConnection Connection { get; } = connection;

    /// <summary>The next free exchange of the connection's pool.</summary>
    public GyExchange? Next { get; set; }

    public DiameterHeader Header { get; private set; }

    public GyClient Client { get; private set; } = null!;

    /// <summary>Bit i: service i asked for units that no plan sells.</summary>
    public uint Unsold { get; private set; }

    /// <summary>The Result-Code where no rule gave an answer; else 0.</summary>
    public uint Refusal { get; set; }

    /// <summary>Proxy-Info of the request, to be given back in its order; null where there is none.</summary>
    public byte[]? ProxyInfo { get; private set; }

    public ReadOnlySpan<byte> SessionId => sessionId.AsSpan(0, sessionIdLength);

    /// <summary>Takes over what was read: <see cref="CreditRequest.Control"/> is filled already, keys and hashes are worked out here.</summary>
    public void Begin(in DiameterHeader header, ReadOnlySpan<byte> message, in CcrFields fields, GyClient client)
    {
        if (sessionId.Length < fields.SessionId.Length)
        {
            sessionId = new byte[fields.SessionId.Length];
        }

        fields.SessionId.CopyTo(sessionId);
        sessionIdLength = fields.SessionId.Length;
        Header = header;
        Client = client;
        Refusal = 0;
        Unsold = Control.Type == CcRequestType.Termination ? 0 : fields.Unsold;
        ProxyInfo = (fields.Seen & CcrParts.ProxyInfo) == 0 ? null : ProxyInfoOf(message);
        var key = XxHash128.HashToUInt128(fields.SessionId);
        Control.Session = new SessionKey((ulong)(key >> 64), unchecked((ulong)key));
        Control.OriginRealm = client.RealmHash;
        Control.CanThrottle = client.Profile.CanThrottle;
        Control.Digest = CcrDigest.Of(Control, Unsold);
    }

    public override void Complete(Completions batch) => Connection.Answered(this, batch);

    public override void Fail(ShardFailure reason)
    {
        Refusal = reason switch
        {
            ShardFailure.Busy => ResultCodes.TooBusy,
            // RFC 6733 7.1.3: the client tries its other server.
            ShardFailure.Unavailable or ShardFailure.Stopping => ResultCodes.UnableToDeliver,
            ShardFailure.ShardStopped => ResultCodes.UnableToComply,
            _ => throw new UnreachableException($"{reason} has no Result-Code."),
        };
        Connection.Refused(this, reason);
    }

    public void Write(ref AvpWriter writer)
    {
        if (Refusal == 0)
        {
            CcaWriter.Write(ref writer, this, Answer!, Connection.Identity);
        }
        else
        {
            CcaWriter.WriteRefusal(ref writer, this, Connection.Identity);
        }
    }

    public void Released(bool sent) => Connection.Released(this);

    private static byte[] ProxyInfoOf(ReadOnlySpan<byte> message)
    {
        var octets = new byte[message.Length];
        var writer = new AvpWriter(octets);
        RequestEcho.WriteProxyInfo(ref writer, message);
        return octets[..writer.Written];
    }
}
