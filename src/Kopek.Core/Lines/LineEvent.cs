using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>
/// What happened to a line. A closed set; every value is resolved, so that replay reads no catalogue and no clock. When it happened and to which
/// line stand beside it in the journal. Apply is LineState.Apply; the stored forms are versioned in Kopek.Journal.
/// </summary>
public abstract record LineEvent
{
    private LineEvent() { }

    /// <summary>A line was made. <paramref name="ConnectionFeePaid"/>: the connection fee was paid at the sale and is not due at first use.</summary>
    public sealed record Opened(string Plan, string Operator, string TimeZone, bool ConnectionFeePaid) : LineEvent;

    /// <summary>First use, or an explicit wish: plan periods run from now on.</summary>
    public sealed record Activated : LineEvent;

    /// <summary>Money came in as a new lot. Kind says whether it can go back to its source.</summary>
    public sealed record MoneyAdded(int Lot, LotKind Kind, Money Amount, Moment FreeFrom, OrderId Order, LedgerAccount Source) : LineEvent;

    /// <summary>A fee was taken from the lots, in their order; grace may leave a negative lot (number <paramref name="DebtLot"/>) for <paramref name="Debt"/> of it.</summary>
    public sealed record FeeCharged(FeeKind Kind, Money Amount, Money Debt, int DebtLot, OrderId Order, string? Reference) : LineEvent;

    /// <summary>Both clocks of the plan were set: fee paid until, bundle granted until, and the end of a plan that does not renew.</summary>
    public sealed record PeriodSet(Moment FeePaidUntil, Moment BundleUntil, Moment PlanValidUntil) : LineEvent;

    /// <summary>The plan's fee is not covered (or the plan is over), with what that means for service; or it is covered again.</summary>
    public sealed record ArrearsSet(Arrears Arrears, Money Due) : LineEvent;

    /// <summary>An allowance was added.</summary>
    public sealed record BucketGranted(int Bucket, BucketKind Kind, string Name, long Octets, Moment ExpiresAt, RoamingZoneSet Zones, ushort Country, OrderId Order) : LineEvent;

    /// <summary>An allowance ended; <paramref name="Lost"/> octets of it were never used.</summary>
    public sealed record BucketExpired(int Bucket, long Lost) : LineEvent;

    /// <summary>Reported use was rated and charged, and the reservation of its rating group came free.</summary>
    public sealed record UsageCharged(SessionKey Session, UnitKey Unit, long Reported, IntervalKey Interval, Moment IntervalEnd, long Covered,
        BucketPart[] Buckets, long Free, long PaidUnits, Money Charged, long Uncovered, Money UncoveredValue) : LineEvent;

    /// <summary>
    /// A credit-control request was answered, and this is the answer: kept by the session to answer a repeat alike. Grants reserve; a termination
    /// ends the session and frees what it held. One-time events come with Type Event and no session is kept.
    /// </summary>
    public sealed record CreditAnswered(SessionKey Session, ulong OriginRealm, ulong Digest, CcRequestType Type, uint Number, int ResultCode,
        ushort Country, Moment SupervisedUntil, Grant[] Grants) : LineEvent
    {
        /// <summary>Cost of a price enquiry or a debit, else zero; and what a balance check answered.</summary>
        public Money Cost { get; init; }

        /// <summary>The core has no means to slow a session down: a throttled grant runs at full speed there, and people are told so.</summary>
        public bool CannotThrottle { get; init; }
    }

    /// <summary>
    /// What is set aside for a grant that is out was set anew: it counts on no rounding of others any more, or the plan was changed under it. The grant
    /// itself, as the network knows it, stays as it is.
    /// </summary>
    public sealed record ReservationSet(SessionKey Session, UnitKey Unit, Money Money, BucketPart[] Buckets, int Packs) : LineEvent;

    /// <summary>The session supervision timer (RFC 8506 13, Tcc) ran out: reservations went back, the session is over.</summary>
    public sealed record SessionExpired(SessionKey Session) : LineEvent;

    /// <summary>A one-time event moved money (CC-Money or priced units): a debit takes from the lots, a refund adds a lot.</summary>
    public sealed record DirectDebited(SessionKey Session, Money Amount) : LineEvent
    {
        /// <summary>Where it was taken (ISO letters); 0 at home, and in journals that did not say.</summary>
        public ushort Country { get; init; }
    }

    /// <summary>
    /// Money went out of some lots (and into a negative one for <paramref name="Debt"/>) to <paramref name="Target"/>; <paramref name="Fee"/> of it is ours.
    /// <paramref name="Day"/>: the local day that a transfer counts for, else <see cref="Moment.Never"/>.
    /// </summary>
    public sealed record LotsTaken(LotPart[] Parts, Money Debt, int DebtLot, Money Fee, LedgerAccount Target, OrderId Order, Moment Day) : LineEvent
    {
        /// <summary>All that left the line, fee and debt included.</summary>
        public Money Total => Lots.SumOf(Parts) + Debt;
    }

    /// <summary>The plan was changed, at once.</summary>
    public sealed record PlanChanged(string Plan, OrderId Order) : LineEvent;

    /// <summary>The plan will change when the paid period ends; null takes the wish back.</summary>
    public sealed record PlanChangeScheduled(string? Plan, OrderId Order) : LineEvent;

    /// <summary>Emergency credit: the money is a lot of its own (see MoneyAdded before it), the debt is due.</summary>
    public sealed record PromisedPaymentTaken(Money Amount, Money Fee, Moment DueAt, OrderId Order) : LineEvent;

    /// <summary>Debt and fee of a promised payment were repaid out of the lots, whole or in part.</summary>
    public sealed record PromisedPaymentRepaid(Money Amount, Money Fee, OrderId Order) : LineEvent;

    /// <summary>The day came and the debt is open: what was left of the promised lot was taken back.</summary>
    public sealed record PromisedPaymentOverdue(Money TakenBack) : LineEvent;

    /// <summary>A bar was set or lifted.</summary>
    public sealed record BarSet(BarReason Reason, OrderId Order) : LineEvent;

    /// <summary>The line entered another part of its life (grace, closed, active again).</summary>
    public sealed record LifeChanged(LineLife Life, Moment Until) : LineEvent;

    /// <summary>A charge for doing nothing was due and looked at: the next is due at <paramref name="NextDue"/>.</summary>
    public sealed record InactivityChecked(Moment NextDue) : LineEvent;

    /// <summary>The holder limited what roaming takes in a month, or (null) no longer does. <paramref name="MonthEnds"/>: of the month that is counted now.</summary>
    public sealed record RoamingCapSet(Money? Cap, Moment MonthEnds, OrderId Order) : LineEvent;

    /// <summary>A month was over: what roaming takes is counted anew up to <paramref name="Ends"/>; never where there is no cap and nothing more to count.</summary>
    public sealed record RoamingMonthBegun(Moment Ends) : LineEvent;

    /// <summary>The holder stopped packs that are bought by themselves, or allowed them again.</summary>
    public sealed record AutoPackStopSet(bool IsOn, OrderId Order) : LineEvent;
}
