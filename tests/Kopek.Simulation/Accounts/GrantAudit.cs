using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Simulation.Accounts;

/// <summary>What is granted is held, and never more than what buckets and money covered at that moment.</summary>
internal static class GrantAudit
{
    public static void Enter(LineAccount line, long at, LineEvent.CreditAnswered e)
    {
        switch (e.Type)
        {
            case CcRequestType.Event: return;
            case CcRequestType.Termination: line.End(e.Session); return;
        }

        if (!line.Sessions.TryGetValue(e.Session, out var session))
        {
            Claim.Same(CcRequestType.Initial, e.Type, () => $"Line {line.Id}: first answer of session {e.Session}");
            line.Sessions[e.Session] = session = new SessionAccount { Realm = e.OriginRealm, OpenedAt = at };
        }

        Claim.Same(session.Realm, e.OriginRealm, () => $"Line {line.Id}: realm of session {e.Session}");
        session.Country = CountryCode.Unpack(e.Country);
        var interval = IntervalAt(line, at, e.Session, e.Country, session.OpenedAt);
        var notReported = new List<UnitKey>();
        foreach (var grant in e.Grants)
        {
            if (line.Held.Find(held => held.Session == e.Session && held.Grant.Unit == grant.Unit) is { } before)
            {
                line.Held.Remove(before);
                notReported.Add(grant.Unit);
            }
        }

        foreach (var grant in e.Grants.Where(grant => grant.Octets > 0))
        {
            Check(line, at, grant, interval, session.Country);
            Claim.That(!grant.OnRounding || line.Held.TrueForAll(held => held.Interval != interval), () => $"Line {line.Id} at {at}: {grant} counts on rounding that others may use");
            line.Held.Add(new HeldGrant(e.Session, grant, line.Plan, interval));
            Claim.That(line.Held.TrueForAll(held => held.Interval != interval || !held.Grant.OnRounding || line.Held.Count(other => other.Interval == interval) == 1),
                () => $"Line {line.Id} at {at}: a grant that is out counts on rounding that {grant} may use");
        }

        // What is asked for without a report of what was granted before stands against that grant.
        foreach (var grant in e.Grants.Where(grant => grant.ResultCode == ResultCode.CreditLimitReached && notReported.Count == 0))
        {
            CheckRefused(line, at, grant, interval, session.Country);
        }
    }

    /// <summary>What is set aside anew is there, and keeps the grant as the network has it.</summary>
    public static void Enter(LineAccount line, long at, LineEvent.ReservationSet e)
    {
        string Where() => $"Line {line.Id} on {line.Plan} at {at}: {e}";
        var place = line.Held.FindIndex(held => held.Session == e.Session && held.Grant.Unit == e.Unit);
        Claim.That(place >= 0, () => $"{Where()}: no such grant is out");
        var before = line.Held[place];
        var isPastCap = line.Sessions[e.Session].Country.Length > 0 && line.Roaming.Left(line.HeldAbroad) < 0;
        line.Held.RemoveAt(place);
        var session = line.Sessions[e.Session];
        var grant = before.Grant with { ReservedMoney = e.Money, ReservedBuckets = e.Buckets, Packs = e.Packs, OnRounding = false };
        CheckHeld(line, at, grant, session.Country, Where);
        Claim.That(session.Country.Length == 0 || grant.ReservedMoney.Kopeks <= Math.Max(0, line.Roaming.Left(line.HeldAbroad)), () => $"{Where()}: past the cap on roaming of {line.Roaming.Cap}");
        var country = session.Country.Length == 0 ? (ushort)0 : CountryCode.Pack(session.Country);
        var anew = new HeldGrant(e.Session, grant, line.Plan, IntervalAt(line, at, e.Session, country, session.OpenedAt));
        var isWhole = UsageAudit.Worth(line, anew, anew.Interval) >= grant.Octets;
        Claim.That(before.Plan != line.Plan || isPastCap || isWhole, () => $"{Where()}: does not cover {grant}");
        line.Held.Insert(place, anew with { IsWhole = isWhole });
    }

