using System.Collections.Frozen;
using Kopek.Core.Lines;

namespace Kopek.Core.Diagnosis;

/// <summary>What the line's own state says: each reason of <see cref="ServiceState"/> is one cause, and rules the others out.</summary>
public static class StateCauses
{
    private static readonly FrozenDictionary<string, (Cause Cause, Fix Fix)> ByReason = new Dictionary<string, (Cause, Fix)>
    {
        ["line_closed"] = (Cause.ContractEnded, Fix.NewContract),
        ["fraud"] = (Cause.BarredForFraud, Fix.ContactOperator),
        ["identity_not_confirmed"] = (Cause.IdentityNotConfirmed, Fix.ConfirmIdentity),
        ["voluntary"] = (Cause.BarredByHolder, Fix.LiftOwnBar),
        ["operator"] = (Cause.BarredByOperator, Fix.ContactOperator),
        ["promised_payment_overdue"] = (Cause.BalanceShort, Fix.TopUp),
        ["chargeback"] = (Cause.BalanceShort, Fix.TopUp),
        ["idle_without_money"] = (Cause.BalanceShort, Fix.TopUp),
        ["not_used_yet"] = (Cause.NotActivated, Fix.TopUp),
        ["plan_expired"] = (Cause.PlanExpired, Fix.ChoosePlan),
        ["fee_unpaid"] = (Cause.BalanceShort, Fix.TopUp),
        ["fee_unpaid_data_off"] = (Cause.BalanceShort, Fix.TopUp),
        ["fee_unpaid_throttled"] = (Cause.SpeedReduced, Fix.TopUp),
        ["fee_unpaid_daily_fallback"] = (Cause.SpeedReduced, Fix.TopUp),
        ["data_used_up"] = (Cause.DataUsedUp, Fix.BuyPack),
        ["no_money_for_data"] = (Cause.BalanceShort, Fix.TopUp),
    }.ToFrozenDictionary();

    public static IReadOnlyList<Cause> All { get; } =
    [
        Cause.BalanceShort, Cause.DataUsedUp, Cause.SpeedReduced, Cause.PlanExpired, Cause.IdentityNotConfirmed, Cause.BarredByHolder, Cause.BarredByOperator,
        Cause.BarredForFraud, Cause.NotActivated, Cause.ContractEnded,
    ];

    /// <summary>Does the diagnosis know the reason? Every one that <see cref="ServiceState"/> gives but "none".</summary>
    public static bool Knows(string reason) => ByReason.ContainsKey(reason);

    public static IEnumerable<Finding> Find(DiagnosisFacts facts)
    {
        var (service, slow) = (facts.Line.Service, facts.Line.SlowKbps);
        var first = service.Reason == "none" ? null : OfReason(facts);
        // A bar and an ended contract say nothing of what is behind them.
        var hides = service is { State: "barred" or "closed", TopUpHelps: false };
        foreach (var cause in All)
        {
            var isSlow = cause == Cause.SpeedReduced && slow > 0 && service.DataWorks;
            yield return cause == first?.Cause ? first
                : isSlow ? Finding.Certain(cause, Fix.BuyPack, Evidence.Of(EvidenceCode.ThrottleKbps, slow))
                : hides ? Finding.Unknown(cause, Evidence.Of(EvidenceCode.HiddenBy, service.Reason))
                : Finding.RuledOut(cause, Evidence.Of(EvidenceCode.State, service.Reason));
        }
    }

    private static Finding OfReason(DiagnosisFacts facts)
    {
        var service = facts.Line.Service;
        var (cause, fix) = ByReason[service.Reason];
        cause = cause == Cause.SpeedReduced && !service.DataWorks ? Cause.BalanceShort : cause;
        List<Evidence> evidence = [Evidence.Of(EvidenceCode.State, service.Reason), Evidence.Of(EvidenceCode.Balance, facts.Line.Available)];
        if (service.TopUpHelps)
        {
            evidence.Add(Evidence.Of(EvidenceCode.Needed, service.Needed));
        }

        if (cause == Cause.PlanExpired && !facts.Line.PlanUntil.IsNever)
        {
            evidence.Add(Evidence.Of(EvidenceCode.PlanUntil, facts.Line.PlanUntil));
        }

        if (facts.Line.Seen is { RefusedCode: not 0 } seen)
        {
            evidence.Add(Evidence.Of(EvidenceCode.LastRefusal, seen.RefusedCode));
            evidence.Add(Evidence.Of(EvidenceCode.LastRefusalAt, seen.RefusedAt));
        }

        var stopped = !service.TopUpHelps && fix is Fix.BuyPack or Fix.TopUp ? facts.Line.StoppedAutoPack : null;
        if (stopped is { } price)
        {
            evidence.Add(Evidence.Of(EvidenceCode.StoppedAutoPack, price));
        }

        // Paid for and never used: nothing is wrong, it waits for its first use.
        var verdict = cause == Cause.NotActivated && service.DataWorks ? Verdict.Likely : Verdict.Certain;
        fix = cause == Cause.NotActivated && service.DataWorks ? Fix.UseData
            : stopped is not null ? Fix.AllowAutoPacks
            // Owed, and what is included is used up besides: no sum alone would do.
            : fix == Fix.TopUp && !service.TopUpHelps ? Fix.ContactOperator : fix;
        return new Finding(cause, verdict, fix, service.TopUpHelps, service.Needed, evidence);
    }
}
