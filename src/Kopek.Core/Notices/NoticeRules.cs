using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Sessions;

namespace Kopek.Core.Notices;

/// <summary>
/// What of the events of one command a holder is told, from the line before and after them. Only edges are told: a balance that is below its threshold
/// already, or a bundle that was low already, says nothing new. Pure: the same events give the same notices, whenever they are looked at.
/// </summary>
public static class NoticeRules
{
    internal const int LowPercent = 80;

    /// <param name="notices">Where what is told is added. Nearly always that is nothing, and then nothing is allocated.</param>
    /// <param name="d">Begun on the line as it is after the events, at their moment.</param>
    /// <param name="happened">The events of one command, in order.</param>
    /// <param name="sequence">Of the last of them: names what has no name of its own.</param>
    public static void After(List<Notice> notices, LineBefore before, Decision d, IReadOnlyList<LineEvent> happened, NoticePreferences preferences, long sequence,
        ref ServiceMark mark)
    {
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(d);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(preferences);
        AddTopUps(notices, d.Line, happened, sequence);
        AddRenewalFailed(notices, before, d, sequence);
        var isCutOff = AddService(notices, d, sequence, ref mark);
        if (!isCutOff)
        {
            AddLowBalance(notices, before, d.Line, preferences, sequence);
        }

        AddBundles(notices, before, d);
        if (RoamingCapNotices.After(before.Roaming, d.Line.Roaming) is { } ofCap)
        {
            notices.Add(ofCap);
        }
    }

    /// <summary>A line that was not looked at before is online if data works on it now.</summary>
    public static ServiceMark Look(ServiceMark mark, Decision d)
    {
        ArgumentNullException.ThrowIfNull(d);
        return mark == ServiceMark.Unseen && d.Line.Life == LineLife.Active && ServiceState.Of(d).DataWorks ? ServiceMark.Online : mark;
    }

    private static void AddTopUps(List<Notice> notices, Line line, IReadOnlyList<LineEvent> happened, long sequence)
    {
        for (var place = 0; place < happened.Count; place++)
        {
            if (happened[place] is LineEvent.MoneyAdded { Kind: LotKind.TopUp } added && added.Source != LedgerAccount.OpeningBalances)
            {
                notices.Add(new Notice.ToppedUp(added.Order == OrderId.None ? $"{sequence}:{added.Lot}" : $"{added.Order}", added.Amount, line.Balance));
            }
        }
    }

    private static void AddRenewalFailed(List<Notice> notices, LineBefore before, Decision d, long sequence)
    {
        var line = d.Line;
        if (before.Arrears == Arrears.None && line.Arrears is not (Arrears.None or Arrears.PlanExpired) && line.Life == LineLife.Active)
        {
            var plan = RenewalRules.PlanOf(d);
            notices.Add(new Notice.RenewalFailed($"{sequence}", plan.Name, plan.Fee, line.ArrearsDue, line.Arrears));
        }
    }

    private static bool AddService(List<Notice> notices, Decision d, long sequence, ref ServiceMark mark)
    {
        if (d.Line.Life is LineLife.Stocked or LineLife.Closed)
        {
            mark = ServiceMark.Unseen;
            return false;
        }

        var state = ServiceState.Of(d);
        if (state.DataWorks)
        {
            if (mark == ServiceMark.CutOff)
            {
                notices.Add(new Notice.BackOnline($"{sequence}", d.Line.Balance));
            }

            mark = ServiceMark.Online;
            return false;
        }

        if (mark != ServiceMark.Online)
        {
            return false;
        }

        mark = ServiceMark.CutOff;
        notices.Add(new Notice.CutOff($"{sequence}", state.Cure, Payable(d, state.Needed)));
        return true;
    }

    /// <summary>Where several thresholds were passed at once, the lowest of them says it.</summary>
    private static void AddLowBalance(List<Notice> notices, LineBefore before, Line line, NoticePreferences preferences, long sequence)
    {
        if (line.Life != LineLife.Active || line.Balance >= before.Balance)
        {
            return;
        }

        Money? passed = null;
        for (var place = 0; place < preferences.LowBalance.Count; place++)
        {
            var threshold = preferences.LowBalance[place];
            if (before.Balance >= threshold && line.Balance < threshold && (passed is null || threshold < passed))
            {
                passed = threshold;
            }
        }

        if (passed is { } lowest)
        {
            notices.Add(new Notice.LowBalance($"{lowest.Kopeks}:{sequence}", lowest, line.Balance));
        }
    }

    private static void AddBundles(List<Notice> notices, LineBefore before, Decision d)
    {
        foreach (ref readonly var bucket in d.Line.Buckets.AsSpan())
        {
            if (bucket.Kind is not (BucketKind.Bundle or BucketKind.Pack))
            {
                continue;
            }

            var index = BucketSet.IndexOf(before.Buckets, bucket.Number);
            var was = index < 0 ? 0 : UsedPercent(before.Buckets[index]);
            var used = UsedPercent(bucket);
            if (used == 100 && was < 100)
            {
                notices.Add(new Notice.BundleUsedUp($"{bucket.Number}", NameOf(d, bucket)));
            }
            else if (used is >= LowPercent and < 100 && was < LowPercent)
            {
                notices.Add(new Notice.BundleLow($"{bucket.Number}", NameOf(d, bucket), used, bucket.Rest, bucket.ExpiresAt));
            }
        }
    }

    /// <summary>What a holder must really pay for a sum that is missing: not less than the plan takes at a time.</summary>
    internal static Money Payable(Decision d, Money missing) => missing.IsZero ? missing : Money.Max(missing, RenewalRules.PlanOf(d).MinTopUp);

    /// <summary>Rounded down, so that 100 is really all of it.</summary>
    private static int UsedPercent(in Bucket bucket) =>
        bucket.Granted == 0 ? 0 : (int)((Int128)(bucket.Granted - bucket.Rest) * 100 / bucket.Granted);

    internal static LocalizedText NameOf(Decision d, in Bucket bucket) =>
        (bucket.Kind == BucketKind.Pack ? PackRules.Find(d, bucket.Name)?.Name : d.Catalogue.At(d.Now).FindPlan(bucket.Name)?.Name)
        ?? new LocalizedText(bucket.Name, bucket.Name, bucket.Name);
}