    /// <summary>Service that the line may have is refused only where neither buckets nor money cover an octet.</summary>
    private static void CheckRefused(LineAccount line, long at, Grant grant, IntervalKey interval, string country)
    {
        if (!line.MayUseData || line.Held.Exists(held => held.Interval == interval && held.Grant.OnRounding && !line.CanBack(held, at)))
        {
            // What is free is kept for the grant that is out: this service would use the rounding that it counts on.
            return;
        }

        string Where() => $"Line {line.Id} on {line.Plan} in '{country}' at {at} has {line.Available}: {grant} was refused";
        var zone = line.Prices.ZoneOf(country, at);
        Claim.That(line.Buckets.Values.All(bucket => !bucket.Serves(country, zone) || line.FreeOf(bucket) == 0), () => $"{Where()} though a bucket has octets");
        if (line.Prices.PricePerMegabyte(line.Plan, country, at) is { } price && line.Arrears != Arrears.Throttled)
        {
            var sums = line.Intervals.GetValueOrDefault(interval) ?? new IntervalAccount();
            Claim.That(line.AvailableIn(country) <= 0 || PriceBook.Price(sums.Paid + 1, price) - sums.Charged > line.AvailableIn(country), () => $"{Where()} though money buys octets");
        }
        else if (country.Length == 0 && line.Prices.PlanAt(line.Plan, at) is { Overuse: OveruseRule.AutoPack, AutoPack: { } pack } && line.Arrears == Arrears.None && !line.AutoPackStop.IsOn)
        {
            Claim.That(line.Available < pack.Price.Kopeks || line.IsCapped(pack), () => $"{Where()} though money buys a pack");
        }
    }

    private static IntervalKey IntervalAt(LineAccount line, long at, SessionKey session, ushort country, long opened)
    {
        var bySession = line.Prices.PlanAt(line.Plan, at).RatingInterval == RatingInterval.Session;
        return new IntervalKey(new Moment(UsageAudit.Begin(line, at, opened)), bySession ? session.Low | 1 : 0, country);
    }

    private static void Check(LineAccount line, long at, Grant grant, IntervalKey interval, string country)
    {
        string Where() => $"Line {line.Id} on {line.Plan} in '{country}' at {at}: {grant}";
        Claim.Same(ResultCode.Success, grant.ResultCode, Where);
        Claim.That(grant.ValiditySeconds > 0, () => $"{Where()}: no Validity-Time");
        var zone = line.Prices.ZoneOf(country, at);
        Claim.That(line.MayUseData, () => $"{Where()}: the line is {line.Life}, {line.Bar}, {line.Arrears}");
        Claim.That(line.Prices.PlanAt(line.Plan, at).RoamingZones.Contains(zone), () => $"{Where()}: the plan does not go to zone {zone}");
        CheckHeld(line, at, grant, country, Where);
        if (grant.ThrottleKbps > 0)
        {
            Claim.That(grant.ReservedMoney.IsZero && grant.ReservedBuckets is null, () => $"{Where()}: slowed use is free");
            return;
        }

        var sums = line.Intervals.GetValueOrDefault(interval) ?? new IntervalAccount();
        var paidBefore = Math.Max(0, sums.Covered + sums.Uncovered - sums.Used);
        var left = grant.Octets - paidBefore - (grant.ReservedBuckets ?? []).Sum(part => part.Octets);
        if (left <= 0)
        {
            return;
        }

        if (line.Prices.PricePerMegabyte(line.Plan, country, at) is { } price)
        {
            Claim.That(PriceBook.Price(sums.Paid + left, price) - sums.Charged <= grant.ReservedMoney.Kopeks, () => $"{Where()}: {left} octets cost more than is set aside");
            return;
        }

        var pack = country.Length == 0 ? line.Prices.PlanAt(line.Plan, at).AutoPack : null;
        Claim.That(pack is not null && grant.Packs * pack.Octets >= left, () => $"{Where()}: {left} octets are not covered");
    }

    private static void CheckHeld(LineAccount line, long at, Grant grant, string country, Func<string> where)
    {
        var zone = line.Prices.ZoneOf(country, at);
        foreach (var part in grant.ReservedBuckets ?? [])
        {
            var bucket = line.Buckets[part.Bucket];
            Claim.That(part.Octets > 0 && bucket.Serves(country, zone) && line.FreeOf(bucket) >= part.Octets, () => $"{where()}: bucket {part.Bucket} does not hold that");
        }

        Claim.That(grant.ReservedMoney >= Money.Zero && grant.ReservedMoney.Kopeks <= Math.Max(0, line.Available), () => $"{where()}: {line.Available} does not hold that money");
        if (grant.Packs == 0)
        {
            return;
        }

        var pack = country.Length == 0 ? line.Prices.PlanAt(line.Plan, at).AutoPack : null;
        Claim.That(!line.AutoPackStop.IsOn, () => $"{where()}: packs that the holder stopped");
        Claim.That(pack is not null && line.Arrears != Arrears.DailyFallback && grant.ReservedMoney.Kopeks == grant.Packs * pack.Price.Kopeks, () => $"{where()}: money for {grant.Packs} packs");
        Claim.That(pack!.MaxPerPeriod == 0 || line.AutoPacks + line.Held.Sum(held => held.Grant.Packs) + grant.Packs <= pack.MaxPerPeriod, () => $"{where()}: more packs than a period has");
    }
}
