using System.Collections.Immutable;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Journal.Tests.Codec;

/// <summary>One of each event of small accounts and one state of each kind, with every field set to something that is not its default.</summary>
internal static class StoredAccounts
{
    private static readonly Moment at = StoredExamples.At;
    private static readonly OrderId id = new(0x0102030405060708, 0x1112131415161718);

    public static readonly AccountKey Order = new(AccountKind.TopUpOrder, id);

    public static readonly TopUpRequest Request = new("KDR", "RUB", new LineId(123_456), new Money(50_000), new Money(500), PaymentWay.Provider, "sandbox",
        new AccountKey(AccountKind.PartnerFloat, id), new LineId(654_321), "clerk-7", "pm_1", SaveMethod: true, new AccountKey(AccountKind.Mandate, id), "DAY-CN",
        RenewPlan: true, "caller-9", 0x2122232425262728, 0x3132333435363738, NeedsConfirmation: true, at + TimeSpan.FromSeconds(30), at + TimeSpan.FromMinutes(30),
        new TransferTerms(new Money(20_000), new Money(40_000), 5, TimeSpan.FromHours(24), new Money(1_000_000)))
    {
        Commission = new Money(1_250),
    };

    private static readonly BoundMethod bound = new("pm_1", "Mir •• 4417", 2029, 11);

    private static readonly MandateChange change = new(id, 0x2122232425262728, 0x3132333435363738);

    private static readonly MandateSettings settings = new(new BelowBalanceRule(new Money(10_000), new Money(30_000)), new OnDayRule(5, new Money(30_000)),
        new BeforeRenewalRule(TimeSpan.FromHours(24)), new Money(100_000), new MandateMethod("sandbox", "pm_1", "Mir •• 4417", 2029, 11));

    public static IEnumerable<AccountEvent> Events => Written.Select(happened => happened with { OwnedBy = "KDR" });

