using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Tests.Codec;

/// <summary>One of each event, fixed for ever: the snapshots show their stored form.</summary>
internal static class StoredExamples
{
    public static readonly Moment At = new(1_795_424_400_000);
    public static readonly LineId Line = new(123_456);

    private static readonly OrderId order = new(0x0102030405060708, 0x1112131415161718);
    private static readonly SessionKey session = new(0x2122232425262728, 0x3132333435363738);
    private static readonly UnitKey unit = new(10, 0, HasRatingGroup: true, HasServiceIdentifier: false);
    private static readonly LineOutcome outcome = new(RefusalCode.None, Money.Zero, new Money(50_000), new Money(1_000), new Money(73_300), new Money(2_500));

    public static readonly LineEvent.CreditAnswered Answer = new(session, 0x4142434445464748, 0x5152535455565758, CcRequestType.Update, 3, ResultCode.Success, 0,
        At + TimeSpan.FromHours(2),
        [new Grant(unit, ResultCode.Success, 10 << 20, new Money(2_500), [new BucketPart(7, 1 << 20)], 3600, Final: true, ThrottleKbps: 128, At + TimeSpan.FromMinutes(30), Packs: 5, OnRounding: true)])
    {
        Cost = new Money(12),
        CannotThrottle = true,
    };

    /// <summary>The same as version 1 has it, which knew no packs.</summary>
    public static readonly LineEvent.CreditAnswered Answer1 = Answer with { Grants = [Answer.Grants[0] with { Packs = 0, OnRounding = false }] };

    public static IEnumerable<LineEvent> LineEvents =>
    [
        new LineEvent.Opened("KDR-PAYGO", "KDR", "Europe/Moscow", ConnectionFeePaid: true),
        new LineEvent.Activated(),
        new LineEvent.MoneyAdded(4, LotKind.TopUp, new Money(50_000), At, order, LedgerAccount.Receipts),
        new LineEvent.FeeCharged(FeeKind.Pack, new Money(7_500), new Money(500), 5, order, "PACK-500"),
        new LineEvent.PeriodSet(At + TimeSpan.FromDays(30), At + TimeSpan.FromDays(30), Moment.Never),
        new LineEvent.ArrearsSet(Arrears.DataSuspended, new Money(54_000)),
        new LineEvent.BucketGranted(7, BucketKind.Pack, "PACK-500", 500L << 20, At + TimeSpan.FromDays(30), RoamingZoneSet.Home.With(1), 0x434E, order),
        new LineEvent.BucketExpired(7, 12_345_678),
        new LineEvent.UsageCharged(session, unit, 1_000_000, new IntervalKey(new Moment(1_795_420_800_000), session.Low, 0x434E), new Moment(1_795_424_400_000),
            1_048_576, [new BucketPart(7, 524_288)], 1_024, 523_264, new Money(250), 77, new Money(2)),
        Answer,
        new LineEvent.ReservationSet(session, unit, new Money(2_500), [new BucketPart(7, 1 << 20)], 5),
        new LineEvent.SessionExpired(session),
        new LineEvent.DirectDebited(session, new Money(-150)),
        new LineEvent.PlanChanged("BRZ-M25", order),
        new LineEvent.PlanChangeScheduled("BRZ-M25", order),
        new LineEvent.PromisedPaymentTaken(new Money(10_000), new Money(1_500), At + TimeSpan.FromDays(3), order),
        new LineEvent.PromisedPaymentRepaid(new Money(10_000), new Money(1_500), order),
        new LineEvent.PromisedPaymentOverdue(new Money(3_000)),
        new LineEvent.BarSet(BarReason.Fraud, order),
        new LineEvent.LifeChanged(LineLife.Grace, At + TimeSpan.FromDays(180)),
        new LineEvent.InactivityChecked(At + TimeSpan.FromDays(1)),
        new LineEvent.LotsTaken([new LotPart(4, new Money(30_000)), new LotPart(6, new Money(10_500))], new Money(700), 8, new Money(500), LedgerAccount.PaymentsInTransit, order,
            At + TimeSpan.FromHours(-12)),
        new LineEvent.DirectDebited(session, new Money(150)) { Country = 0x434E },
        new LineEvent.RoamingCapSet(new Money(50_000), At + TimeSpan.FromDays(6), order),
        new LineEvent.RoamingMonthBegun(At + TimeSpan.FromDays(36)),
        new LineEvent.AutoPackStopSet(true, order),
    ];

