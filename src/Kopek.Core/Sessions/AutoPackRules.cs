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

    /// <summary>Packs that may still be bought by who holds <paramref name="own"/> money for them: by the period's cap and by the money.</summary>
    public static long Left(Line line, AutoPack pack, Money own)
    {
        var money = Money.Max(Money.Zero, line.Available) + own;
        var left = pack.Price.IsZero ? 1 : Math.Min(MaxAtOnce, money.Kopeks / pack.Price.Kopeks);
        if (pack.MaxPerPeriod == 0)
        {
            return left;
        }

        // Packs that other grants count on are as good as bought.
        var held = pack.Price.IsZero ? 0 : (ReservedAtHome(line) - own).Kopeks / pack.Price.Kopeks;
        return Math.Clamp(pack.MaxPerPeriod - line.AutoPacks - held, 0, left);
    }

    /// <summary>Packs for so many octets.</summary>
    public static long For(long octets, AutoPack pack) => octets <= 0 ? 0 : (octets + pack.Octets - 1) / pack.Octets;

    /// <summary>Buys what <paramref name="used"/> octets take, as one bucket. Returns its number and how much it holds; nothing where no pack can be bought.</summary>
    public static BucketPart Buy(Decision d, Plan plan, in Grant own, long used)
    {
        var line = d.Line;
        var pack = plan.AutoPack!;
        var packs = Math.Min(For(used, pack), Left(line, pack, own.ReservedMoney));
        if (packs == 0)
        {
            return default;
        }

        for (var bought = 0; bought < packs; bought++)
        {
            d.Emit(new LineEvent.FeeCharged(FeeKind.AutoPack, pack.Price, Money.Zero, 0, OrderId.None, plan.Code));
        }

        DropUsedUp(d);
        d.Emit(new LineEvent.BucketGranted(line.LastBucket + 1, BucketKind.AutoPack, plan.Code, packs * pack.Octets, End(d, plan),
            Roaming.RoamingZoneSet.Home, 0, OrderId.None));
        return new BucketPart(line.LastBucket, packs * pack.Octets);
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

    private static Money ReservedAtHome(Line line)
    {
        var reserved = line.Reserved;
        foreach (var session in line.Sessions)
        {
            if (session.Country != 0)
            {
                foreach (var grant in session.Grants)
                {
                    reserved -= grant.ReservedMoney;
                }
            }
        }

        return reserved;
    }
}
