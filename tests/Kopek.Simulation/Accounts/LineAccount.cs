using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// The auditor's own books of one line, kept from its events alone: money, allowances, what is held for the network, debts. Nothing here calls Core's
/// rules or its Apply.
/// </summary>
internal sealed class LineAccount(LineId id, PriceBook prices)
{
    private readonly Dictionary<LedgerAccount, long> byPostings = [];
    private long before = long.MinValue;
    private bool isInReport;

    public LineId Id { get; } = id;
    public PriceBook Prices { get; } = prices;
    public string Plan { get; set; } = "";
    public string Operator { get; private set; } = "";
    public string TimeZone { get; private set; } = "";
    public LineLife Life { get; private set; }
    public Arrears Arrears { get; private set; }
    public BarReason Bar { get; private set; }
    public long PlanSince { get; set; }
    public long FeePaidUntil { get; private set; } = long.MaxValue;
    public long BundleUntil { get; private set; } = long.MaxValue;
    public bool PlanBegins { get; set; }
    public long Balance { get; set; }

    /// <summary>What is left of fees of grace and of chargebacks on spent money: the next money fills it.</summary>
    public long Debt { get; private set; }
    public long PromisedDebt { get; private set; }
    public long PromisedFee { get; private set; }
    public long Octets { get; set; }
    public long Charged { get; set; }
    public long Uncovered { get; set; }
    public int AutoPacks { get; set; }
    public SortedDictionary<int, BucketAccount> Buckets { get; } = [];
    public Dictionary<IntervalKey, IntervalAccount> Intervals { get; } = [];
    public Dictionary<SessionKey, SessionAccount> Sessions { get; } = [];
    public List<HeldGrant> Held { get; } = [];
    public Dictionary<LedgerAccount, long> Ledger { get; } = [];

    /// <summary>First sequence at which the line looked so.</summary>
    public Dictionary<Holders.Shown, long> Looks { get; } = [];

    public long Reserved => Held.Sum(held => held.Grant.ReservedMoney.Kopeks);
    public long Available => Balance - Reserved;
    public RoamingAccount Roaming { get; } = new();
    public AutoPackStopAccount AutoPackStop { get; } = new();

    /// <summary>The part of the reserved money that grants of sessions abroad hold.</summary>
    public long HeldAbroad => Held.Where(held => Sessions[held.Session].Country.Length > 0).Sum(held => held.Grant.ReservedMoney.Kopeks);

    /// <summary>Money that use in a country (empty: at home) may take: the holder's cap holds abroad.</summary>
    public long AvailableIn(string country) => country.Length == 0 ? Available : Math.Min(Available, Roaming.Left(HeldAbroad));

    public bool MayUseData => this is { Life: LineLife.Active, Bar: BarReason.None, Arrears: Arrears.None or Arrears.DailyFallback or Arrears.Throttled };

    /// <summary>No more packs in this period: packs that grants count on are as good as bought.</summary>
    public bool IsCapped(Core.Plans.AutoPack pack) => pack.MaxPerPeriod != 0 && AutoPacks + Held.Sum(held => held.Grant.Packs) >= pack.MaxPerPeriod;

    /// <summary>Buckets and money cover all of a grant that counts on rounding, with what it holds itself and without the rounding.</summary>
    public bool CanBack(HeldGrant own, long at)
    {
        var country = Core.Roaming.CountryCode.Unpack(own.Interval.Country);
        var zone = Prices.ZoneOf(country, at);
        var octets = (System.Numerics.BigInteger)Buckets.Values.Where(bucket => bucket.Serves(country, zone)).Sum(bucket => FreeOf(bucket) + own.InBucket(bucket.Granted.Bucket));
        var money = Math.Max(0, AvailableIn(country) + own.Grant.ReservedMoney.Kopeks);
        if (Prices.PricePerMegabyte(Plan, country, at) is { } price and > 0)
        {
            octets += PriceBook.Octets(money, price);
        }
        else if (country.Length == 0 && Arrears != Arrears.DailyFallback && !AutoPackStop.IsOn && Prices.PlanAt(Plan, at).AutoPack is { } pack)
        {
            var left = pack.MaxPerPeriod == 0 ? long.MaxValue : pack.MaxPerPeriod - AutoPacks - Held.Sum(held => held.Grant.Packs) + own.Grant.Packs;
            octets += Math.Max(0, Math.Min(left, money / pack.Price.Kopeks)) * pack.Octets;
        }

        return octets >= own.Grant.Octets;
    }

    /// <summary>Octets of a bucket that no grant holds.</summary>
    public long FreeOf(BucketAccount bucket) => bucket.Rest - Held.Sum(held => held.InBucket(bucket.Granted.Bucket));

