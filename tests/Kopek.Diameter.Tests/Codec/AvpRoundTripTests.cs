using System.Net;

using CsCheck;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Tests.Codec;

public sealed class AvpRoundTripTests
{
    private static readonly Gen<Node> Nodes = Gen.Recursive<Node>((depth, inner) =>
    {
        Gen<(uint, uint, AvpFlags)> head = Gen.Select(Gen.UInt, Gen.OneOf(0u, 10415u, 1u), Gen.OneOf(AvpFlags.None, AvpFlags.Mandatory));
        Gen<Node> leaf = Gen.Select(head, Gen.Byte.Array[0, 40]).Select((h, data) => new Node(h.Item1, h.Item2, h.Item3, data, []));
        return depth >= 4 ? leaf : Gen.OneOf(leaf, Gen.Select(head, inner.Array[1, 4]).Select((h, children) => new Node(h.Item1, h.Item2, h.Item3, [], children)));
    });

    [Fact]
    public void A_tree_of_AVPs_is_read_as_it_was_written() => Nodes.Array[0, 6].Sample(nodes =>
    {
        byte[] octets = Write(nodes, 64 * 1024)!;
        AvpReader reader = AvpReader.OfAvps(octets);
        AssertEqual(nodes, ref reader);
        Assert.Equal(0, octets.Length % 4);
    });

    [Fact]
    public void Every_span_that_is_too_short_overflows_and_none_that_is_long_enough_does() => Nodes.Array[1, 3].Sample(nodes =>
    {
        int length = Write(nodes, 64 * 1024)!.Length;
        Assert.NotNull(Write(nodes, length));
        for (int shorter = 0; shorter < length; shorter++)
        {
            Assert.Null(Write(nodes, shorter));
        }
    }, iter: 50);

    [Fact]
    public void Numbers_are_read_back() => Gen.Select(Gen.UInt, Gen.Int, Gen.ULong, Gen.Long).Sample((u32, i32, u64, i64) =>
    {
        var buffer = new byte[256];
        var writer = new AvpWriter(buffer);
        writer.WriteUnsigned32(1, u32);
        writer.WriteInteger32(2, i32, Vendors.ThreeGpp);
        writer.WriteUnsigned64(3, u64);
        writer.WriteInteger64(4, i64, Vendors.ThreeGpp, AvpFlags.None);
        AvpReader reader = AvpReader.OfAvps(buffer.AsSpan(0, writer.Written));
        Assert.True(reader.MoveNext() && reader.TryReadUnsigned32(out uint readU32) && readU32 == u32);
        Assert.True(reader.MoveNext() && reader.TryReadInteger32(out int readI32) && readI32 == i32);
        Assert.True(reader.MoveNext() && reader.TryReadUnsigned64(out ulong readU64) && readU64 == u64);
        Assert.True(reader.MoveNext() && reader.TryReadInteger64(out long readI64) && readI64 == i64 && !reader.IsMandatory);
        Assert.False(reader.MoveNext());
        Assert.False(reader.Failed);
    });

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0x83AA7E80u)]
    [InlineData("2026-11-23T09:00:00Z", 0xEEAE7F10u)]
    [InlineData("2036-02-07T06:28:15Z", 0xFFFFFFFFu)]
    [InlineData("2036-02-07T06:28:16Z", 0x00000000u)]
    [InlineData("2050-01-01T00:00:00Z", 0x1A24F480u)]
    public void Time_counts_from_1900_and_goes_on_after_2036(string text, uint wire)
    {
        long seconds = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        var buffer = new byte[12];
        var writer = new AvpWriter(buffer);
        writer.WriteTime(AvpCodes.EventTimestamp, seconds);
        AvpReader reader = AvpReader.OfAvps(buffer);
        Assert.True(reader.MoveNext() && reader.TryReadUnsigned32(out uint ntp) && ntp == wire);
        Assert.True(reader.TryReadTime(out long read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("127.0.0.1", 1, "7f000001")]
    [InlineData("::ffff:10.0.0.1", 1, "0a000001")]
    [InlineData("2001:db8::1", 2, "20010db8000000000000000000000001")]
    public void An_address_has_its_family_before_it(string address, ushort family, string octets)
    {
        var buffer = new byte[40];
        var writer = new AvpWriter(buffer);
        writer.WriteAddress(AvpCodes.HostIPAddress, IPAddress.Parse(address));
        AvpReader reader = AvpReader.OfAvps(buffer.AsSpan(0, writer.Written));
        Assert.True(reader.MoveNext() && reader.TryReadAddress(out ushort readFamily, out ReadOnlySpan<byte> read) && readFamily == family);
        reader.TryReadAddress(out _, out read);
        Assert.Equal(octets, Convert.ToHexStringLower(read));
    }

    [Fact]
    public void The_example_of_RFC_6733_4_4_1_is_written_octet_by_octet()
    {
        // A Grouped AVP 999 with a DiameterIdentity "example.com" as Origin-Host and a Session-Id: header 8, 8 + 11 + 1 padding, 8 + 20.
        var buffer = new byte[64];
        var writer = new AvpWriter(buffer);
        int group = writer.BeginGroup(999);
        writer.WriteText(AvpCodes.OriginHost, "example.com");
        writer.WriteText(AvpCodes.SessionId, "grump.example.com:33");
        writer.EndGroup(group);
        Assert.Equal(
            "000003e740000038" + "0000010840000013" + "6578616d706c652e636f6d00" + "000001074000001c" + "6772756d702e6578616d706c652e636f6d3a3333",
            Convert.ToHexStringLower(buffer.AsSpan(0, writer.Written)));
    }

    private static byte[]? Write(Node[] nodes, int length)
    {
        var buffer = new byte[length];
        var writer = new AvpWriter(buffer);
        Write(nodes, ref writer);
        return writer.Overflowed ? null : buffer[..writer.Written];
    }

    private static void Write(Node[] nodes, ref AvpWriter writer)
    {
        foreach (Node node in nodes)
        {
            if (node.Children.Length == 0)
            {
                writer.WriteOctets(node.Code, node.Data, node.Vendor, node.Flags);
                continue;
            }

            int group = writer.BeginGroup(node.Code, node.Vendor, node.Flags);
            Write(node.Children, ref writer);
            writer.EndGroup(group);
        }
    }

    private static void AssertEqual(Node[] nodes, ref AvpReader reader)
    {
        foreach (Node node in nodes)
        {
            Assert.True(reader.MoveNext());
            Assert.Equal((node.Code, node.Vendor), (reader.Code, reader.VendorId));
            Assert.Equal((node.Flags & AvpFlags.Mandatory) != 0, reader.IsMandatory);
            if (node.Children.Length == 0)
            {
                Assert.Equal(node.Data, reader.Data.ToArray());
                continue;
            }

            AvpReader group = reader.Group();
            AssertEqual(node.Children, ref group);
        }

        Assert.False(reader.MoveNext());
        Assert.False(reader.Failed);
    }

    private sealed record Node(uint Code, uint Vendor, AvpFlags Flags, byte[] Data, Node[] Children);
}
