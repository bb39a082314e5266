using Kopek.Core.Plans;

namespace Kopek.Core.Sessions;

/// <summary>The one place where octets are rounded and become money.</summary>
public static class Pricing
{
    /// <summary>Both factors below these, a product fits a long with room: nearly every real case.</summary>
    private const long FastOctets = 1L << 42;
    private const long FastKopeks = 1L << 20;

    /// <summary>Octets rounded up to whole units of a plan.</summary>
    public static long RoundUp(long octets, long unit)
    {
        if (unit <= 1)
        {
            return octets;
        }

        var rest = octets % unit;
        return rest == 0 ? octets : octets + (unit - rest);
    }

    /// <summary>The price of so many octets, rounded up to a kopek, once.</summary>
    public static Money Cost(long octets, Money perMegabyte)
    {
        if (octets < FastOctets && perMegabyte.Kopeks < FastKopeks)
        {
            return new Money((octets * perMegabyte.Kopeks + (DataVolume.OctetsPerMegabyte - 1)) / DataVolume.OctetsPerMegabyte);
        }

        var exact = ((Int128)octets * perMegabyte.Kopeks + (DataVolume.OctetsPerMegabyte - 1)) / DataVolume.OctetsPerMegabyte;
        return new Money(checked((long)exact));
    }

    /// <summary>The most octets whose <see cref="Cost"/> an amount covers; long.MaxValue where they are free.</summary>
    public static long Affordable(Money amount, Money perMegabyte)
    {
        if (amount <= Money.Zero)
        {
            return perMegabyte.IsZero ? long.MaxValue : 0;
        }

        if (perMegabyte.IsZero)
        {
            return long.MaxValue;
        }

        if (amount.Kopeks < FastOctets)
        {
            return amount.Kopeks * DataVolume.OctetsPerMegabyte / perMegabyte.Kopeks;
        }

        return (long)Int128.Min(long.MaxValue, (Int128)amount.Kopeks * DataVolume.OctetsPerMegabyte / perMegabyte.Kopeks);
    }
}
