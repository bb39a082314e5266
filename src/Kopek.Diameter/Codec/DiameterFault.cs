using Kopek.Diameter.Dictionary;

namespace Kopek.Diameter.Codec;

/// <summary>
/// Why a message is refused: a Result-Code of RFC 6733 7.1 and the AVP that is to blame, as a place in the message, so that
/// the value can outlive the reader. Offset -1 and code 0: no AVP, but the message as a whole.
/// </summary>
/// <param name="Offset">Octets from the start of the message, or -1 where the AVP is missing from it.</param>
/// <param name="Length">Octets of the AVP that can be copied, or 0 where its length is wrong or it is missing.</param>
public readonly record struct DiameterFault(uint ResultCode, uint AvpCode, uint VendorId, AvpFlags Flags, int Offset, int Length)
{
    public static readonly DiameterFault None;

    public bool IsNone => ResultCode == 0;

    public static DiameterFault OfMessage(uint resultCode) => new(resultCode, 0, 0, AvpFlags.None, -1, 0);

    /// <summary>5005: Failed-AVP carries the header of what is missing and a zero value of the least length (RFC 6733 7.1.5).</summary>
    public static DiameterFault Missing(uint avpCode, uint vendorId = 0) =>
        new(ResultCodes.MissingAvp, avpCode, vendorId, AvpFlags.Mandatory, -1, 0);

    /// <summary>The AVP where the reader stands, refused for a reason that the reader does not know itself.</summary>
    public static DiameterFault OfCurrent(in AvpReader reader, uint resultCode) =>
        new(resultCode, reader.Code, reader.VendorId, reader.Flags, reader.Offset, reader.Avp.Length);

    /// <summary>Writes Failed-AVP (RFC 6733 7.5), or nothing where no AVP is to blame.</summary>
    /// <param name="message">The message that the fault was found in.</param>
    public void WriteFailedAvp(ref AvpWriter writer, scoped ReadOnlySpan<byte> message)
    {
        if (IsNone || (Offset < 0 && AvpCode == 0))
        {
            return;
        }

        int group = writer.BeginGroup(AvpCodes.FailedAvp);
        if (Length > 0)
        {
            writer.WriteRaw(message.Slice(Offset, Length));
        }
        else
        {
            writer.WriteZeros(AvpCode, DiameterDictionary.MinimumLength(AvpCode, VendorId), VendorId, Flags);
        }

        writer.EndGroup(group);
    }
}
