using Kopek.Core;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of a <see cref="Grant"/>, about 12 bytes.
/// <code>
/// what is there   u8: bits 0-3 unit | 4 final | 5 throttled | 6 tariff change | 7 money
/// unit            see UnitForm
/// result code     signed, less 2001 (success is one byte)
/// octets          signed
/// reserved money  signed
/// reserved parts  see StoredWriter.Parts
/// validity        signed seconds
/// throttle        signed kbit/s
/// tariff change   moment against the answer's
/// </code>
/// </summary>
internal static class GrantForm
{
    /// <summary>No grant is shorter; bounds what a forged count may allocate.</summary>
    private const int LeastBytes = 5;

    private const int IsFinal = 1 << 4;
    private const int IsThrottled = 1 << 5;
    private const int HasTariffChange = 1 << 6;
    private const int HasMoney = 1 << 7;

    public static void WriteAll(ref StoredWriter to, Moment at, Grant[] grants)
    {
        to.Unsigned((ulong)grants.Length + 1);
        foreach (ref readonly var grant in grants.AsSpan())
        {
            Write(ref to, at, grant);
        }
    }

    public static Grant[] ReadAll(ref StoredReader from, Moment at)
    {
        var count = from.Count(LeastBytes);
        if (count <= 0)
        {
            return [];
        }

        var grants = new Grant[count];
        for (var i = 0; i < count; i++)
        {
            grants[i] = Read(ref from, at);
        }

        return grants;
    }

    private static void Write(ref StoredWriter to, Moment at, in Grant grant)
    {
        var bits = UnitForm.Bits(grant.Unit) | (grant.Final ? IsFinal : 0) | (grant.ThrottleKbps != 0 ? IsThrottled : 0)
            | (grant.TariffTimeChange.IsNever ? 0 : HasTariffChange) | (grant.ReservedMoney.IsZero ? 0 : HasMoney);
        to.Byte((byte)bits);
        UnitForm.Write(ref to, grant.Unit);
        to.Signed((long)grant.ResultCode - ResultCode.Success);
        to.Signed(grant.Octets);
        if ((bits & HasMoney) != 0)
        {
            to.Money(grant.ReservedMoney);
        }

        to.Parts(grant.ReservedBuckets);
        to.Signed(grant.ValiditySeconds);
        if ((bits & IsThrottled) != 0)
        {
            to.Signed(grant.ThrottleKbps);
        }

        if ((bits & HasTariffChange) != 0)
        {
            to.Moment(grant.TariffTimeChange, at);
        }
    }

    private static Grant Read(ref StoredReader from, Moment at)
    {
        int bits = from.Byte();
        return new Grant(
            UnitForm.Read(ref from, bits),
            ResultCodeForm.Read(ref from),
            from.Signed(),
            (bits & HasMoney) != 0 ? from.Money() : Money.Zero,
            from.PartsOrNull(),
            from.Int(),
            Final: (bits & IsFinal) != 0,
            ThrottleKbps: (bits & IsThrottled) != 0 ? from.Int() : 0,
            TariffTimeChange: (bits & HasTariffChange) != 0 ? from.Moment(at) : Moment.Never);
    }
}
