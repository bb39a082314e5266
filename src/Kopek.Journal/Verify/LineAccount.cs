using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Verify;

/// <summary>
/// Money, allowances and reservations of one line, added up from its events by code that is not the engine's. <see cref="Apply"/> says what an event breaks.
/// </summary>
internal sealed class LineAccount
{
    private Dictionary<int, long>? bucketRests;
    private Dictionary<SessionKey, List<Grant>>? sessions;
    private long coveredOctets;

    public Moment At { get; private set; } = Moment.Beginning;
    public Money Balance { get; private set; }

    /// <summary>What negative lots owe, as a positive sum.</summary>
    public Money Debt { get; private set; }
    public Money PromisedDebt { get; private set; }
    public long TotalOctets { get; private set; }
    public long UncoveredOctets { get; private set; }
    public IReadOnlyDictionary<int, long> BucketRests => bucketRests ?? [];

    /// <summary>Null for a line on which no cap on roaming was ever set.</summary>
    public RoamingAccount? Roaming { get; private set; }
    public AutoPackStopAccount AutoPackStop { get; } = new();
    public int OpenSessions => sessions?.Count ?? 0;

    public Money Reserved => Sum(Grants, grant => grant.ReservedMoney);

    private IEnumerable<Grant> Grants => sessions?.Values.SelectMany(grants => grants) ?? [];

    /// <summary>Octets of a bucket that open grants hold.</summary>
    public long ReservedIn(int bucket) => Grants.SelectMany(grant => grant.ReservedBuckets ?? []).Where(part => part.Bucket == bucket).Sum(part => part.Octets);

    /// <summary>What the event breaks, or null.</summary>
    public string? Apply(Moment at, LineEvent happened)
    {
        var fault = at < At ? $"the line's time runs back from {At} to {at}" : null;
        At = at;
        fault ??= happened switch
        {
            LineEvent.MoneyAdded e => Add(e),
            LineEvent.FeeCharged e => Charge(e),
            LineEvent.LotsTaken e => TakeLots(e),
            LineEvent.DirectDebited e => Take(e.Amount) ?? Abroad(e.Country, e.Amount),
            LineEvent.UsageCharged e => Use(e),
            LineEvent.CreditAnswered e => Answer(e),
            LineEvent.ReservationSet e => SetAside(e),
            LineEvent.SessionExpired e => End(e.Session),
            LineEvent.BucketGranted e => Grant(e),
            LineEvent.BucketExpired e => Expire(e),
            LineEvent.PromisedPaymentTaken e => Promise(e),
            LineEvent.PromisedPaymentRepaid e => Repay(e),
            LineEvent.PromisedPaymentOverdue e => Overdue(e),
            LineEvent.AutoPackStopSet e => SetStop(e),
            LineEvent.RoamingCapSet e => SetCap(e),
            LineEvent.RoamingMonthBegun e => BeginMonth(e),
            _ => null,
        };
        return fault ?? (Balance + Debt < Money.Zero ? $"the balance falls to {Balance}, below what negative lots explain ({Debt})" : null);
    }

    private string? Add(LineEvent.MoneyAdded e)
    {
        Balance += e.Amount;
        Debt = e.Amount.IsNegative ? Debt - e.Amount : Money.Max(Money.Zero, Debt - e.Amount);
        return e.Amount.IsNegative && e.Kind != LotKind.Debt ? $"{e.Amount} came in" : null;
    }

    private string? Charge(LineEvent.FeeCharged e)
    {
        Debt += e.Debt;
        return e.Debt.IsNegative || e.Debt > e.Amount ? $"a fee of {e.Amount} leaves a debt of {e.Debt}" : Take(e.Amount) ?? AutoPackStop.Take(e.Kind);
    }

    private string? TakeLots(LineEvent.LotsTaken e)
    {
        Debt += e.Debt;
        var parts = new Money(e.Parts.Sum(part => part.Amount.Kopeks));
        return e.Debt.IsNegative || e.Fee.IsNegative || Array.Exists(e.Parts, part => part.Amount <= Money.Zero) ? "lots are taken from with nothing or less"
            : e.Fee > parts ? $"a fee of {e.Fee} is more than the {parts} that it is part of"
            : Take(parts + e.Debt);
    }

    private string? Take(Money amount)
    {
        Balance -= amount;
        return amount.IsNegative ? $"{amount} was charged" : null;
    }

    private string? Use(LineEvent.UsageCharged e)
    {
        if (sessions is not null && sessions.TryGetValue(e.Session, out var grants))
        {
            grants.RemoveAll(grant => grant.Unit == e.Unit);
        }

        var fault = Take(e.Charged) ?? Abroad(e.Interval.Country, e.Charged);
        foreach (var part in e.Buckets)
        {
            fault ??= TakeFrom(part.Bucket, part.Octets);
        }

        TotalOctets += e.Reported;
        UncoveredOctets += e.Uncovered;
        coveredOctets += e.Covered;
        var explained = e.Buckets.Sum(part => part.Octets) + e.PaidUnits + e.Free;
        return fault
            ?? (e.Covered != explained ? $"{e.Covered} octets are covered, but buckets, money and free use cover {explained}" : null)
            ?? (coveredOctets + UncoveredOctets < TotalOctets ? $"{TotalOctets} octets were used in all, but only {coveredOctets + UncoveredOctets} are accounted for" : null);
    }

