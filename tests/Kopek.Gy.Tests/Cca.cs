using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests;

/// <summary>AVPs by code as a test reads them; groups are read on demand. Vendor is passed over: codes of interest do not collide.</summary>
internal sealed class Avps
{
    private readonly List<(uint Code, byte[] Data)> all = [];

    private Avps(AvpReader reader)
    {
        while (reader.MoveNext())
        {
            all.Add((reader.Code, reader.Data.ToArray()));
        }

        Assert.False(reader.Failed);
    }

    public static Avps Of(ReadOnlySpan<byte> message) => new(AvpReader.OfMessage(message));

    public bool Has(uint code) => all.Exists(avp => avp.Code == code);

    public IReadOnlyList<uint> Codes => [.. all.Select(avp => avp.Code)];

    public byte[] Data(uint code) => all.First(avp => avp.Code == code).Data;

    public string Text(uint code) => System.Text.Encoding.UTF8.GetString(Data(code));

    public uint U32(uint code) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Data(code));

    public ulong U64(uint code) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(Data(code));

    public Avps Group(uint code) => Groups(code)[0];

    public IReadOnlyList<Avps> Groups(uint code) => [.. all.Where(avp => avp.Code == code).Select(avp => new Avps(AvpReader.OfAvps(avp.Data)))];
}

/// <summary>A CCA as a test reads it.</summary>
internal sealed class Cca(byte[] octets)
{
    public byte[] Octets { get; } = octets;
    public DiameterHeader Header { get; } = DiameterHeader.Read(octets);
    public Avps Avps { get; } = Avps.Of(octets);

    /// <summary>All but Hop-by-Hop and End-to-End: what a repeat must equal.</summary>
    public string Content => Convert.ToHexString(Octets.AsSpan(0, 12)) + Convert.ToHexString(Octets.AsSpan(20));
    public uint ResultCode => Avps.U32(AvpCodes.ResultCode);
    public IReadOnlyList<Avps> Services => Avps.Groups(AvpCodes.MultipleServicesCreditControl);

    /// <summary>Of the first service.</summary>
    public ulong GrantedOctets => Services[0].Group(AvpCodes.GrantedServiceUnit).U64(AvpCodes.CcTotalOctets);

    public uint FailedCode => AvpReaderOfFailed().Code;

    private AvpReader AvpReaderOfFailed()
    {
        var reader = AvpReader.OfAvps(Avps.Data(AvpCodes.FailedAvp));
        Assert.True(reader.MoveNext());
        return reader;
    }
}