    public static IEnumerable<OrderEvent> OrderEvents =>
    [
        new OrderEvent.Placed(order, 0x6162636465666768, 0x7172737475767778, Line, new LineCommand.TopUp(new Money(50_000), LedgerAccount.Receipts), 3, 41),
        new OrderEvent.PromiseKept(2, 41, order, outcome),
        new OrderEvent.Settled(order, 3, 41, outcome),
        new OrderEvent.Forgotten(order),
    ];

    public static IEnumerable<LineCommand> Commands =>
    [
        new LineCommand.Open("KDR-PAYGO", "Europe/Moscow", new Money(100_000_000), Sold: true),
        new LineCommand.TopUp(new Money(50_000), LedgerAccount.Receipts),
        new LineCommand.BuyPack("DAY-CN"),
        new LineCommand.ChangePlan("BRZ-M25", AtPeriodEnd: true),
        new LineCommand.TakePromisedPayment(new Money(10_000)),
        new LineCommand.Activate(),
        new LineCommand.SetBar(BarReason.Voluntary),
        new LineCommand.Close(),
        new LineCommand.TopUp(new Money(50_000), LedgerAccount.PaymentsInTransit) { Pack = "DAY-CN", RenewPlan = true },
        new LineCommand.TakeBack(order, new Money(12_300)),
        new LineCommand.ChargeBack(order, new Money(50_000)),
        new LineCommand.TransferOut(new Money(20_000), new Money(500), new Money(20_000), new Money(40_000), 5),
        new LineCommand.ReceiveTransfer(new Money(20_000), TimeSpan.FromHours(24), new Money(1_000_000)),
        new LineCommand.ReturnTransfer(new Money(20_000), new Money(500)),
        new LineCommand.SetRoamingCap(new Money(50_000)),
        new LineCommand.SetAutoPackStop(true),
    ];

    public static Line State1() => State(Answer1, packs: 0);

    public static Line State2() => State(Answer, packs: 5);

    public static Line State3()
    {
        var line = State2();
        line.Transfers = new TransferUse(At + TimeSpan.FromHours(-12), new Money(20_000), 2);
        return line;
    }

    public static Line State4()
    {
        var line = State3();
        line.Roaming = new RoamingSpending { Cap = new Money(50_000), MonthEnds = At + TimeSpan.FromDays(6), Charged = new Money(12_345), Reserved = new Money(2_500) };
        return line;
    }

    public static Line State()
    {
        var line = State4();
        line.HasAutoPackStop = true;
        return line;
    }

    private static Line State(LineEvent.CreditAnswered answer, int packs)
    {
        var line = new Line(Line)
        {
            Plan = "KDR-M50", Operator = "KDR", TimeZone = "Europe/Moscow", NextPlan = "KDR-PAYGO",
            Life = LineLife.Active, Arrears = Arrears.Throttled, Bar = BarReason.Voluntary, ConnectionFeePaid = true, ThrottleNotEnforceable = true,
            At = At, OpenedAt = At + TimeSpan.FromDays(-90), PlanSince = At + TimeSpan.FromDays(-60), LastActivity = At + TimeSpan.FromMinutes(-1),
            FeePaidUntil = At + TimeSpan.FromDays(3), BundleUntil = At + TimeSpan.FromDays(3),
            ArrearsDue = new Money(1), PromisedDebt = new Money(2), PromisedFee = new Money(3), PromisedDueAt = At + TimeSpan.FromDays(2),
            Balance = new Money(70_000), Reserved = new Money(2_500), ReservedPacks = packs, LastLot = 4, LastBucket = 7, AutoPacks = 2,
            TotalOctets = 123_456_789_012, TotalCharged = new Money(99_999), UncoveredOctets = 5, UncoveredValue = new Money(6),
            Lots = [new Lot(4, LotKind.TopUp, new Money(70_000), At, order)],
            Buckets = [new Bucket(7, BucketKind.Bundle, "KDR-M50", 50L << 30, 12L << 30, 1 << 20, At + TimeSpan.FromDays(3), RoamingZoneSet.Home, 0)],
            Intervals = [new RatedInterval(new IntervalKey(At, 0, 0), At + TimeSpan.FromHours(1), 1_000, 1_024, 0, 1_024, new Money(1))],
        };
        var open = new Session(session, 0x4142434445464748, At) { LastNumber = 3, SeenNumbers = 0b1111, ReportedOctets = 42 };
        open.SupervisedUntil = At + TimeSpan.FromHours(2);
        Array.ForEach(answer.Grants, grant => open.Hold(grant));
        open.SkipAnswers(8);
        open.Keep(answer with { Number = 2 });
        open.Keep(answer);
        line.Sessions = [open];
        return line;
    }
}
