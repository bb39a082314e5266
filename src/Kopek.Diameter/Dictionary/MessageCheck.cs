using System.Text.Unicode;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Dictionary;

/// <summary>Holds a whole message, all levels, against the dictionary. For tools and tests; the hot path checks what it uses while it decodes.</summary>
public static class MessageCheck
{
    /// <summary>
    /// The first fault: 5011 and 5015 for the header, 3008 for a request with the E bit, 5014 for an AVP whose length does not fit
    /// its place or type, 5004 for text that is no UTF-8, 5001 for an unknown AVP with the M bit, 3009 for the M bit where the
    /// specification forbids it, 5012 past the limits.
    /// </summary>
    public static DiameterFault Judge(ReadOnlySpan<byte> message)
    {
        if (message.Length < DiameterLimits.HeaderLength)
        {
            return DiameterFault.OfMessage(ResultCodes.InvalidMessageLength);
        }

        DiameterHeader header = DiameterHeader.Read(message);
        DiameterFault fault = header.Check(DiameterLimits.MaxMessageLength);
        return !fault.IsNone ? fault
            : header.Length != message.Length ? DiameterFault.OfMessage(ResultCodes.InvalidMessageLength)
            : header is { IsRequest: true, IsError: true } ? DiameterFault.OfMessage(ResultCodes.InvalidHdrBits)
            : Judge(AvpReader.OfMessage(message));
    }

    private static DiameterFault Judge(AvpReader reader)
    {
        while (reader.MoveNext())
        {
            uint resultCode = Judge(reader, DiameterDictionary.Find(reader.Code, reader.VendorId));
            if (resultCode != 0)
            {
                reader.Fail(resultCode);
            }
            // Failed-AVP holds what was wrong in another message: nothing in it is judged.
            else if (DiameterDictionary.Find(reader.Code, reader.VendorId) is { Type: AvpType.Grouped, Code: not AvpCodes.FailedAvp })
            {
                DiameterFault inner = Judge(reader.Group());
                if (!inner.IsNone)
                {
                    return inner;
                }
            }
        }

        return reader.Fault;
    }

    private static uint Judge(in AvpReader reader, AvpDefinition? definition) => definition switch
    {
        null => reader.IsMandatory ? ResultCodes.AvpUnsupported : 0,
        { Mandatory: MandatoryRule.MustNot } when reader.IsMandatory => ResultCodes.InvalidAvpBits,
        { IsFixedLength: true } when reader.Data.Length != definition.MinimumLength => ResultCodes.InvalidAvpLength,
        { Type: AvpType.Address } when reader.Data.Length < 2 => ResultCodes.InvalidAvpLength,
        { Type: AvpType.UTF8String or AvpType.DiameterIdentity or AvpType.DiameterURI } when !Utf8.IsValid(reader.Data) => ResultCodes.InvalidAvpValue,
        _ => 0,
    };
}