    private string? TakeFrom(int bucket, long octets)
    {
        if (bucketRests is null || !bucketRests.TryGetValue(bucket, out var rest))
        {
            return $"bucket {bucket} is used and does not exist";
        }

        bucketRests[bucket] = rest - octets;
        return octets < 0 || rest < octets ? $"bucket {bucket} holds {rest} octets and {octets} are taken" : null;
    }

    private string? Answer(LineEvent.CreditAnswered e)
    {
        if (e.Type == CcRequestType.Event)
        {
            return null;
        }

        if (e.Type == CcRequestType.Termination)
        {
            return End(e.Session);
        }

        sessions ??= [];
        if (!sessions.TryGetValue(e.Session, out var held))
        {
            sessions[e.Session] = held = [];
        }

        foreach (var grant in e.Grants)
        {
            held.RemoveAll(other => other.Unit == grant.Unit);
            if (grant.Octets > 0)
            {
                held.Add(grant);
            }
        }

        return OverReserved(e.Grants);
    }

    private string? SetAside(LineEvent.ReservationSet e)
    {
        if (sessions is null || !sessions.TryGetValue(e.Session, out var held) || held.FindIndex(grant => grant.Unit == e.Unit) is var place && place < 0)
        {
            return "something is set aside for a grant that is not out";
        }

        held[place] = held[place] with { ReservedMoney = e.Money, ReservedBuckets = e.Buckets, Packs = e.Packs };
        return OverReserved([held[place]]);
    }

    /// <summary>A grant may not set aside what is not there. Fees that come later may eat into it: so only what was just set aside is looked at.</summary>
    private string? OverReserved(Grant[] grants)
    {
        foreach (ref readonly var grant in grants.AsSpan())
        {
            if (AutoPackStop.Take(grant) is { } stopped)
            {
                return stopped;
            }
        }

        if (Sum(grants, grant => grant.ReservedMoney) > Money.Zero && Reserved > Balance)
        {
            return $"{Reserved} is reserved and the line holds {Balance}";
        }

        foreach (var part in grants.SelectMany(grant => grant.ReservedBuckets ?? []).Where(part => part.Octets > 0))
        {
            if (!BucketRests.TryGetValue(part.Bucket, out var rest) || ReservedIn(part.Bucket) > rest)
            {
                return $"{ReservedIn(part.Bucket)} octets are reserved in bucket {part.Bucket}, which holds {rest}";
            }
        }

        return null;
    }

    private string? End(SessionKey session)
    {
        sessions?.Remove(session);
        return null;
    }

    private string? Grant(LineEvent.BucketGranted e)
    {
        bucketRests ??= [];
        return !bucketRests.TryAdd(e.Bucket, e.Octets) ? $"bucket {e.Bucket} is granted twice" : e.Octets < 0 ? $"bucket {e.Bucket} is granted with {e.Octets} octets" : null;
    }

    private string? Expire(LineEvent.BucketExpired e)
    {
        if (bucketRests is null || !bucketRests.Remove(e.Bucket, out var rest))
        {
            return $"bucket {e.Bucket} expires and does not exist";
        }

        return rest != e.Lost ? $"bucket {e.Bucket} held {rest} octets when it expired, but {e.Lost} are booked as lost" : null;
    }

    private string? Promise(LineEvent.PromisedPaymentTaken e)
    {
        var open = PromisedDebt;
        PromisedDebt = e.Amount;
        return open > Money.Zero ? $"a promised payment is taken while {open} of another is open" : null;
    }

    private string? Repay(LineEvent.PromisedPaymentRepaid e)
    {
        PromisedDebt -= e.Amount;
        return PromisedDebt.IsNegative ? $"{-PromisedDebt} more is repaid than was promised" : Take(e.Amount) ?? Take(e.Fee);
    }

    private string? Overdue(LineEvent.PromisedPaymentOverdue e)
    {
        PromisedDebt -= e.TakenBack;
        return PromisedDebt.IsNegative ? $"{-PromisedDebt} more is taken back than was promised" : Take(e.TakenBack);
    }

    private string? SetStop(LineEvent.AutoPackStopSet e)
    {
        AutoPackStop.Set(e, Grants.Sum(grant => (long)grant.Packs));
        return null;
    }

    private string? SetCap(LineEvent.RoamingCapSet e)
    {
        (Roaming ??= new RoamingAccount()).Set(e);
        return null;
    }

    private string? BeginMonth(LineEvent.RoamingMonthBegun e)
    {
        if (Roaming is not { IsCounted: true })
        {
            return "a month of roaming begins on a line that has no cap";
        }

        Roaming.Begin(e);
        return null;
    }

    private string? Abroad(ushort country, Money amount) => country == 0 ? null : Roaming?.Take(At, amount);

    private static Money Sum(IEnumerable<Grant> grants, Func<Grant, Money> part) => new(grants.Sum(grant => part(grant).Kopeks));
}
