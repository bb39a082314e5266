using Kopek.Core.Buckets;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Core.Lines;

/// <summary>Add-on packs: those of the catalogue, and the roaming day pack of each country (DAY-CN).</summary>
internal static class PackRules
{
    private const string DayPackPrefix = "DAY-";

    public static LineOutcome Buy(Decision d, LineCommand.BuyPack command, OrderId order)
    {
        var line = d.Line;
        var pack = Find(d, command.Pack);
        if (pack is null)
        {
            return Outcome.Refused(d, RefusalCode.UnknownPack);
        }

        if (pack.Operator != line.Operator)
        {
            return Outcome.Refused(d, RefusalCode.PackOfOtherOperator);
        }

        if (NotServed(d) is { } refused)
        {
            return refused;
        }

        if (line.Buckets.Length >= BucketSet.MaxKept && !DropUsedUp(d))
        {
            return Outcome.Refused(d, RefusalCode.TooManyBuckets);
        }

        if (line.Available < pack.Price)
        {
            return Outcome.Refused(d, RefusalCode.InsufficientFunds, pack.Price - line.Available);
        }

        var country = pack.CountryIso is { } iso ? CountryCode.Pack(iso) : (ushort)0;
        d.Emit(new LineEvent.FeeCharged(FeeKind.Pack, pack.Price, Money.Zero, 0, order, pack.Code));
        d.Emit(new LineEvent.BucketGranted(line.LastBucket + 1, BucketKind.Pack, pack.Code, pack.Octets,
            LineCalendar.EndOf(pack.Validity, line.TimeZone, d.Now), pack.Zones, country, order));
        return Outcome.Done(d, pack.Price);
    }

    /// <summary>Why a pack could not be bought even with enough money that comes now, which ends what money ends; null where it could.</summary>
    public static LineOutcome? Refusal(Decision d, string code, out DataPack? pack)
    {
        var line = d.Line;
        pack = Find(d, code);
        return pack is null ? Outcome.Refused(d, RefusalCode.UnknownPack)
            : pack.Operator != line.Operator ? Outcome.Refused(d, RefusalCode.PackOfOtherOperator)
            : line.Life is not (LineLife.Active or LineLife.Grace) ? Outcome.Refused(d, RefusalCode.LineNotActive)
            : line.Bar is not (BarReason.None or BarReason.PromisedPaymentOverdue or BarReason.Chargeback) ? Outcome.Refused(d, RefusalCode.LineBarred)
            : line.Buckets.Length >= BucketSet.MaxKept && !Array.Exists(line.Buckets, bucket => bucket is { Rest: 0, ExpiresAt.IsNever: true }) ? Outcome.Refused(d, RefusalCode.TooManyBuckets)
            : null;
    }

    /// <summary>A pack is not sold where it would not bring data: the money would help nobody.</summary>
    private static LineOutcome? NotServed(Decision d) => d.Line switch
    {
        { Life: LineLife.Closed } => Outcome.Refused(d, RefusalCode.LineClosed),
        { Life: not LineLife.Active } => Outcome.Refused(d, RefusalCode.LineNotActive),
        { Bar: not BarReason.None } => Outcome.Refused(d, RefusalCode.LineBarred),
        { Arrears: Arrears.Blocked or Arrears.DataSuspended } => Outcome.Refused(d, RefusalCode.InsufficientFunds, DataNeeds.OpenFee(d)),
        { Arrears: Arrears.PlanExpired } => Outcome.Refused(d, RefusalCode.LineNotActive),
        _ => null,
    };

    /// <summary>Makes room: packs that never expire and are used up. Returns whether there is room now.</summary>
    private static bool DropUsedUp(Decision d)
    {
        for (var i = d.Line.Buckets.Length - 1; i >= 0; i--)
        {
            if (d.Line.Buckets[i] is { Rest: 0, ExpiresAt.IsNever: true } usedUp)
            {
                AdvanceRules.ExpireBucket(d, usedUp.Number);
            }
        }

        return d.Line.Buckets.Length < BucketSet.MaxKept;
    }

    internal static DataPack? Find(Decision d, string code) => Find(d.Catalogue.At(d.Now), RenewalRules.PlanOf(d), d.Line.Operator, code);

    internal static DataPack? Find(CatalogueVersion version, Plan plan, string operatorCode, string code)
    {
        if (version.FindPack(code) is { } listed)
        {
            return listed;
        }

        if (!code.StartsWith(DayPackPrefix, StringComparison.Ordinal)
            || version.FindCountry(code[DayPackPrefix.Length..]) is not { RoamingAvailable: true, DayPack: not null } country
            || !plan.RoamingZones.Contains(country.Zone))
        {
            return null;
        }

        return DayPackOf(country, operatorCode);
    }

    /// <summary>The day pack of a country as an operator's line buys it; null where there is none.</summary>
    internal static DataPack? DayPackOf(Country country, string operatorCode) => country is { RoamingAvailable: true, DayPack: { } terms }
        ? new DataPack(DayPackPrefix + country.Iso2, operatorCode, country.Name, terms.Octets, terms.Price, Period.Day, default(RoamingZoneSet).With(country.Zone), country.Iso2)
        : null;
}
