using Kopek.Bench.Diameter;
using Kopek.Diameter.Codec;
using Kopek.Gy.Profiles;
using Kopek.Gy.Sessions;

namespace Kopek.Bench.Gy;

/// <summary>A CCR-U becomes a credit-control request with its keys and hashes, in an exchange that is used again.</summary>
public sealed class CcrDecoding
{
    private readonly byte[] message;
    private readonly DiameterHeader header;
    private readonly GyExchange exchange = new(connection: null!);
    private readonly GyClient client = new("smf.example"u8, "example"u8, (_, _) => new ProfileAvps(CoreProfile.Default));

    public CcrDecoding()
    {
        Span<byte> octets = stackalloc byte[CcrUpdate.MaxLength];
        message = octets[..CcrUpdate.Write(octets)].ToArray();
        header = DiameterHeader.Read(message);
    }

    public void Run()
    {
        var fields = new CcrFields { Currency = 643 };
        if (!CcrReader.Read(message, exchange.Control, ref fields).IsNone)
        {
            throw new InvalidOperationException("the sample is refused");
        }

        exchange.Begin(header, message, fields, client);
    }
}
