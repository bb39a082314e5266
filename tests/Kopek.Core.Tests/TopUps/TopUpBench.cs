using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.Tests.Accounts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;

namespace Kopek.Core.Tests.TopUps;

/// <summary>
/// One order to pay in with everything around it: its source of each way, the line it is for, the line that was meant, a provider, the receipts. Steps are done one
/// by one, as the driver does them; a step may be lost between its doing and its telling, as in a crash.
/// </summary>
internal sealed class TopUpBench
{
    public static readonly AccountKey Key = new(AccountKind.TopUpOrder, AccountBench.Order(77));
    public static readonly AccountKey Float = new(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));
    public static readonly AccountKey Till = new(AccountKind.Till, NamedKey.Of("till:msk-1"));
    public static readonly AccountKey Voucher = new(AccountKind.Voucher, NamedKey.Of("voucher:1"));
    public static readonly TimeSpan KeyMemory = TimeSpan.FromHours(23);
    public static readonly LineId Own = new(1);
    public static readonly LineId Meant = new(2);
    public static readonly LineId Giver = new(3);
    public static readonly TransferTerms Terms = new(Money.FromRubles(200), Money.FromRubles(400), 5, TimeSpan.FromHours(24), Money.FromRubles(10_000));

    private readonly Dictionary<LineId, LineBench> lines;
    private readonly Dictionary<OrderId, LineOutcome> done = [];
    private CallMemory memory;

    public TopUpBench(string plan = "KDR-PAYGO", long rubles = 0)
    {
        lines = new() { [Own] = new LineBench(plan, rubles), [Meant] = new LineBench("KDR-PAYGO"), [Giver] = new LineBench("KDR-PAYGO") };
        Giving.TopUpRubles(1_000);
        Accounts.Do(Float, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(1_000), 250, Suspended: false));
        Accounts.Do(Till, new TillCommand.Open("msk-1", "KDR", "anna", 1, Money.FromRubles(100)));
        Accounts.Do(Voucher, new VoucherCommand.Issue("spring", 1, "KDR", Money.FromRubles(150), Now + TimeSpan.FromDays(365)));
    }

    public AccountBench Accounts { get; } = new();
    public ScriptedPayments Provider { get; } = new();
    public LineBench Line => lines[Own];
    public LineBench Right => lines[Meant];
    public LineBench Giving => lines[Giver];
    public TopUpOrder Order => Accounts.Get<TopUpOrder>(Key);
    public Moment Now => Accounts.Now;

    public TopUpRequest Request(PaymentWay way, long rubles = 150) => new(
        "KDR", "RUB", Own, Money.FromRubles(rubles), way == PaymentWay.Transfer ? new Money(500) : Money.Zero, way, way.ToString(),
        way switch { PaymentWay.Partner => Float, PaymentWay.CounterCash or PaymentWay.CounterCard => Till, PaymentWay.Voucher => Voucher, _ => default },
        way == PaymentWay.Transfer ? Giver : default, "anna", null, false, default, null, false, "payer", 1, 2, false, Now, Now + TimeSpan.FromMinutes(30), way == PaymentWay.Transfer ? Terms : null);

    public TopUpBench Place(TopUpRequest request)
    {
        Assert.True(Tell(new TopUpOrderCommand.Place(request)).IsDone);
        return this;
    }

    public AccountAnswer Tell(TopUpOrderCommand command) => Accounts.Do(Key, command);

    public TopUpBench Wait(TimeSpan time)
    {
        Accounts.Wait(time);
        foreach (var line in lines.Values)
        {
            line.Wait(time);
        }

        return this;
    }

    public TopUpStep Next() => TopUpSteps.Next(Order, Now, memory, KeyMemory);

    /// <summary>Does the order's next step; false where there is none, or none before a time that has not come.</summary>
    /// <param name="isTold">False: the machine died before the order could be told.</param>
    public bool Step(bool isTold = true)
    {
        TopUpOrderCommand? told;
        switch (Next())
        {
            case TopUpStep.Tell tell: told = tell.Command; break;
            case TopUpStep.Ask ask: told = TopUpSteps.Answered(ask, Accounts.Do(ask.Account, ask.Command)); break;
            case TopUpStep.OnLine onLine: told = TopUpSteps.Answered(onLine, OnLine(onLine)); break;
            case TopUpStep.Call call:
                told = Provider.Call(call.What, Order);
                memory = new CallMemory(call.What, Provider.StatusOf(call.What), Now, memory.Calls + 1);
                break;
            default:
                foreach (var (account, command) in TopUpSteps.Forgettable(Order))
                {
                    Accounts.Do(account, command);
                }

                return false;
        }

        if (!isTold)
        {
            memory = default;
        }
        else if (told is not null)
        {
            Tell(told);
        }

        return true;
    }

    /// <summary>Drives the order until it needs nothing, letting time pass where it waits.</summary>
    public TopUpOrder Run(int most = 2_000)
    {
        for (var steps = 0; steps < most; steps++)
        {
            if (Step())
            {
                continue;
            }

            if (Next() is not TopUpStep.Wait wait)
            {
                return Order;
            }

            Wait(wait.Until - Now);
        }

        throw new InvalidOperationException($"Not over after {most} steps: {Order}");
    }

    /// <summary>Drives it as far as it goes now.</summary>
    public TopUpOrder RunNow()
    {
        while (Step())
        {
        }

        return Order;
    }

    /// <summary>Debits less credits of an account over everything, in kopeks.</summary>
    public long Ledger(LedgerAccount account) => Accounts.Ledger(account) - lines.Values.Sum(line => LineChecks.Account(line.Log, account));

    /// <summary>Nothing is lost or made: for an order that is driven as far as it goes.</summary>
    public void CheckSums()
    {
        var order = Order;
        Assert.Equal(0, Enum.GetValues<LedgerAccount>().Sum(Ledger));
        Assert.Equal(-order.UnderWay.Kopeks, Ledger(LedgerAccount.PaymentsInTransit));
        Assert.True(order.UnderWay.IsZero || order.NeedsPerson is not null || Next() is TopUpStep.Wait, $"{order.UnderWay} is left in {order.Status}");
        Assert.Equal(-Accounts.Get<PartnerFloat>(Float).Balance.Kopeks, Ledger(LedgerAccount.PartnerFloats));
        Assert.Equal(Accounts.Get<Till>(Till).Cash.Kopeks, Ledger(LedgerAccount.TillCash));
        Assert.Equal(Accounts.Get<Voucher>(Voucher).Status == VoucherStatus.Active ? -15_000 : 0, Ledger(LedgerAccount.VouchersOutstanding));
        foreach (var kind in Enum.GetValues<ReceiptKind>())
        {
            var numbered = Accounts.Log.Select(entry => entry.Event).OfType<ReceiptSeriesEvent.Numbered>().Where(e => e.Wish.Kind == kind).ToList();
            Assert.Equal(order.ReceiptOf(kind), numbered.SingleOrDefault()?.Number ?? 0);
        }
    }

    private LineOutcome OnLine(TopUpStep.OnLine step)
    {
        if (!done.TryGetValue(step.Order, out var outcome))
        {
            outcome = lines.TryGetValue(step.Line, out var line) ? line.Do(step.Command, step.Order) : new LineOutcome(RefusalCode.UnknownLine, default, default, default, default, default);
            done.Add(step.Order, outcome);
        }

        return outcome;
    }
}
