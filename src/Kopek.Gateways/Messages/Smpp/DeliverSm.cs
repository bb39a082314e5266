using System.Globalization;
using System.Text;
using Kopek.Books.Menus;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>deliver_sm, SMPP 3.4 4.6.1: a delivery receipt, or a message that somebody sent to us.</summary>
internal static class DeliverSm
{
    private const byte ReceiptTypes = 0x3C; // esm_class bits 5-2
    private const byte IsReceipt = 0x04;
    private const byte HasHeader = 0x40; // UDHI, esm_class bit 6
    private const byte Latin1 = 0x03; // data_coding, 5.2.19
    private const byte Ucs2 = 0x08;
    private const ushort MessagePayload = 0x0424;
    private const ushort ReceiptedMessageId = 0x001E;
    private const ushort MessageState = 0x0427;
    private const ushort UserMessageReference = 0x0204;

    /// <summary>The receipt in it; null where it is none.</summary>
    public static DeliveryReceipt? Receipt(ReadOnlySpan<byte> body)
    {
        var read = Read(body);
        return (read.EsmClass & ReceiptTypes) == IsReceipt ? DeliveryReceipt.Of(Encoding.Latin1.GetString(read.Text), read.Id, read.State) : null;
    }

    /// <summary>The message in it; null for a receipt, for a part of a longer message (no command is that long), and where nobody sent it or it says nothing.</summary>
    public static IncomingSms? Message(ReadOnlySpan<byte> body)
    {
        var read = Read(body);
        if ((read.EsmClass & (ReceiptTypes | HasHeader)) != 0 || read.From.Length == 0 || read.Text.Length == 0)
        {
            return null;
        }

        var text = read.Coding switch
        {
            Ucs2 => Encoding.BigEndianUnicode.GetString(read.Text),
            Latin1 => Encoding.Latin1.GetString(read.Text),
            _ => GsmAlphabet.Text(read.Text),
        };
        // A centre that gives no reference may send the same again only by its content.
        return new IncomingSms(read.Reference?.ToString(CultureInfo.InvariantCulture), read.From, text);
    }

    private static Fields Read(ReadOnlySpan<byte> body)
    {
        var reader = new SmppReader(body);
        reader.Text(SmppLimits.ServiceTypeOctets, "service_type");
        reader.Octets(2, "source_addr_ton, source_addr_npi");
        var from = reader.Text(SmppLimits.AddressOctets, "source_addr");
        reader.Octets(2, "dest_addr_ton, dest_addr_npi");
        reader.Text(SmppLimits.AddressOctets, "destination_addr");
        var esmClass = reader.Byte("esm_class");
        reader.Octets(2, "protocol_id, priority_flag");
        reader.Text(SmppLimits.TimeOctets, "schedule_delivery_time");
        reader.Text(SmppLimits.TimeOctets, "validity_period");
        reader.Octets(2, "registered_delivery, replace_if_present_flag");
        var coding = reader.Byte("data_coding");
        reader.Octets(1, "sm_default_msg_id");
        var read = new Fields(from, esmClass, coding, reader.Octets(reader.Byte("sm_length"), "short_message").ToArray(), null, null, null);
        while (reader.TryOptional(out var tag, out var value))
        {
            read = tag switch
            {
                MessagePayload => read with { Text = value.ToArray() },
                ReceiptedMessageId => read with { Id = Encoding.Latin1.GetString(value).TrimEnd('\0') },
                MessageState when value.Length == 1 => read with { State = value[0] },
                UserMessageReference when value.Length == 2 => read with { Reference = (ushort)(value[0] << 8 | value[1]) },
                _ => read,
            };
        }

        return read;
    }

    private sealed record Fields(string From, byte EsmClass, byte Coding, byte[] Text, string? Id, byte? State, ushort? Reference);
}
