namespace Kopek.Gateways.Messages.Smpp;

/// <summary>bind_transceiver, SMPP 3.4 4.1.5: who we are; one connection for both directions.</summary>
internal sealed record BindTransceiver(string SystemId, string Password, string SystemType)
{
    private const byte InterfaceVersion = 0x34;

    public byte[] Body() => new SmppWriter()
        .Text(SystemId, SmppLimits.SystemIdOctets, "system_id")
        .Text(Password, SmppLimits.PasswordOctets, "password")
        .Text(SystemType, SmppLimits.SystemTypeOctets, "system_type")
        .Byte(InterfaceVersion)
        .Byte(0) // addr_ton
        .Byte(0) // addr_npi
        .Text("", SmppLimits.AddressRangeOctets, "address_range")
        .ToArray();
}

/// <summary>submit_sm, SMPP 3.4 4.4.1: one short message, or one part of a longer one.</summary>
/// <param name="Destination">MSISDN in digits.</param>
/// <param name="WantsReceipt">The centre shall tell what became of it (registered_delivery, 5.2.17).</param>
internal sealed record SubmitSm(SourceAddress Source, string Destination, SmsPart Part, bool WantsReceipt)
{
    private const byte International = 1; // TON 5.2.5
    private const byte E164 = 1; // NPI 5.2.6

    /// <summary>UDHI: the message begins with a user data header (esm_class, 5.2.12).</summary>
    private const byte HasHeader = 0x40;

    /// <summary>Relative, one day (7.1.1.2): what could not be delivered for a day says nothing that is still so.</summary>
    private const string ValidOneDay = "000001000000000R";

    public byte[] Body() => new SmppWriter()
        .Text("", SmppLimits.ServiceTypeOctets, "service_type")
        .Byte(Source.Ton).Byte(Source.Npi).Text(Source.Text, SmppLimits.AddressOctets, "source_addr")
        .Byte(International).Byte(E164).Text(Destination, SmppLimits.AddressOctets, "destination_addr")
        .Byte(Part.HasHeader ? HasHeader : (byte)0) // esm_class
        .Byte(0) // protocol_id
        .Byte(0) // priority_flag
        .Text("", SmppLimits.TimeOctets, "schedule_delivery_time")
        .Text(ValidOneDay, SmppLimits.TimeOctets, "validity_period")
        .Byte(WantsReceipt ? (byte)1 : (byte)0)
        .Byte(0) // replace_if_present_flag: a notice never replaces another
        .Byte((byte)Part.Coding)
        .Byte(0) // sm_default_msg_id
        .Byte(checked((byte)Part.Octets.Length))
        .Octets(Part.Octets)
        .ToArray();

    /// <summary>message_id of submit_sm_resp (4.4.2). Some centres leave it out of an error, and some out of everything.</summary>
    public static string MessageId(ReadOnlySpan<byte> response)
    {
        var reader = new SmppReader(response);
        return reader.IsAtEnd ? "" : reader.Text(SmppLimits.MessageIdOctets, "message_id");
    }
}

/// <summary>Who a message comes from: a name of up to 11 letters and digits, or a number (SMPP 3.4 5.2.5).</summary>
internal readonly record struct SourceAddress(byte Ton, byte Npi, string Text)
{
    private const byte Alphanumeric = 5;
    private const byte International = 1;
    private const byte NetworkSpecific = 3;
    private const int LongestShortCode = 6;

    public static SourceAddress Of(string sender) =>
        sender.All(char.IsAsciiDigit) ? new SourceAddress(sender.Length > LongestShortCode ? International : NetworkSpecific, 1, sender) : new SourceAddress(Alphanumeric, 0, sender);
}
