using Kopek.Core;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of a <see cref="Grant"/>, about 12 bytes. It stands inside an answer and inside a line's state and has their version.
/// <code>
/// what is there   u8: bits 0-3 unit | 4 final | 5 throttled | 6 tariff change | 7 version 1: money; version 2: what is set aside beside buckets
/// set aside       version 2, where bit 7 is set: u8: bit 0 money | 1 packs | 2 on rounding
/// unit            see UnitForm
/// result code     signed, less 2001 (success is one byte)
/// octets          signed
/// reserved money  signed
/// packs           signed
/// reserved parts  see StoredWriter.Parts
/// validity        signed seconds
/// throttle        signed kbit/s
/// tariff change   moment against the answer's
/// </code>
/// Version 1 did not say how many packs its money was for, nor what it counted on: its packs are bought where there is room for them when they are used.
/// </summary>
internal static class GrantForm
{
    /// <summary>No grant is shorter; bounds what a forged count may allocate.</summary>
    private const int LeastBytes = 5;

    private const int IsFinal = 1 << 4;
    private const int IsThrottled = 1 << 5;
    private const int HasTariffChange = 1 << 6;
    private const int HasAside = 1 << 7;

    private const int HasMoney = 1 << 0;
    private const int HasPacks = 1 << 1;
    private const int IsOnRounding = 1 << 2;

    public static void WriteAll(ref StoredWriter to, Moment at, Grant[] grants)
    {
        to.Unsigned((ulong)grants.Length + 1);
        foreach (ref readonly var grant in grants.AsSpan())
        {
            Write(ref to, at, grant);
        }
    }

    public static Grant[] ReadAll(ref StoredReader from, Moment at, int version)
    {
        var count = from.Count(LeastBytes);
        if (count <= 0)
        {
            return [];
        }

        var grants = new Grant[count];
        for (var i = 0; i < count; i++)
        {
            grants[i] = Read(ref from, at, version);
        }

        return grants;
    }

    private static void Write(ref StoredWriter to, Moment at, in Grant grant)
    {
        var bits = UnitForm.Bits(grant.Unit) | (grant.Final ? IsFinal : 0) | (grant.ThrottleKbps != 0 ? IsThrottled : 0)
            | (grant.TariffTimeChange.IsNever ? 0 : HasTariffChange);
        var aside = (grant.ReservedMoney.IsZero ? 0 : HasMoney) | (grant.Packs == 0 ? 0 : HasPacks) | (grant.OnRounding ? IsOnRounding : 0);
        to.Byte((byte)(bits | (aside == 0 ? 0 : HasAside)));
        if (aside != 0)
        {
            to.Byte((byte)aside);
        }

        UnitForm.Write(ref to, grant.Unit);
        to.Signed((long)grant.ResultCode - ResultCode.Success);
        to.Signed(grant.Octets);
        if ((aside & HasMoney) != 0)
        {
            to.Money(grant.ReservedMoney);
        }

        if ((aside & HasPacks) != 0)
        {
            to.Signed(grant.Packs);
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

    private static Grant Read(ref StoredReader from, Moment at, int version)
    {
        int bits = from.Byte();
        int aside = (bits & HasAside) == 0 ? 0 : version == 1 ? HasMoney : from.Byte();
        var unit = UnitForm.Read(ref from, bits);
        var resultCode = ResultCodeForm.Read(ref from);
        var octets = from.Signed();
        var money = (aside & HasMoney) != 0 ? from.Money() : Money.Zero;
        var packs = (aside & HasPacks) != 0 ? from.Int() : 0;
        return new Grant(unit, resultCode, octets, money, from.PartsOrNull(), from.Int(),
            Final: (bits & IsFinal) != 0,
            ThrottleKbps: (bits & IsThrottled) != 0 ? from.Int() : 0,
            TariffTimeChange: (bits & HasTariffChange) != 0 ? from.Moment(at) : Moment.Never,
            packs,
            OnRounding: (aside & IsOnRounding) != 0);
    }
}