    private static IEnumerable<AccountEvent> Written =>
    [
        new TopUpOrderEvent.Requested(Request),
        new TopUpOrderEvent.Confirmed(),
        new TopUpOrderEvent.Cancelled(),
        new TopUpOrderEvent.Expired(),
        new TopUpOrderEvent.PaymentStarted(),
        new TopUpOrderEvent.PaymentPending("pay_1", "https://pay.example/1"),
        new TopUpOrderEvent.PaymentTaken("pay_1", new Money(50_000), bound, AtProvider: true),
        new TopUpOrderEvent.PaymentDeclined(DeclineReason.InsufficientFunds, AccountRefusal.OutOfFunds, RefusalCode.LineBarred, new Money(12)),
        new TopUpOrderEvent.PackDropped(RefusalCode.LineNotActive, new Money(12)),
        new TopUpOrderEvent.Credited(new Money(1_000), new Money(49_000)),
        new TopUpOrderEvent.CreditRefused(RefusalCode.LineClosed, new Money(12)),
        new TopUpOrderEvent.RefundStarted(new Money(50_000), RefundReason.TooLate, at + TimeSpan.FromDays(5)),
        new TopUpOrderEvent.RefundDone("re_1", new Money(50_000), AtProvider: true),
        new TopUpOrderEvent.UndoStarted(UndoKind.Move, RefundReason.WrongNumber, new Money(40_000), new LineId(77)),
        new TopUpOrderEvent.UndoTaken(new Money(40_000)),
        new TopUpOrderEvent.UndoRefused(RefusalCode.NothingUnspent),
        new TopUpOrderEvent.Moved(new LineId(77), new Money(40_000)),
        new TopUpOrderEvent.ChargebackSeen(new Money(50_000)),
        new TopUpOrderEvent.ChargebackBooked(new Money(50_000), RefusalCode.UnknownLine),
        new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Correction, 42),
        new TopUpOrderEvent.PersonNeeded("the refund was declined"),
        new TopUpOrderEvent.WentOn(),
        new ReceiptSeriesEvent.Numbered("KDR", new ReceiptWish(id, ReceiptKind.Payment), 41),
        new ReceiptSeriesEvent.Kept(new ReceiptWish(id, ReceiptKind.Payment)),
        new PartnerFloatEvent.TermsSet("dt", new Money(100_000), 250, Suspended: true),
        new PartnerFloatEvent.Deposited(id, new Money(5_000_000)),
        new PartnerFloatEvent.Taken(id, new Money(50_000), new Money(1_250)),
        new PartnerFloatEvent.GivenBack(id, new Money(50_000), new Money(1_250)),
        new PartnerFloatEvent.Settled(id),
        new TillEvent.Opened("msk-1", "KDR", "clerk-7", 3, new Money(10_000), new Money(-5)),
        new TillEvent.Taken(id, new Money(50_000), ByCard: true),
        new TillEvent.GivenBack(id, new Money(50_000), ByCard: true),
        new TillEvent.CashMoved(id, new Money(-9_000)),
        new TillEvent.Closed("clerk-7", 3, new Money(10_000), new Money(5)),
        new VoucherEvent.Issued("spring", 17, "KDR", new Money(50_000), at + TimeSpan.FromDays(365)),
        new VoucherEvent.Taken(id, new Money(50_000)),
        new VoucherEvent.GivenBack(id, new Money(50_000)),
        new VoucherEvent.MadeVoid(new Money(50_000)),
        new VoucherEvent.VoidOnReturn(id),
        new VoucherBatchEvent.Begun(id, "spring", "KDR", 100, new Money(50_000), at + TimeSpan.FromDays(365)),
        new VoucherBatchEvent.MadeVoid(),
        new MandateEvent.Set(change, new LineId(123_456), "Europe/Moscow", settings),
        new MandateEvent.StatusChanged(change, MandateStatus.Stopped, StopReason.LineClosed),
        new MandateEvent.Rearmed(at),
        new MandateEvent.OccasionOpened("below:3", MandateRule.BelowBalance, new Money(30_000), at, at + TimeSpan.FromDays(1), at + TimeSpan.FromDays(2), at, "Mir •• 4417"),
        new MandateEvent.AttemptStarted("below:3", MandateRule.BelowBalance, 2, new Money(30_000), "Mir •• 4417"),
        new MandateEvent.AttemptEnded("below:3", 2, new Money(30_000), AttemptOutcome.Declined, DeclineReason.InsufficientFunds, at + TimeSpan.FromHours(6), "Mir •• 4417"),
        new MandateEvent.CapReached("below:3", new Money(30_000), new Money(100_000), new Money(90_000)),
        new MandateEvent.OccasionEnded("below:3", OccasionEnd.Failed, DeclineReason.InsufficientFunds, new Money(30_000), "Mir •• 4417"),
        new MandateEvent.CardExpiryWarned(30, at + TimeSpan.FromDays(30), "Mir •• 4417"),
    ];

    public static IEnumerable<Account> States =>
    [
        new TopUpOrder(Order, Request, TopUpStatus.Refunding, at)
        {
            At = at + TimeSpan.FromMinutes(9), Confirmed = true, PayingSince = at + TimeSpan.FromMinutes(1), ProviderId = "pay_1", RedirectUrl = "https://pay.example/1",
            Declined = DeclineReason.Fraud, SourceRefused = AccountRefusal.Suspended, LineRefused = RefusalCode.LineClosed, Limit = new Money(1), Paid = new Money(50_000),
            Bound = bound, PackRefused = RefusalCode.LineBarred, DebtRepaid = new Money(2), AvailableAfter = new Money(3), CreditedAt = at + TimeSpan.FromMinutes(2),
            Undo = UndoKind.Refund, UndoMost = new Money(40_000), MoveTo = new LineId(77), UndoTaken = new Money(39_000), UndoRefused = RefusalCode.NothingUnspent,
            RefundAmount = new Money(39_000), Refunded = new Money(4), RefundReason = RefundReason.Leaving, RefundingSince = at + TimeSpan.FromMinutes(8),
            RefundBy = at + TimeSpan.FromDays(5), Chargeback = new Money(5), ChargebackBooked = true, PaymentReceipt = 6, RefundReceipt = 7, ChargebackReceipt = 8,
            CorrectionReceipt = 9, PaymentReceiptAt = at + TimeSpan.FromMinutes(3), RefundReceiptAt = at + TimeSpan.FromMinutes(4), ChargebackReceiptAt = at + TimeSpan.FromMinutes(5),
            CorrectionReceiptAt = at + TimeSpan.FromMinutes(6), NeedsPerson = "the refund was declined",
        },
        new ReceiptSeries(new AccountKey(AccountKind.ReceiptSeries, id), "KDR", 41,
            ImmutableDictionary<string, long>.Empty.Add(ReceiptSeries.NameOf(new ReceiptWish(id, ReceiptKind.Payment)), 41)) { At = at },
        new PartnerFloat(new AccountKey(AccountKind.PartnerFloat, id), "dt", new Money(-7), new Money(100_000), 250, Suspended: true,
            ImmutableDictionary<string, FloatHold>.Empty.Add(id.ToString(), new FloatHold(new Money(50_000), new Money(1_250))), [new FloatDeposit(id, new Money(5_000_000))]) { At = at },
        new Till(new AccountKey(AccountKind.Till, id), "msk-1", "KDR", "clerk-7", 3, new Money(10_000), new Money(11),
            ImmutableDictionary<string, TillTaking>.Empty.Add(id.ToString(), new TillTaking(new Money(50_000), ByCard: true, GivenBack: true, 3)),
            [new TillCount(2, "clerk-6", at, new Money(10_005), new Money(10_000), new Money(12))]) { At = at },
        new Voucher(new AccountKey(AccountKind.Voucher, id), "spring", 17, "KDR", new Money(50_000), at + TimeSpan.FromDays(365), VoucherStatus.Redeemed, id) { At = at, IsVoidOnReturn = true },
        new VoucherBatch(new AccountKey(AccountKind.VoucherBatch, id), "spring", id, "KDR", 100, new Money(50_000), at + TimeSpan.FromDays(365)) { At = at, IsVoid = true },
        new Mandate(new AccountKey(AccountKind.Mandate, id), new LineId(123_456), "Europe/Moscow", MandateStatus.Paused, settings)
        {
            At = at, Stopped = StopReason.Holder, ActiveSince = at + TimeSpan.FromDays(-3), Changes = [change], Crossings = 3, IsBelow = true, LastDay = 20_261_105, SeenAt = at, WarnedDays = 30,
            PaidByMonth = ImmutableDictionary<string, Money>.Empty.Add("202611", new Money(90_000)),
            Occasions =
            [
                new MandateOccasion("below:3", MandateRule.BelowBalance, new Money(30_000), at, at + TimeSpan.FromDays(1), at + TimeSpan.FromDays(2))
                {
                    End = OccasionEnd.Failed, EndedAt = at, NextAt = at + TimeSpan.FromHours(6), IsCapped = true, AttemptsBefore = 1,
                    Attempts = [new MandateAttempt(2, new Money(30_000), "Mir •• 4417", at) { Outcome = AttemptOutcome.Declined, Reason = DeclineReason.InsufficientFunds, EndedAt = at }],
                },
            ],
        },
    ];
}
