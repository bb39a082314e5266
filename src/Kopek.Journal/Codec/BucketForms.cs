using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of allowances that come and go; use of them is in <see cref="UsageForm"/>.</summary>
internal static class BucketForms
{
    public static void Write(ref StoredWriter to, Moment at, LineEvent.BucketGranted e)
    {
        to.Signed(e.Bucket);
        to.Byte((byte)e.Kind);
        to.Text(e.Name);
        to.Signed(e.Octets);
        to.Moment(e.ExpiresAt, at);
        to.Unsigned(e.Zones.Bits);
        to.Unsigned(e.Country);
        to.Order(e.Order);
    }

    public static LineEvent.BucketGranted ReadBucketGranted1(ref StoredReader from, Moment at) =>
        new(from.Int(), (BucketKind)from.Byte(), from.Text(), from.Signed(), from.Moment(at), new RoamingZoneSet(from.UInt()), from.Country(), from.Order());

    public static void Write(ref StoredWriter to, LineEvent.BucketExpired e)
    {
        to.Signed(e.Bucket);
        to.Signed(e.Lost);
    }

    public static LineEvent.BucketExpired ReadBucketExpired1(ref StoredReader from) => new(from.Int(), from.Signed());
}
