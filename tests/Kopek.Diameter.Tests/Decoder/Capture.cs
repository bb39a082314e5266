using System.Buffers.Binary;

namespace Kopek.Diameter.Tests.Decoder;

/// <summary>Writes messages as a capture file: classic pcap, raw IPv4, one TCP stream to port 3868 with sequence numbers that fit, one packet a message.</summary>
internal static class Capture
{
    private const uint LinkTypeRawIp = 101;
    private const int IpHeader = 20;
    private const int TcpHeader = 20;
    private const ushort ClientPort = 40000;
    private const ushort DiameterPort = 3868;

    public static byte[] Of(IEnumerable<byte[]> messages)
    {
        using var file = new MemoryStream();
        var fileHeader = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(fileHeader, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(fileHeader.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(fileHeader.AsSpan(6), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(fileHeader.AsSpan(16), 256 * 1024);
        BinaryPrimitives.WriteUInt32LittleEndian(fileHeader.AsSpan(20), LinkTypeRawIp);
        file.Write(fileHeader);
        uint[] next = [1, 1];
        uint second = 1_700_000_000;
        foreach (byte[] message in messages)
        {
            bool isRequest = (message[4] & 0x80) != 0;
            int from = isRequest ? 0 : 1;
            byte[] packet = Packet(isRequest, message, next[from], next[1 - from]);
            next[from] += (uint)message.Length;
            var packetHeader = new byte[16];
            BinaryPrimitives.WriteUInt32LittleEndian(packetHeader, second++);
            BinaryPrimitives.WriteInt32LittleEndian(packetHeader.AsSpan(8), packet.Length);
            BinaryPrimitives.WriteInt32LittleEndian(packetHeader.AsSpan(12), packet.Length);
            file.Write(packetHeader);
            file.Write(packet);
        }

        return file.ToArray();
    }

    private static byte[] Packet(bool toServer, byte[] message, uint sequence, uint acknowledged)
    {
        var packet = new byte[IpHeader + TcpHeader + message.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 6;
        byte[] client = [10, 0, 0, 1], server = [10, 0, 0, 2];
        (toServer ? client : server).CopyTo(packet, 12);
        (toServer ? server : client).CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, IpHeader)));
        Span<byte> tcp = packet.AsSpan(IpHeader);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, toServer ? ClientPort : DiameterPort);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], toServer ? DiameterPort : ClientPort);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledged);
        tcp[12] = 5 << 4;
        tcp[13] = 0x18;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], ushort.MaxValue);
        message.CopyTo(tcp[TcpHeader..]);
        return packet;
    }

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (int i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)(0xFFFF - (sum & 0xFFFF));
    }
}
