using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Dictionary;

/// <summary>A message as text for tools and logs: names, values, groups indented. Whoever and wherever a subscriber is stays hidden.</summary>
public static class DiameterDump
{
    // Longer octet strings and texts say nothing more to a reader.
    private const int MaxShown = 256;
    private const int ShownDigits = 4;

    /// <summary>Values that name a subscriber or a device: only the last four characters are shown.</summary>
    private static readonly FrozenSet<(uint Code, uint Vendor)> Masked = new (uint, uint)[]
    {
        (AvpCodes.UserName, 0), (AvpCodes.SubscriptionIdData, 0), (AvpCodes.CallingStationId, 0), (AvpCodes.UserEquipmentInfoValue, 0),
        (AvpCodes.SubscriptionIdE164, 0), (AvpCodes.SubscriptionIdIMSI, 0), (AvpCodes.SubscriptionIdSIPURI, 0),
        (AvpCodes.SubscriptionIdNAI, 0), (AvpCodes.SubscriptionIdPrivate, 0), (AvpCodes.UserEquipmentInfoIMEISV, 0),
        (AvpCodes.UserEquipmentInfoMAC, 0), (AvpCodes.UserEquipmentInfoEUI64, 0), (AvpCodes.UserEquipmentInfoModifiedEUI64, 0),
        (AvpCodes.UserEquipmentInfoIMEI, 0), (ThreeGppAvpCodes.IMSI, Vendors.ThreeGpp), (ThreeGppAvpCodes.IMEISV, Vendors.ThreeGpp),
        (701, Vendors.ThreeGpp), (831, Vendors.ThreeGpp), (832, Vendors.ThreeGpp), (837, Vendors.ThreeGpp), (897, Vendors.ThreeGpp),
        (1250, Vendors.ThreeGpp), (1251, Vendors.ThreeGpp), (1402, Vendors.ThreeGpp),
    }.ToFrozenSet();

    /// <summary>Never throws: what is malformed is named where it stands, and what follows it is left out.</summary>
    public static string ToText(ReadOnlySpan<byte> message)
    {
        var text = new StringBuilder();
        if (message.Length < DiameterLimits.HeaderLength)
        {
            return text.Append(CultureInfo.InvariantCulture, $"{message.Length} octets, too few for a header").ToString();
        }

        DiameterHeader header = DiameterHeader.Read(message);
        text.Append(CultureInfo.InvariantCulture, $"{CommandCodes.NameOf(header.CommandCode, header.IsRequest)} ({header.CommandCode}), application {header.ApplicationId}, flags {header.Flags}, {header.Length} octets, hop-by-hop 0x{header.HopByHop:x8}, end-to-end 0x{header.EndToEnd:x8}\n");
        if (header.Length != message.Length || header.Version != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"malformed: version {header.Version}, {message.Length} octets are there\n");
            return text.ToString();
        }

        Append(text, AvpReader.OfMessage(message), 1);
        return text.ToString();
    }

    private static void Append(StringBuilder text, AvpReader reader, int depth)
    {
        while (reader.MoveNext())
        {
            text.Append(' ', 2 * depth).Append(DiameterDictionary.NameOf(reader.Code, reader.VendorId)).Append(reader.IsMandatory ? "" : " (not mandatory)").Append(':');
            if (DiameterDictionary.Find(reader.Code, reader.VendorId) is { Type: AvpType.Grouped })
            {
                text.Append('\n');
                Append(text, reader.Group(), depth + 1);
            }
            else
            {
                text.Append(' ').Append(ValueOf(ref reader)).Append('\n');
            }
        }

        if (reader.Failed)
        {
            DiameterFault fault = reader.Fault;
            text.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"malformed: {fault.ResultCode} at octet {fault.Offset}, {DiameterDictionary.NameOf(fault.AvpCode, fault.VendorId)}\n");
        }
    }

    private static string ValueOf(ref AvpReader reader)
    {
        if (Masked.Contains((reader.Code, reader.VendorId)))
        {
            return MaskedValue(reader.Data);
        }

        if (reader is { Code: ThreeGppAvpCodes.UserLocationInfo, VendorId: Vendors.ThreeGpp })
        {
            return $"({reader.Data.Length} octets of location)";
        }

        string? value = (DiameterDictionary.Find(reader.Code, reader.VendorId)?.Type ?? AvpType.OctetString) switch
        {
            AvpType.Integer32 or AvpType.Enumerated when reader.TryReadInteger32(out int number) => number.ToString(CultureInfo.InvariantCulture),
            AvpType.Unsigned32 when reader.TryReadUnsigned32(out uint number) => number.ToString(CultureInfo.InvariantCulture),
            AvpType.Integer64 when reader.TryReadInteger64(out long number) => number.ToString(CultureInfo.InvariantCulture),
            AvpType.Unsigned64 when reader.TryReadUnsigned64(out ulong number) => number.ToString(CultureInfo.InvariantCulture),
            AvpType.Float32 or AvpType.Float64 => Hex(reader.Data),
            AvpType.Time when reader.TryReadTime(out long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            AvpType.Address when reader.TryReadAddress(out ushort family, out ReadOnlySpan<byte> address) => family is 1 or 2 ? new IPAddress(address).ToString() : Hex(reader.Data),
            AvpType.UTF8String or AvpType.DiameterIdentity or AvpType.DiameterURI or AvpType.IPFilterRule or AvpType.QoSFilterRule
                when reader.TryReadUtf8(out ReadOnlySpan<byte> utf8) => Text(utf8),
            AvpType.OctetString => Hex(reader.Data),
            _ => null,
        };
        return value ?? "(not of its type)";
    }

    private static string MaskedValue(ReadOnlySpan<byte> value)
    {
        int hidden = Math.Max(0, value.Length - ShownDigits);
        ReadOnlySpan<byte> shown = value.Length > 2 * ShownDigits ? value[hidden..] : [];
        return new string('*', Math.Min(value.Length - shown.Length, 32)) + (IsPrintable(shown) ? Encoding.ASCII.GetString(shown) : "");
    }

    private static string Hex(ReadOnlySpan<byte> value) =>
        value.Length <= MaxShown ? $"0x{Convert.ToHexStringLower(value)}" : $"0x{Convert.ToHexStringLower(value[..MaxShown])}... ({value.Length} octets)";

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxShown)]);
        // A line break in a peer's text must not look like another AVP.
        return string.Concat(text.Select(character => char.IsControl(character) ? '?' : character)) + (utf8.Length > MaxShown ? $"... ({utf8.Length} octets)" : "");
    }

    private static bool IsPrintable(ReadOnlySpan<byte> ascii) => ascii.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
}
