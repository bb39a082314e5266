using Kopek.Core.Lines;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of <see cref="LineEvent.ReservationSet"/>.
/// <code>
/// what is there  u8: bits 0-3 unit
/// session        key
/// unit           see UnitForm
/// money          signed
/// buckets        see StoredWriter.Parts
/// packs          signed
/// </code>
/// </summary>
internal static class ReservationForm
{
    public static void Write(ref StoredWriter to, LineEvent.ReservationSet e)
    {
        to.Byte((byte)UnitForm.Bits(e.Unit));
        to.Key(e.Session);
        UnitForm.Write(ref to, e.Unit);
        to.Money(e.Money);
        to.Parts(e.Buckets);
        to.Signed(e.Packs);
    }

    public static LineEvent.ReservationSet ReadVersion1(ref StoredReader from)
    {
        int bits = from.Byte();
        var session = from.Key();
        var unit = UnitForm.Read(ref from, bits);
        return new LineEvent.ReservationSet(session, unit, from.Money(), from.PartsOrNull() ?? [], from.Int());
    }
}
