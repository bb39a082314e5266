using Kopek.Bench.Diameter;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Gy.Profiles;
using Kopek.Gy.Sessions;

namespace Kopek.Bench.Gy;

/// <summary>The answer to a CCR-U is written into a buffer that is there already: one grant with Validity-Time and threshold.</summary>
public sealed class CcaEncoding
{
    private readonly byte[] octets = new byte[CcrUpdate.MaxLength];
    private readonly GyExchange exchange = new(connection: null!);
    private readonly GyIdentity identity = new(new DiameterOptions { OriginHost = "ocs.kopek.example", OriginRealm = "kopek.example" }, 643);
    private readonly LineEvent.CreditAnswered answer;

    public CcaEncoding()
    {
        var message = octets.AsSpan(0, CcrUpdate.Write(octets)).ToArray();
        var fields = new CcrFields { Currency = 643 };
        CcrReader.Read(message, exchange.Control, ref fields);
        exchange.Begin(DiameterHeader.Read(message), message, fields, new GyClient("smf.example"u8, "example"u8, (_, _) => new ProfileAvps(CoreProfile.Default)));
        var control = exchange.Control;
        var grant = new Grant(control.Units[0].Unit, ResultCode.Success, 1_048_576, Money.Zero, null, 3600, false, 0, Moment.Never);
        answer = new LineEvent.CreditAnswered(control.Session, control.OriginRealm, control.Digest, control.Type, control.Number, ResultCode.Success, 0, Moment.Never, [grant]);
    }

    /// <summary>Octets of the last run: kept, so that no compiler can leave the work out.</summary>
    public int Written { get; private set; }

    public void Run()
    {
        var writer = new AvpWriter(octets);
        CcaWriter.Write(ref writer, exchange, answer, identity);
        Written = writer.Written;
    }
}
