using CsCheck;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Tests.Codec;

/// <summary>Any event that could be stored, with every field at will: the codec knows no rule of the domain.</summary>
internal static class RandomEvents
{
    public static readonly Gen<Moment> Moments = Gen.Frequency(
        (6, Gen.Long[1_500_000_000_000, 2_500_000_000_000].Select(value => new Moment(value))),
        (2, Gen.Long[-300_000_000_000_000, 300_000_000_000_000].Select(value => new Moment(value))),
        (1, Gen.Const(new Moment(0))),
        (1, Gen.Const(Moment.Never)),
        (1, Gen.Const(Moment.Beginning)));

    public static readonly Gen<LineId> LineIds = Gen.Long.Select(value => new LineId(value));

    private static readonly Gen<long> numbers = Gen.OneOf(Gen.Long[0, 1], Gen.Long[-200, 200], Gen.Long[0, 100L << 30], Gen.Long);
    private static readonly Gen<Money> money = numbers.Select(value => new Money(value));
    /// <summary>Such that some of them can be added up.</summary>
    private static readonly Gen<Money> sums = Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000].Select(value => new Money(value));
    private static readonly Gen<Money?> caps = Gen.Frequency((3, sums.Select(cap => (Money?)cap)), (1, Gen.Const((Money?)null)));
    private static readonly Gen<OrderId> orders = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new OrderId(high, low));
    private static readonly Gen<SessionKey> sessions = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new SessionKey(high, low));
    private static readonly Gen<string> texts = Gen.OneOf(Gen.Const("KDR-PAYGO"), Gen.Const(""), Gen.String["абвгд余额 -0aZ"], Gen.String[Gen.Char['a', 'z'], 60, 200]);
    private static readonly Gen<string?> textsOrNull = Gen.Frequency((4, texts.Select(text => (string?)text)), (1, Gen.Const((string?)null)));
    private static readonly Gen<uint> small = Gen.OneOf(Gen.UInt[0, 3], Gen.UInt);
    private static readonly Gen<UnitKey> units = Gen.Select(small, small, Gen.Bool, Gen.Bool, (group, service, has, hasService) => new UnitKey(group, service, has, hasService));
    private static readonly Gen<BucketPart[]> parts = Gen.Select(Gen.Int, numbers, (bucket, octets) => new BucketPart(bucket, octets)).Array[0, 4];
    private static readonly Gen<BucketPart[]?> partsOrNull = Gen.Frequency((1, parts.Select(some => (BucketPart[]?)some)), (1, Gen.Const((BucketPart[]?)null)));
    private static readonly Gen<RoamingZoneSet> zones = Gen.UInt.Select(bits => new RoamingZoneSet(bits));

    private static readonly Gen<Grant> grants =
        from unit in units
        from code in Gen.OneOf(Gen.Const(2001), Gen.Const(4012), Gen.Int[0, 10_000])
        from octets in numbers
        from reserved in money
        from buckets in partsOrNull
        from validity in Gen.Int
        from final in Gen.Bool
        from throttle in Gen.OneOf(Gen.Const(0), Gen.Int)
        from change in Moments
        from packs in Gen.OneOf(Gen.Const(0), Gen.Int)
        from rounding in Gen.Bool
        select new Grant(unit, code, octets, reserved, buckets, validity, final, throttle, change, packs, rounding);

    public static readonly Gen<LineEvent> Answered =
        from key in sessions
        from realm in Gen.ULong
        from digest in Gen.ULong
        from type in Gen.Enum<CcRequestType>()
        from number in small
        from code in Gen.OneOf(Gen.Const(2001), Gen.Int[0, 10_000])
        from country in Gen.OneOf(Gen.Const((ushort)0), Gen.UShort)
        from until in Moments
        from some in grants.Array[0, 5]
        from cost in money
        from cannot in Gen.Bool
        select (LineEvent)new LineEvent.CreditAnswered(key, realm, digest, type, number, code, country, until, some) { Cost = cost, CannotThrottle = cannot };

    private static readonly Gen<LineEvent> charged =
        from key in sessions
        from unit in units
        from figures in numbers.Array[7]
        from start in Moments
        from session in Gen.OneOf(Gen.Const(0UL), Gen.Const(key.Low), Gen.ULong)
        from country in Gen.OneOf(Gen.Const((ushort)0), Gen.UShort)
        from end in Moments
        from some in parts
        select (LineEvent)new LineEvent.UsageCharged(key, unit, figures[0], new IntervalKey(start, session, country), end, figures[1], some, figures[2], figures[3],
            new Money(figures[4]), figures[5], new Money(figures[6]));

    public static readonly Dictionary<Type, Gen<LineEvent>> LineEvents = new()
    {
        [typeof(LineEvent.UsageCharged)] = charged,
        [typeof(LineEvent.CreditAnswered)] = Answered,
        [typeof(LineEvent.Opened)] = Gen.Select(texts, texts, texts, Gen.Bool, (plan, brand, zone, paid) => (LineEvent)new LineEvent.Opened(plan, brand, zone, paid)),
        [typeof(LineEvent.Activated)] = Gen.Const((LineEvent)new LineEvent.Activated()),
        [typeof(LineEvent.MoneyAdded)] = Gen.Select(Gen.Int, Gen.Enum<LotKind>(), money, Moments, orders, Gen.Enum<LedgerAccount>(),
            (lot, kind, amount, free, order, source) => (LineEvent)new LineEvent.MoneyAdded(lot, kind, amount, free, order, source)),
        [typeof(LineEvent.FeeCharged)] = Gen.Select(Gen.Enum<FeeKind>(), money, money, Gen.Int, orders, textsOrNull,
            (kind, amount, debt, lot, order, reference) => (LineEvent)new LineEvent.FeeCharged(kind, amount, debt, lot, order, reference)),
        [typeof(LineEvent.PeriodSet)] = Gen.Select(Moments, Moments, Moments, (fee, bundle, plan) => (LineEvent)new LineEvent.PeriodSet(fee, bundle, plan)),
        [typeof(LineEvent.ArrearsSet)] = Gen.Select(Gen.Enum<Arrears>(), money, (arrears, due) => (LineEvent)new LineEvent.ArrearsSet(arrears, due)),
        [typeof(LineEvent.BucketGranted)] =
            from bucket in Gen.Int
            from kind in Gen.Enum<BucketKind>()
            from name in texts
            from octets in numbers
            from expires in Moments
            from zone in zones
            from country in Gen.UShort
            from order in orders
            select (LineEvent)new LineEvent.BucketGranted(bucket, kind, name, octets, expires, zone, country, order),
        [typeof(LineEvent.BucketExpired)] = Gen.Select(Gen.Int, numbers, (bucket, lost) => (LineEvent)new LineEvent.BucketExpired(bucket, lost)),
        [typeof(LineEvent.ReservationSet)] = Gen.Select(sessions, units, money, parts, Gen.Int,
            (key, unit, aside, some, packs) => (LineEvent)new LineEvent.ReservationSet(key, unit, aside, some, packs)),
        [typeof(LineEvent.SessionExpired)] = sessions.Select(key => (LineEvent)new LineEvent.SessionExpired(key)),
        [typeof(LineEvent.DirectDebited)] = Gen.Select(sessions, money, Gen.OneOf(Gen.Const((ushort)0), Gen.UShort),
            (key, amount, country) => (LineEvent)new LineEvent.DirectDebited(key, amount) { Country = country }),
        [typeof(LineEvent.LotsTaken)] =
            from some in Gen.Select(Gen.Int, sums, (lot, amount) => new LotPart(lot, amount)).Array[0, 4]
            from debt in sums
            from lot in Gen.Int
            from fee in money
            from target in Gen.Enum<LedgerAccount>()
            from order in orders
            from day in Moments
            select (LineEvent)new LineEvent.LotsTaken(some, debt, lot, fee, target, order, day),
        [typeof(LineEvent.PlanChanged)] = Gen.Select(texts, orders, (plan, order) => (LineEvent)new LineEvent.PlanChanged(plan, order)),
        [typeof(LineEvent.PlanChangeScheduled)] = Gen.Select(textsOrNull, orders, (plan, order) => (LineEvent)new LineEvent.PlanChangeScheduled(plan, order)),
        [typeof(LineEvent.PromisedPaymentTaken)] = Gen.Select(money, money, Moments, orders,
            (amount, fee, due, order) => (LineEvent)new LineEvent.PromisedPaymentTaken(amount, fee, due, order)),
        [typeof(LineEvent.PromisedPaymentRepaid)] = Gen.Select(money, money, orders,
            (amount, fee, order) => (LineEvent)new LineEvent.PromisedPaymentRepaid(amount, fee, order)),
        [typeof(LineEvent.PromisedPaymentOverdue)] = money.Select(taken => (LineEvent)new LineEvent.PromisedPaymentOverdue(taken)),
        [typeof(LineEvent.BarSet)] = Gen.Select(Gen.Enum<BarReason>(), orders, (reason, order) => (LineEvent)new LineEvent.BarSet(reason, order)),
        [typeof(LineEvent.LifeChanged)] = Gen.Select(Gen.Enum<LineLife>(), Moments, (life, until) => (LineEvent)new LineEvent.LifeChanged(life, until)),
        [typeof(LineEvent.RoamingCapSet)] = Gen.Select(caps, Moments, orders, (cap, ends, order) => (LineEvent)new LineEvent.RoamingCapSet(cap, ends, order)),
        [typeof(LineEvent.AutoPackStopSet)] = Gen.Select(Gen.Bool, orders, (isOn, order) => (LineEvent)new LineEvent.AutoPackStopSet(isOn, order)),
        [typeof(LineEvent.RoamingMonthBegun)] = Moments.Select(ends => (LineEvent)new LineEvent.RoamingMonthBegun(ends)),
        [typeof(LineEvent.InactivityChecked)] = Moments.Select(due => (LineEvent)new LineEvent.InactivityChecked(due)),
    };

    public static readonly Dictionary<Type, Gen<LineCommand>> Commands = new()
    {
        [typeof(LineCommand.Open)] = Gen.Select(texts, texts, money, Gen.Bool, (plan, zone, balance, sold) => (LineCommand)new LineCommand.Open(plan, zone, balance, sold)),
        [typeof(LineCommand.TopUp)] = Gen.Select(money, Gen.Enum<LedgerAccount>(), textsOrNull, Gen.Bool,
            (amount, source, pack, renew) => (LineCommand)new LineCommand.TopUp(amount, source) { Pack = pack, RenewPlan = renew }),
        [typeof(LineCommand.TakeBack)] = Gen.Select(orders, money, (source, most) => (LineCommand)new LineCommand.TakeBack(source, most)),
        [typeof(LineCommand.ChargeBack)] = Gen.Select(orders, money, (source, amount) => (LineCommand)new LineCommand.ChargeBack(source, amount)),
        [typeof(LineCommand.TransferOut)] = Gen.Select(money.Array[4], Gen.Int, (sums, times) => (LineCommand)new LineCommand.TransferOut(sums[0], sums[1], sums[2], sums[3], times)),
        [typeof(LineCommand.ReceiveTransfer)] = Gen.Select(money, Gen.Long, money,
            (amount, ticks, ceiling) => (LineCommand)new LineCommand.ReceiveTransfer(amount, new TimeSpan(ticks), ceiling)),
        [typeof(LineCommand.ReturnTransfer)] = Gen.Select(money, money, (amount, fee) => (LineCommand)new LineCommand.ReturnTransfer(amount, fee)),
        [typeof(LineCommand.BuyPack)] = texts.Select(pack => (LineCommand)new LineCommand.BuyPack(pack)),
        [typeof(LineCommand.ChangePlan)] = Gen.Select(texts, Gen.Bool, (plan, atEnd) => (LineCommand)new LineCommand.ChangePlan(plan, atEnd)),
        [typeof(LineCommand.TakePromisedPayment)] = money.Select(amount => (LineCommand)new LineCommand.TakePromisedPayment(amount)),
        [typeof(LineCommand.Activate)] = Gen.Const((LineCommand)new LineCommand.Activate()),
        [typeof(LineCommand.SetBar)] = Gen.Enum<BarReason>().Select(reason => (LineCommand)new LineCommand.SetBar(reason)),
        [typeof(LineCommand.SetRoamingCap)] = caps.Select(cap => (LineCommand)new LineCommand.SetRoamingCap(cap)),
        [typeof(LineCommand.SetAutoPackStop)] = Gen.Bool.Select(isOn => (LineCommand)new LineCommand.SetAutoPackStop(isOn)),
        [typeof(LineCommand.Close)] = Gen.Const((LineCommand)new LineCommand.Close()),
    };

    private static readonly Gen<LineOutcome> outcomes = Gen.Select(Gen.Enum<RefusalCode>(), money, money, money, money, money,
        (refused, limit, amount, repaid, available, reserved) => new LineOutcome(refused, limit, amount, repaid, available, reserved));

    public static readonly Dictionary<Type, Gen<OrderEvent>> OrderEvents = new()
    {
        [typeof(OrderEvent.Placed)] =
            from order in orders
            from high in Gen.ULong
            from low in Gen.ULong
            from line in LineIds
            from command in Gen.OneOf([.. Commands.Values])
            from shard in Gen.Int
            from promise in Gen.Long
            select (OrderEvent)new OrderEvent.Placed(order, high, low, line, command, shard, promise),
        [typeof(OrderEvent.PromiseKept)] = Gen.Select(Gen.Int, Gen.Long, orders, outcomes,
            (shard, promise, order, outcome) => (OrderEvent)new OrderEvent.PromiseKept(shard, promise, order, outcome)),
        [typeof(OrderEvent.Settled)] = Gen.Select(orders, Gen.Int, Gen.Long, outcomes,
            (order, shard, promise, outcome) => (OrderEvent)new OrderEvent.Settled(order, shard, promise, outcome)),
        [typeof(OrderEvent.Forgotten)] = orders.Select(order => (OrderEvent)new OrderEvent.Forgotten(order)),
    };

    private static readonly Gen<Session> openSessions =
        from key in sessions
        from realm in Gen.ULong
        from moments in Moments.Array[2]
        from country in Gen.UShort
        from last in small
        from seen in Gen.ULong
        from some in grants.Array[0, 3]
        from answers in Answered.Array[0, Session.KeptAnswers]
        from reported in numbers
        select Fill(new Session(key, realm, moments[0]), session =>
        {
            (session.SupervisedUntil, session.Country, session.LastNumber, session.SeenNumbers) = (moments[1], country, last, seen);
            session.ReportedOctets = reported;
            Array.ForEach(some, grant => session.Hold(grant));
            Array.ForEach(answers, answer => session.Keep((LineEvent.CreditAnswered)answer));
        });

    public static readonly Gen<Line> Lines =
        from id in LineIds
        from words in texts.Array[3]
        from next in textsOrNull
        from moments in Moments.Array[10]
        from figures in numbers.Array[9]
        from counts in Gen.Int.Array[4]
        from flags in Gen.Bool.Array[3]
        from life in Gen.Enum<LineLife>()
        from arrears in Gen.Enum<Arrears>()
        from bar in Gen.Enum<BarReason>()
        from lots in Gen.Select(Gen.Int, Gen.Enum<LotKind>(), money, Moments, orders, (n, kind, amount, free, order) => new Lot(n, kind, amount, free, order)).Array[0, 3]
        from buckets in Gen.Select(Gen.Int, Gen.Enum<BucketKind>(), texts, numbers.Array[3], Moments, zones, Gen.UShort,
            (n, kind, name, octets, expires, zone, country) => new Bucket(n, kind, name, octets[0], octets[1], octets[2], expires, zone, country)).Array[0, 3]
        from intervals in Gen.Select(Moments, Gen.ULong, Gen.UShort, Moments, numbers.Array[5],
            (start, session, country, end, n) => new RatedInterval(new IntervalKey(start, session, country), end, n[0], n[1], n[2], n[3], new Money(n[4]))).Array[0, 3]
        from open in openSessions.Array[0, 2]
        from passed in Gen.Frequency((1, Gen.Const((TransferUse?)null)), (1, Gen.Select(Moments, money, Gen.Int, (day, sum, times) => (TransferUse?)new TransferUse(day, sum, times))))
        from roaming in Gen.Frequency((1, Gen.Const((RoamingSpending?)null)), (1, Gen.Select(caps, Moments, sums, sums,
            (cap, ends, charged, reserved) => (RoamingSpending?)new RoamingSpending { Cap = cap, MonthEnds = ends, Charged = charged, Reserved = reserved })))
        select Fill(new Line(id), line =>
        {
            (line.Plan, line.Operator, line.TimeZone, line.NextPlan) = (words[0], words[1], words[2], next);
            (line.Life, line.Arrears, line.Bar, line.ConnectionFeePaid, line.ThrottleNotEnforceable, line.HasAutoPackStop) = (life, arrears, bar, flags[0], flags[1], flags[2]);
            (line.At, line.OpenedAt, line.PlanSince, line.LastActivity, line.FeePaidUntil) = (moments[0], moments[1], moments[2], moments[3], moments[4]);
            (line.BundleUntil, line.PlanValidUntil, line.InactivityDue, line.GraceUntil) = (moments[5], moments[6], moments[7], moments[8]);
            (line.ArrearsDue, line.PromisedDebt, line.PromisedFee, line.PromisedDueAt) = (new(figures[0]), new(figures[1]), new(figures[2]), moments[9]);
            (line.Balance, line.Reserved, line.TotalOctets, line.TotalCharged) = (new(figures[3] / 2), new(figures[4] / 2), figures[5], new(figures[6]));
            (line.UncoveredOctets, line.UncoveredValue, line.LastLot, line.LastBucket, line.AutoPacks) = (figures[7], new(figures[8]), counts[0], counts[1], counts[2]);
            line.ReservedPacks = counts[3];
            line.Transfers = passed;
            line.Roaming = roaming;
            (line.Lots, line.Buckets, line.Intervals, line.Sessions) = (lots, buckets, intervals, open);
        });

    private static T Fill<T>(T made, Action<T> fill)
    {
        fill(made);
        return made;
    }
}
