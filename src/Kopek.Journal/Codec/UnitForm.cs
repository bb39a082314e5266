using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of a <see cref="UnitKey"/>: four bits in a byte of the form that holds it, then the numbers that are not zero.
/// <code>bit 0 has a Rating-Group | bit 1 has a Service-Identifier | bit 2 Rating-Group follows | bit 3 Service-Identifier follows</code>
/// </summary>
internal static class UnitForm
{
    public static int Bits(in UnitKey unit) =>
        (unit.HasRatingGroup ? 1 : 0) | (unit.HasServiceIdentifier ? 2 : 0) | (unit.RatingGroup != 0 ? 4 : 0) | (unit.ServiceIdentifier != 0 ? 8 : 0);

    public static void Write(ref StoredWriter to, in UnitKey unit)
    {
        if (unit.RatingGroup != 0)
        {
            to.Unsigned(unit.RatingGroup);
        }

        if (unit.ServiceIdentifier != 0)
        {
            to.Unsigned(unit.ServiceIdentifier);
        }
    }

    public static UnitKey Read(ref StoredReader from, int bits)
    {
        var ratingGroup = (bits & 4) != 0 ? from.UInt() : 0;
        var serviceIdentifier = (bits & 8) != 0 ? from.UInt() : 0;
        return new UnitKey(ratingGroup, serviceIdentifier, (bits & 1) != 0, (bits & 2) != 0);
    }
}
