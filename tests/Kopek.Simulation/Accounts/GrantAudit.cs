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
        var interval = IntervalAt(line, at, e, session.OpenedAt);
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
            line.Held.Add(new HeldGrant(e.Session, grant, interval, line.Arrears));
        }

        // What is asked for without a report of what was granted before stands against that grant.
        foreach (var grant in e.Grants.Where(grant => grant.ResultCode == ResultCode.CreditLimitReached && notReported.Count == 0))
        {
            CheckRefused(line, at, grant, interval, session.Country);
        }
    }

    /// <summary>Service that the line may have is refused only where neither buckets nor money cover an octet.</summary>
    private static void CheckRefused(LineAccount line, long at, Grant grant, IntervalKey interval, string country)
    {
        if (!line.MayUseData)
        {
            return;
        }

        string Where() => $"Line {line.Id} on {line.Plan} in '{country}' at {at} has {line.Available}: {grant} was refused";
        var zone = line.Prices.ZoneOf(country, at);
        Claim.That(line.Buckets.Values.All(bucket => !bucket.Serves(country, zone) || line.FreeOf(bucket) == 0), () => $"{Where()} though a bucket has octets");
        if (line.Prices.PricePerMegabyte(line.Plan, country, at) is { } price && line.Arrears != Arrears.Throttled)
        {
            var sums = line.Intervals.GetValueOrDefault(interval) ?? new IntervalAccount();
            Claim.That(line.Available <= 0 || PriceBook.Price(sums.Paid + 1, price) - sums.Charged > line.Available, () => $"{Where()} though money buys octets");
        }
        else if (country.Length == 0 && line.Prices.PlanAt(line.Plan, at) is { Overuse: OveruseRule.AutoPack, AutoPack: { } pack } && line.Arrears == Arrears.None)
        {
            Claim.That(line.Available < pack.Price.Kopeks || line.IsCapped(pack), () => $"{Where()} though money buys a pack");
        }
    }

    private static IntervalKey IntervalAt(LineAccount line, long at, LineEvent.CreditAnswered e, long opened)
    {
        var bySession = line.Prices.PlanAt(line.Plan, at).RatingInterval == RatingInterval.Session;
        return new IntervalKey(new Moment(UsageAudit.Begin(line, at, opened)), bySession ? e.Session.Low | 1 : 0, e.Country);
    }

    private static void Check(LineAccount line, long at, Grant grant, IntervalKey interval, string country)
    {
        string Where() => $"Line {line.Id} on {line.Plan} in '{country}' at {at}: {grant}";
        Claim.Same(ResultCode.Success, grant.ResultCode, Where);
        Claim.That(grant.ValiditySeconds > 0, () => $"{Where()}: no Validity-Time");
        var zone = line.Prices.ZoneOf(country, at);
        Claim.That(line.MayUseData, () => $"{Where()}: the line is {line.Life}, {line.Bar}, {line.Arrears}");
        Claim.That(line.Prices.PlanAt(line.Plan, at).RoamingZones.Contains(zone), () => $"{Where()}: the plan does not go to zone {zone}");
        foreach (var part in grant.ReservedBuckets ?? [])
        {
            var bucket = line.Buckets[part.Bucket];
            Claim.That(part.Octets > 0 && bucket.Serves(country, zone) && line.FreeOf(bucket) >= part.Octets, () => $"{Where()}: bucket {part.Bucket} does not hold that");
        }

        Claim.That(grant.ReservedMoney >= Money.Zero && grant.ReservedMoney.Kopeks <= Math.Max(0, line.Available), () => $"{Where()}: {line.Available} does not hold that money");
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
        Claim.That(pack is not null && grant.ReservedMoney.Kopeks / pack.Price.Kopeks * pack.Octets >= left, () => $"{Where()}: {left} octets are not covered");
    }
}
