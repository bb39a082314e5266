namespace Kopek.Core.Lines;

/// <summary>What a line can do now, and why: one word, one stable reason code, what cures it, and whether money does.</summary>
/// <param name="State">stocked, active, suspended, barred, grace, closed.</param>
/// <param name="Reason">Stable code of why; "none" where all is well.</param>
/// <param name="Cure">Stable code of what brings data back.</param>
/// <param name="TopUpHelps">A payment alone brings data back.</param>
/// <param name="Needed">The least payment that does; zero where money does not help or is not needed.</param>
public sealed record ServiceState(string State, string Reason, string Cure, bool DataWorks, bool TopUpHelps, Money Needed)
{
    private static readonly Money LeastUseful = new(1);

    public static ServiceState Of(Line line, Money missingToStart)
    {
        ArgumentNullException.ThrowIfNull(line);
        var owed = line.PromisedDebt + line.PromisedFee;
        return line switch
        {
            { Life: LineLife.Closed } => new("closed", "line_closed", "new_contract", false, false, Money.Zero),
            { Bar: BarReason.PromisedPaymentOverdue } => new("barred", "promised_payment_overdue", "top_up", false, true, owed + line.ArrearsDue),
            { Bar: BarReason.Fraud } => new("barred", "fraud", "contact_operator", false, false, Money.Zero),
            { Bar: BarReason.IdentityNotConfirmed } => new("barred", "identity_not_confirmed", "confirm_identity", false, false, Money.Zero),
            { Bar: BarReason.Voluntary } => new("barred", "voluntary", "lift_own_bar", false, false, Money.Zero),
            { Bar: not BarReason.None } => new("barred", "operator", "contact_operator", false, false, Money.Zero),
            { Life: LineLife.Grace } => new("grace", "idle_without_money", "top_up", false, true, Money.Max(LeastUseful, line.ArrearsDue + owed)),
            { Life: LineLife.Stocked } => missingToStart.IsZero
                ? new("stocked", "not_used_yet", "use_data", true, false, Money.Zero)
                : new("stocked", "not_used_yet", "top_up", false, true, missingToStart),
            { Arrears: Arrears.PlanExpired } => new("suspended", "plan_expired", "choose_plan", false, false, Money.Zero),
            { Arrears: Arrears.Blocked } => new("suspended", "fee_unpaid", "top_up", false, true, line.ArrearsDue + owed),
            { Arrears: Arrears.DataSuspended } => new("suspended", "fee_unpaid_data_off", "top_up", false, true, line.ArrearsDue + owed),
            { Arrears: Arrears.Throttled } => new("active", "fee_unpaid_throttled", "top_up", true, true, line.ArrearsDue + owed),
            { Arrears: Arrears.DailyFallback } => new("active", "fee_unpaid_daily_fallback", "top_up", true, true, line.ArrearsDue + owed),
            _ => new("active", "none", "none", true, false, Money.Zero),
        };
    }
}
