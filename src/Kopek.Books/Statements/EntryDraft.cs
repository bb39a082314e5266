using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Statements;

/// <summary>What an event is on a statement, beside its place and the balance after it.</summary>
internal readonly record struct EntryDraft(EntryKind Kind, Money Amount, long Octets, int Bucket, OrderId Order, string? Reference)
{
    /// <summary>Null for what people do not see: sessions have rows of their own, clocks none.</summary>
    public static EntryDraft? Of(LineEvent happened) => happened switch
    {
        LineEvent.UsageCharged or LineEvent.CreditAnswered or LineEvent.ReservationSet or LineEvent.SessionExpired => null,
        LineEvent.PeriodSet or LineEvent.InactivityChecked or LineEvent.PromisedPaymentTaken or LineEvent.RoamingMonthBegun => null,
        LineEvent.Opened e => Change(EntryKind.LineOpened, OrderId.None, e.Plan),
        LineEvent.Activated => Change(EntryKind.Activated, OrderId.None, null),
        LineEvent.MoneyAdded e => new(Of(e), e.Amount, 0, 0, e.Order, null),
        LineEvent.FeeCharged e => new(Of(e.Kind), -e.Amount, 0, 0, e.Order, e.Reference),
        LineEvent.DirectDebited e => new(EntryKind.DirectDebit, -e.Amount, 0, 0, OrderId.None, null),
        LineEvent.LotsTaken e => new(Of(e), -e.Total, 0, 0, e.Order, null),
        LineEvent.PromisedPaymentRepaid e => new(EntryKind.PromisedPaymentRepaid, -(e.Amount + e.Fee), 0, 0, e.Order, null),
        LineEvent.PromisedPaymentOverdue e => new(EntryKind.PromisedPaymentOverdue, -e.TakenBack, 0, 0, OrderId.None, null),
        LineEvent.BucketGranted e => new(EntryKind.BucketGranted, Money.Zero, e.Octets, e.Bucket, e.Order, e.Name),
        LineEvent.BucketExpired e => new(EntryKind.BucketExpired, Money.Zero, e.Lost, e.Bucket, OrderId.None, null),
        LineEvent.PlanChanged e => Change(EntryKind.PlanChanged, e.Order, e.Plan),
        LineEvent.PlanChangeScheduled e => Change(EntryKind.PlanChangeScheduled, e.Order, e.Plan),
        LineEvent.BarSet { Reason: BarReason.None } e => Change(EntryKind.BarLifted, e.Order, null),
        LineEvent.BarSet e => Change(EntryKind.BarSet, e.Order, SnakeCase.Of(e.Reason)),
        LineEvent.RoamingCapSet { Cap: null } e => Change(EntryKind.RoamingCapRemoved, e.Order, null),
        LineEvent.RoamingCapSet e => Change(EntryKind.RoamingCapSet, e.Order, e.Cap.ToString()),
        LineEvent.AutoPackStopSet e => Change(e.IsOn ? EntryKind.AutoPacksStopped : EntryKind.AutoPacksAllowed, e.Order, null),
        LineEvent.ArrearsSet { Arrears: Arrears.None } => Change(EntryKind.FeeCovered, OrderId.None, null),
        LineEvent.ArrearsSet e => Change(EntryKind.FeeUnpaid, OrderId.None, SnakeCase.Of(e.Arrears)),
        LineEvent.LifeChanged e => Change(Of(e.Life), OrderId.None, null),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no place on a statement."),
    };

    private static EntryDraft Change(EntryKind kind, OrderId order, string? reference) => new(kind, Money.Zero, 0, 0, order, reference);

    private static EntryKind Of(LineEvent.MoneyAdded e) => e switch
    {
        { Source: LedgerAccount.OpeningBalances } => EntryKind.OpeningBalance,
        { Source: LedgerAccount.RevenueFees } => EntryKind.Refund,
        { Kind: LotKind.TopUp } => EntryKind.TopUp,
        { Kind: LotKind.Bonus } => EntryKind.Bonus,
        { Kind: LotKind.Promised } => EntryKind.PromisedPayment,
        { Kind: LotKind.Refund } => EntryKind.Refund,
        _ => throw new UnreachableException($"Money of kind {e.Kind} is never added."),
    };

    private static EntryKind Of(LineEvent.LotsTaken e) => e.Target switch
    {
        LedgerAccount.PaymentsInTransit => e.Day.IsNever ? EntryKind.TakenBack : EntryKind.TransferOut,
        LedgerAccount.ChargebacksReceivable => EntryKind.Chargeback,
        LedgerAccount.BonusGiven => EntryKind.BonusTakenBack,
        _ => throw new UnreachableException($"Money is never taken for {e.Target}."),
    };

    private static EntryKind Of(FeeKind kind) => kind switch
    {
        FeeKind.Connection => EntryKind.ConnectionFee,
        FeeKind.Plan => EntryKind.PlanFee,
        FeeKind.DailyFallback => EntryKind.DailyFallbackFee,
        FeeKind.Pack => EntryKind.Pack,
        FeeKind.AutoPack => EntryKind.AutoPack,
        FeeKind.Inactivity => EntryKind.InactivityFee,
        _ => throw new UnreachableException($"Fee {kind} has no place on a statement."),
    };

    private static EntryKind Of(LineLife life) => life switch
    {
        LineLife.Grace => EntryKind.GraceBegan,
        LineLife.Closed => EntryKind.LineClosed,
        _ => EntryKind.LineRevived,
    };
}
