using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of <see cref="LineEvent.UsageCharged"/>, the most frequent event beside the answer: about 55 bytes with its header.
/// <code>
/// what is there  u8 low, u8 high (below)
/// session        key
/// unit           see UnitForm
/// reported       signed octets
/// interval       start: moment against the entry's; session: 8 bytes if it is not the low half of the key; country: unsigned
/// interval end   moment against its start
/// covered        signed octets
/// buckets        see StoredWriter.Parts
/// free, paid, charged, uncovered, uncovered value   signed each
/// low   bits 0-3 unit | 4 interval has the session's own low half | 5 interval has another session | 6 country | 7 buckets
/// high  bit 0 free | 1 paid | 2 charged | 3 uncovered | 4 uncovered value
/// </code>
/// </summary>
internal static class UsageForm
{
    private const int OwnSession = 1 << 4;
    private const int OtherSession = 1 << 5;
    private const int HasCountry = 1 << 6;
    private const int HasBuckets = 1 << 7;
    private const int HasFree = 1 << 0;
    private const int HasPaid = 1 << 1;
    private const int HasCharged = 1 << 2;
    private const int HasUncovered = 1 << 3;
    private const int HasUncoveredValue = 1 << 4;

    public static void Write(ref StoredWriter to, Moment at, LineEvent.UsageCharged e)
    {
        var low = Low(e);
        var high = High(e);
        to.Byte((byte)low);
        to.Byte((byte)high);
        to.Key(e.Session);
        UnitForm.Write(ref to, e.Unit);
        to.Signed(e.Reported);
        to.Moment(e.Interval.Start, at);
        if ((low & OtherSession) != 0)
        {
            to.Fixed(e.Interval.Session);
        }

        if ((low & HasCountry) != 0)
        {
            to.Unsigned(e.Interval.Country);
        }

        to.Moment(e.IntervalEnd, e.Interval.Start);
        to.Signed(e.Covered);
        if ((low & HasBuckets) != 0)
        {
            to.Parts(e.Buckets);
        }

        WriteNonZero(ref to, e.Free);
        WriteNonZero(ref to, e.PaidUnits);
        WriteNonZero(ref to, e.Charged.Kopeks);
        WriteNonZero(ref to, e.Uncovered);
        WriteNonZero(ref to, e.UncoveredValue.Kopeks);
    }

    public static LineEvent.UsageCharged ReadVersion1(ref StoredReader from, Moment at)
    {
        int low = from.Byte();
        int high = from.Byte();
        var session = from.Key();
        var unit = UnitForm.Read(ref from, low);
        var reported = from.Signed();
        var start = from.Moment(at);
        var intervalSession = (low & OwnSession) != 0 ? session.Low : (low & OtherSession) != 0 ? from.Fixed() : 0;
        var country = (low & HasCountry) != 0 ? from.Country() : (ushort)0;
        var end = from.Moment(start);
        var covered = from.Signed();
        BucketPart[] buckets = (low & HasBuckets) != 0 ? from.PartsOrNull() ?? [] : [];
        return new LineEvent.UsageCharged(session, unit, reported, new IntervalKey(start, intervalSession, country), end, covered, buckets,
            Free: (high & HasFree) != 0 ? from.Signed() : 0,
            PaidUnits: (high & HasPaid) != 0 ? from.Signed() : 0,
            Charged: (high & HasCharged) != 0 ? from.Money() : Money.Zero,
            Uncovered: (high & HasUncovered) != 0 ? from.Signed() : 0,
            UncoveredValue: (high & HasUncoveredValue) != 0 ? from.Money() : Money.Zero);
    }

    private static int Low(LineEvent.UsageCharged e)
    {
        var session = e.Interval.Session == 0 ? 0 : e.Interval.Session == e.Session.Low ? OwnSession : OtherSession;
        return UnitForm.Bits(e.Unit) | session | (e.Interval.Country != 0 ? HasCountry : 0) | (e.Buckets.Length != 0 ? HasBuckets : 0);
    }

    private static int High(LineEvent.UsageCharged e) =>
        (e.Free != 0 ? HasFree : 0) | (e.PaidUnits != 0 ? HasPaid : 0) | (e.Charged.IsZero ? 0 : HasCharged)
        | (e.Uncovered != 0 ? HasUncovered : 0) | (e.UncoveredValue.IsZero ? 0 : HasUncoveredValue);

    private static void WriteNonZero(ref StoredWriter to, long value)
    {
        if (value != 0)
        {
            to.Signed(value);
        }
    }
}
