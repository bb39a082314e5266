using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;

namespace Kopek.Core.Sessions;

/// <summary>Packs that a plan buys by itself: reserved whole before use, bought when the first octet of them is used, never for rounding alone.</summary>
internal static class AutoPackRules
{
    /// <summary>Packs that one report can buy and one grant can count on: a report of terabytes must not loop for ever.</summary>
    private const int MaxAtOnce = 1000;

    /// <summary>Packs that may still be granted: by the period's number and by the money that is free.</summary>
    public static long Left(Line line, AutoPack pack) => Left(line, pack, Money.Zero, line.ReservedPacks);

    /// <summary>Packs for so many octets.</summary>
    public static long For(long octets, AutoPack pack) => octets <= 0 ? 0 : (octets + pack.Octets - 1) / pack.Octets;

    /// <summary>
    /// Buys what <paramref name="used"/> octets take, as one bucket: first the packs of the own grant, at the price and in the places that were set aside,
    /// then what may be bought now. Returns its number and how much it holds; nothing where no pack can be bought.
    /// </summary>
    public static BucketPart Buy(Decision d, in Tariff tariff, in Grant own, long used)
    {
        var line = d.Line;
        if (tariff.Plan.AutoPack is not { } pack)
        {
            return default;
        }

        var needed = For(used, pack);
        var reserved = Math.Min(needed, own.Packs);
        var price = own.Packs == 0 ? Money.Zero : new Money(own.ReservedMoney.Kopeks / own.Packs);
        var rest = own.ReservedMoney - new Money(price.Kopeks * reserved);
        // Packs that grants count on are as good as bought; those of the own grant that are not needed come free.
        var more = tariff.Overuse == OveruseRule.AutoPack ? Math.Min(needed - reserved, Left(line, pack, rest, line.ReservedPacks - own.Packs + reserved)) : 0;
        if (reserved + more == 0)
        {
            return default;
        }

        Pay(d, tariff.Plan, price, reserved);
        Pay(d, tariff.Plan, pack.Price, more);
        DropUsedUp(d);
        var octets = (reserved + more) * pack.Octets;
        d.Emit(new LineEvent.BucketGranted(line.LastBucket + 1, BucketKind.AutoPack, tariff.Plan.Code, octets, End(d, tariff.Plan), Roaming.RoamingZoneSet.Home, 0, OrderId.None));
        return new BucketPart(line.LastBucket, octets);
    }

    /// <param name="own">Money that is set aside for who asks, and not for a pack that is counted already.</param>
    /// <param name="taken">Places of the period's number that are taken beside the packs that were bought.</param>
    private static long Left(Line line, AutoPack pack, Money own, long taken)
    {
        var money = Money.Max(Money.Zero, line.Available) + own;
        var left = pack.Price.IsZero ? 1 : Math.Min(MaxAtOnce, money.Kopeks / pack.Price.Kopeks);
        return pack.MaxPerPeriod == 0 ? left : Math.Clamp(pack.MaxPerPeriod - line.AutoPacks - taken, 0, left);
    }

    private static void Pay(Decision d, Plan plan, Money price, long packs)
    {
        for (var bought = 0; bought < packs; bought++)
        {
            d.Emit(new LineEvent.FeeCharged(FeeKind.AutoPack, price, Money.Zero, 0, OrderId.None, plan.Code));
        }
    }

    /// <summary>A plan of blocks can buy hundreds a day: those before the newest need not stay to be seen.</summary>
    private static void DropUsedUp(Decision d)
    {
        for (var i = d.Line.Buckets.Length - 1; i >= 0; i--)
        {
            if (d.Line.Buckets[i] is { Kind: BucketKind.AutoPack, Rest: 0 } usedUp)
            {
                AdvanceRules.ExpireBucket(d, usedUp.Number);
            }
        }
    }

    /// <summary>An auto-pack ends with the bundle period that it extends.</summary>
    private static Moment End(Decision d, Plan plan) => d.Line.BundleUntil.IsNever
        ? LineCalendar.EndOf(plan.BundlePeriod, d.Line.TimeZone, d.Now)
        : d.Line.BundleUntil;
}
