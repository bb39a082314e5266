using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Gy.Profiles;
using Kopek.Gy.Sessions;

namespace Kopek.Gy.Tests;

/// <summary>A CCR read as the server reads it, without a server; and its CCA written from an answer that the test makes up.</summary>
internal sealed class Decoded
{
    public static readonly GyIdentity Identity = new(new DiameterOptions { OriginHost = "ocs.kopek.example", OriginRealm = "kopek.example" }, 643);

    private readonly byte[] message;

    private Decoded(byte[] message, CoreProfile profile)
    {
        this.message = message;
        var fields = new CcrFields { Currency = 643 };
        Fault = CcrReader.Read(message, Exchange.Control, ref fields);
        if (Fault.IsNone)
        {
            Exchange.Begin(DiameterHeader.Read(message), message, fields, new GyClient(fields.OriginHost, fields.OriginRealm, (_, _) => new ProfileAvps(profile)));
            Msisdn = System.Text.Encoding.ASCII.GetString(fields.Msisdn);
            Imsi = System.Text.Encoding.ASCII.GetString(fields.Imsi);
        }
    }

    public GyExchange Exchange { get; } = new(connection: null!);
    public CreditControl Control => Exchange.Control;
    public DiameterFault Fault { get; }
    public string Msisdn { get; } = "";
    public string Imsi { get; } = "";

    public static Decoded Of(byte[] message, CoreProfile? profile = null) => new(message, profile ?? CoreProfile.Default);

    public static Decoded Of(Ccr request, CoreProfile? profile = null) => Of(request.Encode(), profile);

    /// <summary>The CCA to an answer whose grants are for the request's units in their order.</summary>
    public byte[] Answer(int resultCode, Money cost, params Grant[] grants)
    {
        var units = grants.Select((grant, index) => grant with { Unit = Control.Units[index].Unit }).ToArray();
        var answer = new LineEvent.CreditAnswered(Control.Session, Control.OriginRealm, Control.Digest, Control.Type, Control.Number, resultCode, 0, Moment.Never, units) { Cost = cost };
        var octets = new byte[64 * 1024];
        var writer = new AvpWriter(octets);
        CcaWriter.Write(ref writer, Exchange, answer, Identity);
        Assert.False(writer.Overflowed);
        return octets[..writer.Written];
    }

    public byte[] Answer(params Grant[] grants) => Answer(ResultCode.Success, Money.Zero, grants);

    public byte[] Refusal()
    {
        var octets = new byte[64 * 1024];
        var writer = new AvpWriter(octets);
        new RefusedRequest(DiameterHeader.Read(message), message, Fault, Identity).Write(ref writer);
        return octets[..writer.Written];
    }

    public static Grant Granted(long octets, int validitySeconds = 3600, bool final = false, int throttleKbps = 0, Moment? priceChange = null) =>
        new(default, ResultCode.Success, octets, Money.Zero, null, validitySeconds, final, throttleKbps, priceChange ?? Moment.Never);

    public static Grant Refused(int resultCode) => new(default, resultCode, 0, Money.Zero, null, 0, false, 0, Moment.Never);
}
