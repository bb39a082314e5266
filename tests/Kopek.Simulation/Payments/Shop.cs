using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Orders;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>The staff: floats of partners with their deposits and terms, tills that open, count and close, vouchers that are printed, stolen and sold.</summary>
internal sealed class Shop(Agenda agenda, PaymentDesk desk, Dice dice, Tally tally)
{
    public const string Clerk = "clerk-1";
    private const int MostGoOns = 12;

    private readonly Dictionary<string, int> printed = [];
    private readonly Dictionary<AccountKey, int> looks = [];
    private int numbers;

    /// <summary>A voucher of a printed batch, where there are batches.</summary>
    public Func<string, (AccountKey Key, Money Value)?> Printed { get; init; } = _ => null;

    public static AccountKey Float(string partner) => new(AccountKind.PartnerFloat, NamedKey.Of("partner:" + partner));

    public static AccountKey TillOf(string brand) => new(AccountKind.Till, NamedKey.Of("till:" + brand));

    public static AccountKey VoucherOf(string brand, int serial) => new(AccountKind.Voucher, NamedKey.Of($"voucher:{brand}:{serial}"));

    public static string[] Partners { get; } = ["north", "south"];

    /// <summary>Opens the doors; what follows is asked for by the world until it ends.</summary>
    public void Open(IReadOnlyList<string> brands)
    {
        foreach (var partner in Partners)
        {
            SetTerms(partner);
            Deposit(partner);
        }

        foreach (var brand in brands)
        {
            OpenTill(brand, 1, dice.Between(0, 1_000_000));
        }
    }

    public void Work(IReadOnlyList<string> brands)
    {
        var brand = dice.Pick(brands);
        switch (dice.Below(10))
        {
            case 0: SetTerms(dice.Pick(Partners)); break;
            case < 4: Deposit(dice.Pick(Partners)); break;
            case < 6: MoveCash(brand); break;
            case < 9: CountTill(brand); break;
            default: Void(brand); break;
        }
    }

    /// <summary>A voucher to redeem: new, used, void, or one that was never printed; and its worth as far as its holder knows.</summary>
    public (AccountKey Key, Money Value) SomeVoucher(string brand)
    {
        if (Printed(brand) is { } known)
        {
            return known;
        }

        var count = printed.GetValueOrDefault(brand);
        if (count > 0 && dice.OneIn(3))
        {
            var old = 1 + dice.Below(count);
            return (VoucherOf(brand, old), ValueOf(old));
        }

        if (dice.OneIn(25))
        {
            return (VoucherOf(brand, 1_000_000), ValueOf(1));
        }

        printed[brand] = ++count;
        var expires = dice.OneIn(20) ? new Moment(agenda.Now) : new Moment(agenda.Now) + TimeSpan.FromDays(365);
        desk.Say(VoucherOf(brand, count), new VoucherCommand.Issue($"of {brand}", count, brand, ValueOf(count), expires));
        return (VoucherOf(brand, count), ValueOf(count));
    }

    /// <summary>Somebody looks at what needs a person, hours later, and lets it go on. Not for ever.</summary>
    public void Look(TopUpOrder order)
    {
        var seen = looks[order.Key] = looks.GetValueOrDefault(order.Key) + 1;
        if (seen <= MostGoOns)
        {
            tally.Count("person: was needed");
            agenda.After(dice.Between(3_600_000, 40 * 3_600_000L), () => desk.Say(order.Key, new TopUpOrderCommand.GoOn()));
        }
    }

    private static Money ValueOf(int serial) => Money.FromRubles((serial % 4) switch { 0 => 100, 1 => 300, 2 => 500, _ => 1_000 });

    private OrderId NewId() => OrderKey.Of("shop", (++numbers).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void SetTerms(string partner) =>
        desk.Say(Float(partner), new PartnerFloatCommand.SetTerms(partner, new Money(dice.OneIn(2) ? 0 : dice.Between(0, 200_000)), dice.Below(600), dice.OneIn(10)));

    private void Deposit(string partner) =>
        desk.Say(Float(partner), new PartnerFloatCommand.Deposit(NewId(), new Money(dice.OneIn(6) ? -dice.Between(1, 50_000) : dice.Between(1, 500_000))));

    private void OpenTill(string brand, int shift, long counted) => desk.Say(TillOf(brand), new TillCommand.Open(brand, brand, Clerk, shift, new Money(counted)));

    private void MoveCash(string brand) => desk.Say(TillOf(brand), new TillCommand.MoveCash(NewId(), Clerk, new Money(dice.Between(-300_000, 100_000))));

    /// <summary>Counts, and after a while opens again: sometimes it is not what should be there.</summary>
    private void CountTill(string brand) => desk.Send(TillOf(brand), new TillCommand.Close("", -1, Money.Zero), answer =>
    {
        if (answer.State is not Till { IsOpen: true } till)
        {
            return;
        }

        var counted = Math.Max(0, till.Cash.Kopeks + (dice.OneIn(3) ? dice.Between(-300, 300) : 0));
        desk.Say(TillOf(brand), new TillCommand.Close(Clerk, till.Shift, new Money(counted)), until: told => told.IsDone, most: 4);
        agenda.After(dice.Between(1_200_000, 7_200_000), () => OpenTill(brand, till.Shift + 1, Math.Max(0, counted + (dice.OneIn(8) ? dice.Between(-100, 100) : 0))));
    });

    private void Void(string brand)
    {
        if (printed.GetValueOrDefault(brand) is > 0 and var count)
        {
            desk.Say(VoucherOf(brand, 1 + dice.Below(count)), new VoucherCommand.MakeVoid());
        }
    }
}
