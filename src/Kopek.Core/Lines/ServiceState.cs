namespace Kopek.Core.Lines;

/// <summary>What a line can do now at home, and why: one word, one stable reason code, what cures it, and whether money does.</summary>
/// <param name="State">stocked, active, suspended, barred, grace, closed.</param>
/// <param name="Reason">Stable code of why; "none" where all is well.</param>
/// <param name="Cure">Stable code of what brings data back.</param>
/// <param name="TopUpHelps">A payment alone brings data back, or brings it back to full speed.</param>
/// <param name="Needed">The least money that does, to the kopek; zero where money does not help or is not needed. What a payment must be at least is the plan's bound.</param>
public sealed record ServiceState(string State, string Reason, string Cure, bool DataWorks, bool TopUpHelps, Money Needed)
{
    private static readonly Money LeastUseful = new(1);

    // Of lines without trouble, which are looked at for each answer.
    private static readonly ServiceState NotUsedYet = new("stocked", "not_used_yet", "use_data", true, false, Money.Zero);
    private static readonly ServiceState AllWell = new("active", "none", "none", true, false, Money.Zero);

    /// <summary>The state of the line of <paramref name="d"/>, as it stands: what is due and not yet done is not looked at. Changes nothing.</summary>
    public static ServiceState Of(Decision d)
    {
        ArgumentNullException.ThrowIfNull(d);
        return d.Line switch
        {
            { Life: LineLife.Closed } => Final("closed", "line_closed", "new_contract"),
            { Bar: BarReason.None or BarReason.PromisedPaymentOverdue or BarReason.Chargeback } => Unbarred(d),
            { Bar: BarReason.Fraud } => Final("barred", "fraud", "contact_operator"),
            { Bar: BarReason.IdentityNotConfirmed } => Final("barred", "identity_not_confirmed", "confirm_identity"),
            { Bar: BarReason.Voluntary } => Final("barred", "voluntary", "lift_own_bar"),
            _ => Final("barred", "operator", "contact_operator"),
        };
    }

    private static ServiceState Unbarred(Decision d)
    {
        var line = d.Line;
        var owed = line.PromisedDebt + line.PromisedFee;
        var lacking = DataNeeds.Lacking(d);
        return line switch
        {
            { Bar: BarReason.PromisedPaymentOverdue } => Curable("barred", "promised_payment_overdue", owed, lacking),
            { Bar: BarReason.Chargeback } => Curable("barred", "chargeback", owed + TakeBackRules.Debt(line), lacking),
            { Life: LineLife.Grace } => Curable("grace", "idle_without_money", owed, lacking),
            { Life: LineLife.Stocked } when lacking is { IsZero: true } => NotUsedYet,
            { Life: LineLife.Stocked } => Curable("stocked", "not_used_yet", owed, lacking),
            { Arrears: Arrears.PlanExpired } => Final("suspended", "plan_expired", "choose_plan"),
            { Arrears: Arrears.Blocked } => Curable("suspended", "fee_unpaid", owed, lacking),
            { Arrears: Arrears.DataSuspended } => Curable("suspended", "fee_unpaid_data_off", owed, lacking),
            { Arrears: Arrears.Throttled } => Smaller("fee_unpaid_throttled", owed + DataNeeds.OpenFee(d), true),
            { Arrears: Arrears.DailyFallback } => Smaller("fee_unpaid_daily_fallback", owed + DataNeeds.OpenFee(d), lacking is { IsZero: true }),
            _ when lacking is null => Final("active", "data_used_up", "buy_pack"),
            _ when !lacking.Value.IsZero => Curable("active", "no_money_for_data", owed, lacking),
            _ => AllWell,
        };
    }

    /// <summary>A state that money does not end.</summary>
    private static ServiceState Final(string state, string reason, string cure) => new(state, reason, cure, false, false, Money.Zero);

    /// <summary>Data goes on, slowly or by the day, until the open fee is paid.</summary>
    private static ServiceState Smaller(string reason, Money needed, bool dataWorks) => new("active", reason, "top_up", dataWorks, true, needed);

    /// <summary>A state that a payment ends: of all that is owed, which it repays first, and of what is lacking after it.</summary>
    private static ServiceState Curable(string state, string reason, Money owed, Money? lacking) => lacking is { } sum
        ? new(state, reason, "top_up", false, true, Money.Max(LeastUseful, owed + sum))
        : new(state, reason, "top_up", false, false, Money.Zero);
}