    public void Take(long sequence, long at, LineEvent happened)
    {
        Claim.That(at >= before, () => $"Line {Id}: {happened} at {at} after an event at {before}: its time ran back.");
        before = at;
        CheckCapIsKept(happened);
        Roaming.Take(Id, TimeZone, at, happened);
        AutoPackStop.Take(Id, happened, Held.Sum(held => held.Grant.Packs));
        Enter(at, happened);
        CheckPostings(happened);
        if (!IsInMidStep(happened))
        {
            CheckLimits(happened);
        }

        Looks.TryAdd(new Holders.Shown(Balance, Reserved, Octets, Buckets.Values.Count(bucket => !bucket.IsGone), Sessions.Count), sequence);
    }

    /// <summary>The books of two accounts move by one amount.</summary>
    public void Post(LedgerAccount debit, LedgerAccount credit, long kopeks)
    {
        Ledger[debit] = Ledger.GetValueOrDefault(debit) + kopeks;
        Ledger[credit] = Ledger.GetValueOrDefault(credit) - kopeks;
    }

    private void Enter(long at, LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.Opened e: (Plan, Operator, TimeZone, PlanSince) = (e.Plan, e.Operator, e.TimeZone, at); break;
            case LineEvent.Activated: (Life, PlanSince, PlanBegins) = (LineLife.Active, at, true); break;
            case LineEvent.PlanChanged e: Enter(at, e); break;
            case LineEvent.MoneyAdded e: Enter(e); break;
            case LineEvent.FeeCharged e: FeeAudit.Check(this, at, e); Enter(e); break;
            case LineEvent.PeriodSet e: Enter(at, e); break;
            case LineEvent.ArrearsSet e: Arrears = e.Arrears; break;
            case LineEvent.BucketGranted e: CalendarAudit.Check(this, at, e); Enter(e); break;
            case LineEvent.BucketExpired e: Enter(e); break;
            case LineEvent.UsageCharged e: UsageAudit.Enter(this, at, e); break;
            case LineEvent.CreditAnswered e: GrantAudit.Enter(this, at, e); break;
            case LineEvent.ReservationSet e: GrantAudit.Enter(this, at, e); break;
            case LineEvent.SessionExpired e: End(e.Session); break;
            case LineEvent.LotsTaken e: Enter(e); break;
            case LineEvent.DirectDebited e: Charge(e.Amount.Kopeks, LedgerAccount.RevenueData); break;
            case LineEvent.PromisedPaymentTaken e: (PromisedDebt, PromisedFee) = (e.Amount.Kopeks, e.Fee.Kopeks); break;
            case LineEvent.PromisedPaymentRepaid e: Enter(e); break;
            case LineEvent.PromisedPaymentOverdue e: Enter(e); break;
            case LineEvent.LifeChanged e: Life = e.Life; break;
            case LineEvent.BarSet e: Bar = e.Reason; break;
            case LineEvent.PlanChangeScheduled or LineEvent.InactivityChecked or LineEvent.RoamingCapSet or LineEvent.RoamingMonthBegun or LineEvent.AutoPackStopSet: break;
            default: throw new UnreachableException($"The auditor does not know {happened.GetType().Name}.");
        }
    }

    public void Charge(long kopeks, LedgerAccount revenue)
    {
        Balance -= kopeks;
        Charged += kopeks;
        Post(LedgerAccount.AdvancesHeld, revenue, kopeks);
    }

    public void End(SessionKey session)
    {
        Claim.That(Sessions.Remove(session), () => $"Line {Id}: session {session} ended and was not open.");
        Held.RemoveAll(held => held.Session == session);
    }

    /// <summary>Another plan's use has sums of its own, also at the same instant.</summary>
    private void Enter(long at, LineEvent.PlanChanged e)
    {
        (Plan, PlanSince, PlanBegins, AutoPacks) = (e.Plan, at, true, 0);
        foreach (var interval in Intervals.Keys.Where(interval => interval.Start.UnixMilliseconds == at).ToArray())
        {
            Intervals.Remove(interval);
        }
    }

    private void Enter(long at, LineEvent.PeriodSet e)
    {
        CalendarAudit.Check(this, at, e);
        (FeePaidUntil, BundleUntil) = (e.FeePaidUntil.UnixMilliseconds, e.BundleUntil.UnixMilliseconds);
    }

    private void Enter(LineEvent.MoneyAdded e)
    {
        Claim.That(e.Amount > Money.Zero, () => $"Line {Id}: {e} adds nothing.");
        Balance += e.Amount.Kopeks;
        Debt -= Math.Min(Debt, e.Amount.Kopeks);
        Charged -= e.Kind == LotKind.Refund ? e.Amount.Kopeks : 0;
        Post(e.Source, LedgerAccount.AdvancesHeld, e.Amount.Kopeks);
    }

    private void Enter(LineEvent.FeeCharged e)
    {
        Balance -= e.Amount.Kopeks;
        Debt += e.Debt.Kopeks;
        AutoPacks += e.Kind == FeeKind.AutoPack ? 1 : 0;
        PlanBegins &= e.Kind != FeeKind.Plan;
        Post(LedgerAccount.AdvancesHeld, e.Kind is FeeKind.Pack or FeeKind.AutoPack ? LedgerAccount.RevenuePacks : LedgerAccount.RevenueFees, e.Amount.Kopeks);
    }

    private void Enter(LineEvent.LotsTaken e)
    {
        var parts = e.Parts.Sum(part => part.Amount.Kopeks);
        Claim.That(e.Fee >= Money.Zero && e.Debt >= Money.Zero && parts + e.Debt.Kopeks > 0 && Array.TrueForAll(e.Parts, part => part.Amount > Money.Zero), () => $"Line {Id}: {e} takes nothing, or gives.");
        Balance -= parts + e.Debt.Kopeks;
        Debt += e.Debt.Kopeks;
        Post(LedgerAccount.AdvancesHeld, e.Target, parts + e.Debt.Kopeks - e.Fee.Kopeks);
        Post(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee.Kopeks);
    }

    private void Enter(LineEvent.BucketGranted e)
    {
        Claim.That(Buckets.TryAdd(e.Bucket, new BucketAccount(e)), () => $"Line {Id}: bucket {e.Bucket} was granted twice.");
        AutoPacks = e.Kind == Core.Buckets.BucketKind.Bundle ? 0 : AutoPacks;
    }

    private void Enter(LineEvent.BucketExpired e)
    {
        var bucket = Buckets[e.Bucket];
        Claim.That(!bucket.IsGone, () => $"Line {Id}: bucket {e.Bucket} ended twice.");
        Claim.Same(bucket.Rest, e.Lost, () => $"Line {Id}: rest of bucket {e.Bucket} when it ended");
        bucket.IsGone = true;
    }

    private void Enter(LineEvent.PromisedPaymentRepaid e)
    {
        Balance -= e.Amount.Kopeks + e.Fee.Kopeks;
        PromisedDebt -= e.Amount.Kopeks;
        PromisedFee -= e.Fee.Kopeks;
        Post(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.Amount.Kopeks);
        Post(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee.Kopeks);
    }

    private void Enter(LineEvent.PromisedPaymentOverdue e)
    {
        Balance -= e.TakenBack.Kopeks;
        PromisedDebt -= e.TakenBack.Kopeks;
        Post(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.TakenBack.Kopeks);
    }

    /// <summary>
    /// In the middle of a report its own reservation and the packs bought for it stand side by side; the answer that follows ends it. Promised money comes
    /// one event before its debt.
    /// </summary>
    private bool IsInMidStep(LineEvent happened)
    {
        isInReport = happened switch
        {
            LineEvent.UsageCharged or LineEvent.FeeCharged { Kind: FeeKind.AutoPack } => true,
            LineEvent.CreditAnswered => false,
            _ => isInReport,
        };
        return isInReport || happened is LineEvent.MoneyAdded { Kind: LotKind.Promised };
    }

    /// <summary>Between steps what is set aside abroad is within the cap; what is too much is set anew at once.</summary>
    private void CheckCapIsKept(LineEvent next) =>
        Claim.That(isInReport || next is LineEvent.ReservationSet || HeldAbroad == 0 || Roaming.Left(HeldAbroad) >= 0,
            () => $"Line {Id} before {next}: roaming took {Roaming.Taken} and holds {HeldAbroad}, past its cap of {Roaming.Cap}.");

    private void CheckLimits(LineEvent happened)
    {
        Claim.That(Available >= -Debt, () => $"Line {Id} after {happened}: balance {Balance}, reserved {Reserved}, debt {Debt}: below its limit.");
        Claim.That(PromisedDebt >= 0 && PromisedFee >= 0, () => $"Line {Id} after {happened}: promised payment {PromisedDebt} + {PromisedFee}.");
        foreach (var bucket in Buckets.Values)
        {
            Claim.That(bucket.IsGone || (bucket.Rest >= 0 && FreeOf(bucket) >= 0), () => $"Line {Id} after {happened}: bucket {bucket.Granted.Bucket} has {bucket.Rest} and {FreeOf(bucket)} of it free.");
        }

        Claim.Same(Balance, -Ledger.GetValueOrDefault(LedgerAccount.AdvancesHeld), () => $"Line {Id} after {happened}: advances held");
        Claim.Same(PromisedDebt, Ledger.GetValueOrDefault(LedgerAccount.PromisedReceivable), () => $"Line {Id} after {happened}: promised receivable");
        Claim.Same(0, Ledger.Values.Sum(), () => $"Line {Id} after {happened}: sum of both sides");
    }

    /// <summary>What Core says an event posts is what the auditor's books say.</summary>
    private void CheckPostings(LineEvent happened)
    {
        foreach (var posting in Postings.Of(happened))
        {
            byPostings[posting.Debit] = byPostings.GetValueOrDefault(posting.Debit) + posting.Amount.Kopeks;
            byPostings[posting.Credit] = byPostings.GetValueOrDefault(posting.Credit) - posting.Amount.Kopeks;
        }

        foreach (var (account, sum) in Ledger)
        {
            Claim.Same(sum, byPostings.GetValueOrDefault(account), () => $"Line {Id} after {happened}: {account} by the postings");
        }
    }
}
