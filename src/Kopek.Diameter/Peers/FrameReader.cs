using System.Buffers;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

internal enum FrameStatus
{
    Complete,
    Incomplete,
    /// <summary>Where the next message begins is unknown: the connection is of no more use.</summary>
    Bad,
}

/// <summary>Cuts what a pipe holds into messages. A message inside one segment is handed over in place; one that crosses segments is copied to a buffer of this reader.</summary>
internal sealed class FrameReader(int maxMessageLength)
{
    private byte[] joined = [];

    /// <param name="message">Valid until the next call and until the pipe is advanced. Of a bad frame it is the header.</param>
    public FrameStatus Read(ref SequenceReader<byte> octets, out DiameterHeader header, out ReadOnlySpan<byte> message, out DiameterFault fault)
    {
        header = default;
        message = default;
        fault = DiameterFault.None;
        ReadOnlySpan<byte> unread = octets.UnreadSpan;
        if (unread.Length < DiameterLimits.HeaderLength)
        {
            if (octets.Remaining < DiameterLimits.HeaderLength)
            {
                return FrameStatus.Incomplete;
            }

            unread = Join(octets, DiameterLimits.HeaderLength);
        }

        header = DiameterHeader.Read(unread);
        fault = header.Check(maxMessageLength);
        if (!fault.IsNone)
        {
            message = unread[..DiameterLimits.HeaderLength];
            return FrameStatus.Bad;
        }

        if (octets.Remaining < header.Length)
        {
            return FrameStatus.Incomplete;
        }

        message = octets.UnreadSpan.Length >= header.Length ? octets.UnreadSpan[..header.Length] : Join(octets, header.Length);
        octets.Advance(header.Length);
        return FrameStatus.Complete;
    }

    private ReadOnlySpan<byte> Join(scoped in SequenceReader<byte> octets, int length)
    {
        if (joined.Length < length)
        {
            // Grown to the longest message that was seen; a claimed length counts only once its octets are there.
            joined = new byte[Math.Max(length, 1024)];
        }

        Span<byte> span = joined.AsSpan(0, length);
        octets.TryCopyTo(span);
        return span;
    }
}
