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

    /// <summary>
    /// The state of the line of <paramref name="d"/>, which has been advanced to now, for data at home. Paying exactly <see cref="Needed"/> brings data
    /// back, one kopek less does not; what is paid at least at once is the plan's least top-up.
    /// </summary>
    public static ServiceState Of(Decision d)
    {
        ArgumentNullException.ThrowIfNull(d);
        var line = d.Line;
        var owed = line.PromisedDebt + line.PromisedFee;
        var lacking = line.Life == LineLife.Closed ? null : DataNeeds.Lacking(d);
        return line switch
        {
            { Bar: BarReason.PromisedPaymentOverdue, Life: not LineLife.Closed } => Cured("barred", "promised_payment_overdue", owed, lacking),
            { Life: LineLife.Closed } or { Bar: not BarReason.None } => Of(line, Money.Zero),
            { Life: LineLife.Grace } => Cured("grace", "idle_without_money", owed, lacking),
            { Life: LineLife.Stocked } => lacking is { IsZero: true } ? new("stocked", "not_used_yet", "use_data", true, false, Money.Zero) : Cured("stocked", "not_used_yet", owed, lacking),
            { Arrears: Arrears.PlanExpired } => new("suspended", "plan_expired", "choose_plan", false, false, Money.Zero),
            { Arrears: Arrears.Blocked } => Cured("suspended", "fee_unpaid", owed, lacking),
            { Arrears: Arrears.DataSuspended } => Cured("suspended", "fee_unpaid_data_off", owed, lacking),
            { Arrears: Arrears.Throttled } => new("active", "fee_unpaid_throttled", "top_up", true, true, owed + DataNeeds.OpenFee(d)),
            { Arrears: Arrears.DailyFallback } => new("active", "fee_unpaid_daily_fallback", "top_up", lacking is { IsZero: true }, true, owed + DataNeeds.OpenFee(d)),
            _ when lacking is null => new("active", "data_used_up", "buy_pack", false, false, Money.Zero),
            _ when !lacking.Value.IsZero => Cured("active", "no_money_for_data", owed, lacking),
            _ => new("active", "none", "none", true, false, Money.Zero),
        };
    }

    /// <summary>A state that a payment ends: of all that is owed, and of what is lacking after it.</summary>
    private static ServiceState Cured(string state, string reason, Money owed, Money? lacking) => lacking is { } sum
        ? new(state, reason, "top_up", false, true, Money.Max(LeastUseful, owed + sum))
        : new(state, reason, "top_up", false, false, Money.Zero);

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
